import { RequestError, say } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { Change, Row, Saved } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import {
  GraphQLBoolean,
  type GraphQLFieldConfigMap,
  GraphQLID,
  type GraphQLInputType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLResolveInfo,
} from 'graphql';
import type { Operation } from '../execute/operation.ts';
import { capitalised, manyName, oneName, valueNames } from '../names.ts';
import { collectFields } from '../plan/collect-fields.ts';
import { plainObject } from '../plan/plain-object.ts';
import { selectRecord } from '../plan/select-record.ts';
import { createInput, keyInput, patchInput } from '../types/change-inputs.ts';
import type { FieldTypes } from '../types/field-types.ts';
import { eventType, payloadType } from '../types/record-types.ts';
import { type KeyValue, onlyKey } from './query-fields.ts';
import { readSaved } from './read-saved.ts';

type RootFields = GraphQLFieldConfigMap<unknown, Operation>;

/** More records in one request belong into several requests. */
const LARGEST_BULK = 1000;

/** `createLead`, `updateLead`, `upsertLead`, `deleteLead`, `createLeads`, `fireLead`, as far as the entity has them. */
export function mutationFields(entity: Entity, of: FieldTypes): RootFields {
  return { ...writeFields(entity, of), ...deleteField(entity, of), ...fireField(entity, of) };
}

function writeFields(entity: Entity, of: FieldTypes): RootFields {
  const input = createInput(entity, of);
  const patch = patchInput(entity, of);
  const key = keyInput(entity, of);
  if (!input || !patch) return {};
  const { name } = entity;
  const label = say(entity.label);
  const payload = new GraphQLNonNull(payloadType(entity, of));
  const fields: RootFields = {
    [`create${name}`]: {
      type: payload,
      description: `Makes a new ${label}.`,
      args: { input: needed(input) },
      resolve: (_, { input: values }, operation, info) =>
        saveOne(entity, { is: 'create', values: plainObject(values) }, operation, info),
    },
    [`create${capitalised(manyName(name))}`]: {
      type: new GraphQLNonNull(new GraphQLList(payload)),
      description: `Makes several, at most ${LARGEST_BULK}. Atomic: when one is refused, none is made.`,
      args: {
        inputs: needed(new GraphQLList(new GraphQLNonNull(input))),
        atomic: { type: GraphQLBoolean, defaultValue: true },
      },
      resolve: (_, { inputs, atomic }, operation, info) => createMany(entity, inputs, atomic ?? true, operation, info),
    },
    [`update${name}`]: {
      type: payload,
      description: `Changes a ${label}.`,
      args: {
        id: needed(GraphQLID),
        input: needed(patch),
        ifVersion: {
          type: GraphQLInt,
          description: 'Refused when somebody has changed the record since this version.',
        },
      },
      resolve: (_, { id, input: values, ifVersion }, operation, info) => {
        const change: Change = {
          is: 'update',
          id,
          values: plainObject(values),
          ...(ifVersion == null ? {} : { ifVersion }),
        };
        return saveOne(entity, change, operation, info);
      },
    },
  };
  if (!key) return fields;
  fields[`upsert${name}`] = {
    type: payload,
    description: `Changes the ${label} with this key, or makes it.`,
    args: { by: needed(key), input: needed(input) },
    resolve: (_, { by, input: values }: { by: KeyValue; input: JsonObject }, operation, info) => {
      const [field, value] = onlyKey(by);
      return saveOne(entity, { is: 'upsert', by: { field, value }, values: plainObject(values) }, operation, info);
    },
  };
  return fields;
}

function deleteField(entity: Entity, of: FieldTypes): RootFields {
  if (!patchInput(entity, of)) return {};
  return {
    [`delete${entity.name}`]: {
      type: new GraphQLNonNull(payloadType(entity, of)),
      description: `Deletes a ${say(entity.label)} and its parts.`,
      args: { id: needed(GraphQLID) },
      resolve: (_, { id }, operation, info) => saveOne(entity, { is: 'delete', id }, operation, info),
    },
  };
}

function fireField(entity: Entity, of: FieldTypes): RootFields {
  const events = eventType(entity, of);
  if (!events) return {};
  return {
    [`fire${entity.name}`]: {
      type: new GraphQLNonNull(payloadType(entity, of)),
      description: 'Fires an event of the process. `input` holds field values that come with it, and `reason`.',
      args: { id: needed(GraphQLID), event: needed(events), input: { type: of.types.get('JSON') as typeof GraphQLID } },
      resolve: (_, { id, event, input }, operation, info) =>
        saveOne(entity, { is: 'fire', id, event, input: eventInput(entity, input) }, operation, info),
    },
  };
}

/** Choices may be written by their GraphQL names (`in_approval`) or by those of the content (`in-approval`). */
export function eventInput(entity: Entity | undefined, input: unknown): JsonObject {
  if (input === null || input === undefined) return {};
  if (typeof input !== 'object' || Array.isArray(input)) {
    throw new RequestError('BAD_USER_INPUT', 'The input of an event is an object of field values.');
  }
  const entries = Object.entries(input as JsonObject).map(([name, value]) => {
    const choices = entity?.fields.get(name)?.choices;
    if (!choices || typeof value !== 'string' || choices.values.has(value)) return [name, value];
    const named = [...valueNames(choices.values.keys())].find(([, graphqlName]) => graphqlName === value);
    return [name, named?.[0] ?? value];
  });
  return Object.fromEntries(entries);
}

async function createMany(
  entity: Entity,
  inputs: readonly JsonObject[],
  atomic: boolean,
  operation: Operation,
  info: GraphQLResolveInfo,
) {
  if (inputs.length > LARGEST_BULK) {
    throw new RequestError('TOO_COMPLEX', `At most ${LARGEST_BULK} records in one call.`, 'send several requests');
  }
  const changes = inputs.map((values): Change => ({ is: 'create', values: plainObject(values) }));
  return payloadsOf(
    entity,
    await operation.records.saveMany(operation.context, entity, changes, atomic),
    operation,
    info,
  );
}

async function saveOne(entity: Entity, change: Change, operation: Operation, info: GraphQLResolveInfo) {
  const saved = await operation.records.save(operation.context, entity, change);
  const shown = change.is === 'delete' ? { ...saved, id: undefined } : saved;
  const [payload] = await payloadsOf(entity, [shown], operation, info);
  return payload;
}

/** The payloads, their records read back as asked: in one query for all of them. */
export async function payloadsOf(
  entity: Entity,
  saved: readonly Saved[],
  operation: Operation,
  info: GraphQLResolveInfo,
): Promise<readonly JsonPayload[]> {
  const name = oneName(entity.name);
  const nodes = [...collectFields(info.fieldNodes, info).values()].flat().filter((node) => node.name.value === name);
  const ids = saved.flatMap(({ id }) => id ?? []);
  const rows =
    nodes.length > 0 && ids.length > 0
      ? await readSaved(entity, ids, selectRecord(entity, nodes, info), operation, info)
      : new Map<string, Row>();
  return saved.map(({ id, problems }) => ({ [name]: (id !== undefined && rows.get(id)) || null, problems }));
}

type JsonPayload = { readonly [key: string]: Row | null | Saved['problems'] };

function needed(type: GraphQLInputType) {
  return { type: new GraphQLNonNull(type) };
}
