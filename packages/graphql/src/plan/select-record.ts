import { RequestError } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { ListQuery, Selected } from '@dealwright/records';
import { type FieldNode, type GraphQLObjectType, getArgumentValues } from 'graphql';
import { recordFields } from '../types/record-fields.ts';
import { type Asked, collectFields } from './collect-fields.ts';
import { type ListArguments, listQuery } from './list-query.ts';

type Growing = Map<string, Selected>;

/**
 * What the nodes ask of a record. Keys are field names, so that rows are read without resolvers; only a relation under an
 * alias has the key `$alias`, because the same relation may be asked twice with other arguments. Other keys with `$`
 * are the API's own.
 */
export function selectRecord(entity: Entity, nodes: readonly FieldNode[], asked: Asked): ReadonlyMap<string, Selected> {
  const select: Growing = new Map();
  addRecord(select, entity, nodes, asked);
  if (select.size === 0) addField(select, '$id', entity, 'id');
  return select;
}

function addRecord(select: Growing, entity: Entity, nodes: readonly FieldNode[], asked: Asked): void {
  const sources = recordFields(entity);
  for (const [responseKey, same] of collectFields(nodes, asked)) {
    const name = same[0]?.name.value ?? '';
    const source = sources.get(name);
    if (!source) continue; // __typename
    if (source.is === 'field') addField(select, name, entity, name);
    else if (source.is === 'made')
      addField(select, name === 'title' ? 'title' : '$id', entity, name === 'title' ? entity.title : 'id');
    else addRelation(select, relationKey(name, responseKey), entity, same, asked);
  }
}

function addRelation(select: Growing, key: string, entity: Entity, nodes: readonly FieldNode[], asked: Asked): void {
  const [first] = nodes;
  const source = first && recordFields(entity).get(first.name.value);
  const known = select.get(key);
  if (source?.is === 'one') {
    const inner: Growing = new Map(known?.is === 'one' ? known.select : []);
    addRecord(inner, source.entity, nodes, asked);
    if (inner.size === 0) addField(inner, '$id', source.entity, 'id');
    select.set(key, { is: 'one', field: source.field, entity: source.entity, select: inner });
  } else if (source?.is === 'many' && first) {
    const list = connectionQuery(source.inverse.entity, argumentsOf(entity, first, asked), nodes, asked);
    const merged = known?.is === 'many' ? mergeLists(known.list, list, key) : list;
    select.set(key, { is: 'many', inverse: source.inverse, list: merged });
  }
}

/**
 * The query behind a connection field: its rows need what `nodes` and `edges { node }` ask together. What is not asked is
 * not made: cursors, the count, and the rows where only the count is wanted.
 */
export function connectionQuery(
  entity: Entity,
  args: ListArguments,
  nodes: readonly FieldNode[],
  asked: Asked,
): ListQuery {
  const select: Growing = new Map();
  const connection = byName(nodes, asked);
  const edges = byName(connection.get('edges') ?? [], asked);
  const pageInfo = byName(connection.get('pageInfo') ?? [], asked);
  for (const rows of [connection.get('nodes'), edges.get('node')]) {
    if (rows) addRecord(select, entity, rows, asked);
  }
  if (select.size === 0) addField(select, '$id', entity, 'id');
  const count = connection.has('totalCount');
  const cursors = edges.has('cursor') || pageInfo.has('startCursor') || pageInfo.has('endCursor');
  const query = { ...listQuery(entity, args, select, count), cursors };
  const isOnlyCount = [...connection.keys()].every((name) => name === 'totalCount' || name === '__typename');
  return isOnlyCount ? { ...query, page: { first: 0 } } : query;
}

/** What is asked below the nodes, by the fields' own names: two aliases of one field ask together. */
function byName(nodes: readonly FieldNode[], asked: Asked): ReadonlyMap<string, readonly FieldNode[]> {
  return Map.groupBy([...collectFields(nodes, asked).values()].flat(), (node) => node.name.value);
}

/** The key under which a relation stands in its row. */
export function relationKey(name: string, responseKey: string): string {
  return name === responseKey ? name : `$${responseKey}`;
}

function addField(select: Growing, key: string, entity: Entity, name: string): void {
  const field = entity.fields.get(name);
  if (field) select.set(key, { is: 'field', field });
}

function argumentsOf(entity: Entity, node: FieldNode, asked: Asked): ListArguments {
  const type = asked.schema.getType(entity.name) as GraphQLObjectType;
  const field = type.getFields()[node.name.value];
  return field ? (getArgumentValues(field, node, asked.variableValues) as ListArguments) : {};
}

/** `nodes { orders(first: 1) }` beside `edges { node { orders(first: 2) } }` are two questions under one key. */
function mergeLists(one: ListQuery, other: ListQuery, key: string): ListQuery {
  const [rows, more] = one.page.first === 0 ? [other, one] : [one, other];
  const page = more.page.first === 0 ? rows.page : more.page;
  const asked = ({ entity, where, search, orderBy }: ListQuery, at: ListQuery['page']) =>
    JSON.stringify([entity.name, where, search, orderBy, at]);
  if (asked(rows, rows.page) !== asked(more, page)) {
    throw new RequestError(
      'BAD_USER_INPUT',
      `"${key}" is asked twice with other arguments.`,
      'give one of the two an alias',
    );
  }
  return {
    ...rows,
    select: new Map([...rows.select, ...more.select]),
    count: rows.count || more.count,
    cursors: Boolean(rows.cursors || more.cursors),
  };
}
