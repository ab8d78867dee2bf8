import { RequestError, say } from '@dealwright/diagnostics';
import { type Entity, fieldType } from '@dealwright/entities';
import { fieldEquals } from '@dealwright/expressions';
import type { ListQuery, PageOfRows, Row } from '@dealwright/records';
import { isId } from '@dealwright/values';
import {
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
  GraphQLID,
  GraphQLNonNull,
  type GraphQLResolveInfo,
} from 'graphql';
import type { Operation } from '../execute/operation.ts';
import { manyName, oneName } from '../names.ts';
import type { ListArguments } from '../plan/list-query.ts';
import { refuseUnstorable } from '../plan/refuse-unstorable.ts';
import { connectionQuery, selectRecord } from '../plan/select-record.ts';
import { keyInput } from '../types/change-inputs.ts';
import type { FieldTypes } from '../types/field-types.ts';
import { connectionType, listArguments, recordType } from '../types/record-types.ts';

type RootFields = GraphQLFieldConfigMap<unknown, Operation>;

/** `lead` and `leads`. */
export function queryFields(entity: Entity, of: FieldTypes): RootFields {
  const key = keyInput(entity, of);
  const one: GraphQLFieldConfig<unknown, Operation, { id?: string | null; by?: KeyValue | null }> = {
    type: recordType(entity, of),
    description: `One ${say(entity.label)} by id${key ? ' or by a key' : ''}; null when there is none that you may see.`,
    args: { id: { type: GraphQLID }, ...(key ? { by: { type: key } } : {}) },
    resolve: (_source, args, operation, info) => readOne(entity, args, operation, info),
  };
  const many: GraphQLFieldConfig<unknown, Operation, ListArguments> = {
    type: new GraphQLNonNull(connectionType(entity, of)),
    description: `${say(entity.plural)}, a page at a time.`,
    args: listArguments(entity, of),
    extensions: { listOf: entity },
    resolve: (_source, args, operation, info) => readMany(entity, args, operation, info),
  };
  return { [oneName(entity.name)]: one, [manyName(entity.name)]: many } as RootFields;
}

async function readMany(
  entity: Entity,
  args: ListArguments,
  operation: Operation,
  info: GraphQLResolveInfo,
): Promise<PageOfRows> {
  const query = connectionQuery(entity, args, info.fieldNodes, info);
  return operation.list(query, info);
}

/** `{ fiscalCode: "…" }`: exactly one key. */
export interface KeyValue {
  readonly [field: string]: string | null;
}

async function readOne(
  entity: Entity,
  { id, by }: { id?: string | null; by?: KeyValue | null },
  operation: Operation,
  info: GraphQLResolveInfo,
): Promise<Row | null> {
  if ((id == null) === (by == null)) {
    throw new RequestError('BAD_USER_INPUT', `\`${info.fieldName}\` takes either \`id\` or \`by\`.`);
  }
  if (id != null && !isId(id)) return null;
  const [field, value] = by ? onlyKey(by) : ['id', String(id)];
  const select = selectRecord(entity, info.fieldNodes, info);
  return readByField(entity, field, value, select, operation, info);
}

/** The one key that was given. Throws BAD_USER_INPUT when there are none or several. */
export function onlyKey(by: KeyValue): readonly [field: string, value: string] {
  const [only, ...more] = Object.entries(by).filter(([, value]) => value !== undefined);
  if (!only || more.length > 0 || only[1] === null) {
    throw new RequestError('BAD_USER_INPUT', 'Give exactly one key, with a value.');
  }
  refuseUnstorable(String(only[1]), only[0]);
  return [only[0], only[1]];
}

/** The record of which a unique field has this value; null when there is none that the actor may see. */
async function readByField(
  entity: Entity,
  name: string,
  value: string,
  select: ListQuery['select'],
  operation: Operation,
  info: GraphQLResolveInfo,
): Promise<Row | null> {
  const field = entity.fields.get(name);
  const type = name === 'id' || !field ? ({ kind: 'string' } as const) : fieldType(field);
  const where = fieldEquals(name, value, type);
  const page = await operation.list(
    {
      entity,
      select,
      where,
      orderBy: [],
      page: { first: 1 },
      count: false,
      cursors: false,
    },
    info,
  );
  return page.rows[0] ?? null;
}
