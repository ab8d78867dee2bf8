import { selectionOf } from '../record/selection.ts';
import type { ListSearch } from './list-search.ts';
import type { Model, ModelEntity, ModelField } from './model.ts';
import { type Problem, request } from './request.ts';

/** A record as the API gives it: values by field name. */
export type RecordData = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly version: number;
  readonly hidden: readonly string[];
};

export interface RecordPage {
  readonly nodes: readonly RecordData[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
}

export interface ActionData {
  readonly event: string;
  readonly label: string;
  readonly possible: boolean;
  readonly reasons: readonly Problem[];
  readonly needs: readonly string[];
  readonly files: readonly { readonly as: string; readonly label: string; readonly attached: boolean }[];
  readonly asksReason: boolean;
}

const PROBLEM = '{ code message hint path }';

/** A page of 25 of an entity's records. `search.sort` is a field name, with `-` before it for descending. */
export async function listQuery(
  entity: ModelEntity,
  columns: readonly ModelField[],
  model: Model,
  search: ListSearch,
): Promise<RecordPage> {
  const fields = columns.map((field) => selectionOf(field, model)).join(' ');
  const field = search.sort?.replace('-', '') ?? 'createdAt';
  const direction = search.sort === undefined || search.sort.startsWith('-') ? 'DESC' : 'ASC';
  const query = `query ($search: String, $after: String) {
    page: ${entity.api.many}(search: $search, after: $after, first: 25, orderBy: [{ ${field}: ${direction} }]) {
      nodes { id version hidden ${fields} } pageInfo { hasNextPage endCursor } totalCount
    }
  }`;
  return (await request<{ page: RecordPage }>(query, { search: search.q, after: search.after })).page;
}

/** A record with all its fields, what can be done with it, and its parts and relatives by inverse. */
export async function recordQuery(
  entity: ModelEntity,
  model: Model,
  id: string,
): Promise<(RecordData & { readonly actions: readonly ActionData[] }) | null> {
  const fields = entity.fields.map((field) => selectionOf(field, model)).join(' ');
  const query = `query ($id: ID!) { record: ${entity.api.one}(id: $id) {
    id version hidden ${fields} actions { event label possible reasons ${PROBLEM} needs files { as label attached } asksReason }
  } }`;
  return (await request<{ record: (RecordData & { readonly actions: readonly ActionData[] }) | null }>(query, { id }))
    .record;
}

/** What a change came to: the record's id, or why not. */
export interface Saved {
  readonly id: string | undefined;
  readonly problems: readonly Problem[];
}

interface Payload {
  readonly record: { readonly id: string } | null;
  readonly problems: readonly Problem[];
}

async function change(mutation: string, variables: object): Promise<Saved> {
  const { payload } = await request<{ payload: Payload }>(mutation, variables);
  return { id: payload.record?.id, problems: payload.problems };
}

export function createRecord({ name, api }: ModelEntity, input: object): Promise<Saved> {
  return change(
    `mutation ($input: ${name}Input!) { payload: ${api.create}(input: $input) { record: ${api.one} { id } problems ${PROBLEM} } }`,
    { input },
  );
}

/** `ifVersion`: the version that was shown; another one in between is a conflict, not a loss. */
export function updateRecord({ name, api }: ModelEntity, id: string, input: object, ifVersion: number): Promise<Saved> {
  const args = 'id: $id, input: $input, ifVersion: $ifVersion';
  return change(
    `mutation ($id: ID!, $input: ${name}Patch!, $ifVersion: Int) { payload: ${api.update}(${args}) { record: ${api.one} { id } problems ${PROBLEM} } }`,
    { id, input, ifVersion },
  );
}

export function fireEvent({ name, api }: ModelEntity, id: string, event: string, input: object): Promise<Saved> {
  return change(
    `mutation ($id: ID!, $event: ${name}Event!, $input: JSON) { payload: ${api.fire}(id: $id, event: $event, input: $input) { record: ${api.one} { id } problems ${PROBLEM} } }`,
    { id, event, input },
  );
}
