import { say } from '@dealwright/diagnostics';
import type { Entity, Field } from '@dealwright/entities';
import type { PageOfRows } from '@dealwright/records';
import {
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigArgumentMap,
  type GraphQLFieldConfigMap,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
} from 'graphql';
import { apiFields } from '../api-content.ts';
import { markRecordType } from '../execute/read-row.ts';
import { oneName, valueNames } from '../names.ts';
import { described } from './choice-type.ts';
import type { FieldTypes } from './field-types.ts';
import { madeField } from './made-fields.ts';
import { filterInput, orderInput } from './query-inputs.ts';
import { recordFields } from './record-fields.ts';

type Fields = GraphQLFieldConfigMap<unknown, never>;

const ALWAYS_THERE = new Set(['id', 'version', 'createdAt']);

/** `Lead`: what is read of a record. Fields have no resolvers: a row is keyed as `plan/select-record.ts` says. */
export function recordType(entity: Entity, of: FieldTypes): GraphQLObjectType {
  return of.types.define(entity.name, () => {
    const about = entity.about === undefined ? '' : `\n\n${say(entity.about)}`;
    const type = new GraphQLObjectType({
      name: entity.name,
      description: `${say(entity.label)}.${about}`,
      fields: () => fieldsOf(entity, of) as GraphQLFieldConfigMap<unknown, unknown>,
    });
    markRecordType(type);
    return type;
  });
}

function fieldsOf(entity: Entity, of: FieldTypes): Fields {
  const fields: Fields = {};
  for (const [name, source] of recordFields(entity)) {
    if (source.is === 'many') {
      const { inverse } = source;
      fields[name] = {
        type: new GraphQLNonNull(connectionType(inverse.entity, of)),
        description: `${say(inverse.entity.plural)} whose \`${inverse.field.name}\` is this record.`,
        args: listArguments(inverse.entity, of),
      };
    } else if (source.is === 'made') {
      fields[name] = madeField(source.name, entity, of.types) as GraphQLFieldConfig<unknown, never>;
    } else {
      const { field } = source;
      const type: GraphQLOutputType = source.is === 'one' ? recordType(source.entity, of) : of.output(field);
      fields[name] = {
        type: field.standard && ALWAYS_THERE.has(name) ? new GraphQLNonNull(type) : type,
        description: [say(field.label), field.help && say(field.help)].filter(Boolean).join('. '),
        ...(field.retired === undefined ? {} : { deprecationReason: say(field.retired) }),
      };
    }
  }
  return fields;
}

/** Arguments of every list: filter, words, order, page. */
export function listArguments(entity: Entity, of: FieldTypes): GraphQLFieldConfigArgumentMap {
  const searched = apiFields(entity).filter((field) => field.search);
  return {
    filter: { type: filterInput(entity, of) },
    search: { type: GraphQLString, description: `Words, looked up in ${namesOf(searched)}.` },
    orderBy: {
      type: new GraphQLList(new GraphQLNonNull(orderInput(entity, of))),
      description: 'The first counts most.',
    },
    first: { type: GraphQLInt, description: 'How many from the start, at most 200; 50 when nothing is said.' },
    after: { type: GraphQLString, description: 'A cursor: what comes after it.' },
    last: { type: GraphQLInt, description: 'How many from the end, at most 200.' },
    before: { type: GraphQLString, description: 'A cursor: what comes before it.' },
  };
}

function namesOf(fields: readonly Field[]): string {
  return fields.length === 0 ? 'no field: nothing is found' : fields.map(({ name }) => `\`${name}\``).join(', ');
}

/** `LeadConnection`, by the Relay cursor connection specification, with `nodes` beside `edges`. */
export function connectionType(entity: Entity, of: FieldTypes): GraphQLObjectType {
  const { types } = of;
  const pageInfo = types.define('PageInfo', makePageInfo);
  return types.define(`${entity.name}Connection`, () => {
    const record = recordType(entity, of);
    const edge = types.define(
      `${entity.name}Edge`,
      () =>
        new GraphQLObjectType({
          name: `${entity.name}Edge`,
          fields: { cursor: { type: new GraphQLNonNull(GraphQLString) }, node: { type: record } },
        }),
    );
    const listOf = (type: GraphQLObjectType) => new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));
    return new GraphQLObjectType<PageOfRows>({
      name: `${entity.name}Connection`,
      fields: {
        nodes: { type: listOf(record), resolve: (page) => page.rows },
        edges: {
          type: listOf(edge),
          resolve: (page) => page.rows.map((node, at) => ({ cursor: page.cursors[at], node })),
        },
        pageInfo: { type: new GraphQLNonNull(pageInfo), resolve: (page) => page },
        totalCount: { type: GraphQLInt, description: 'All that match, on every page. Counted only when asked for.' },
      },
    });
  });
}

function makePageInfo(): GraphQLObjectType {
  const flag = { type: new GraphQLNonNull(GraphQLBoolean) };
  return new GraphQLObjectType<PageOfRows>({
    name: 'PageInfo',
    fields: {
      hasNextPage: flag,
      hasPreviousPage: flag,
      startCursor: { type: GraphQLString, resolve: (page) => page.cursors[0] },
      endCursor: { type: GraphQLString, resolve: (page) => page.cursors.at(-1) },
    },
  });
}

/** `LeadPayload`: the record as it is after a change, and what was refused or warned of. */
export function payloadType(entity: Entity, of: FieldTypes): GraphQLObjectType {
  return of.types.define(`${entity.name}Payload`, () => {
    const one: GraphQLFieldConfig<unknown, unknown> = {
      type: recordType(entity, of),
      description: 'As it is now; null when it was refused, deleted, or may not be read.',
    };
    const problems = new GraphQLNonNull(
      new GraphQLList(new GraphQLNonNull(of.types.get('Problem') as GraphQLObjectType)),
    );
    return new GraphQLObjectType({
      name: `${entity.name}Payload`,
      fields: {
        [oneName(entity.name)]: one,
        problems: { type: problems, description: 'Empty when all went well. Warnings may stand beside a record.' },
      },
    });
  });
}

/** `LeadEvent`: the events of all processes of an entity; undefined when it has none. */
export function eventType(entity: Entity, of: FieldTypes): GraphQLEnumType | undefined {
  const labels = of.content.events.get(entity.name);
  if (!labels) return undefined;
  return of.types.define(`${entity.name}Event`, () => {
    const names = valueNames(labels.keys());
    const values = [...labels].map(([event, label]) => {
      const name = names.get(event) ?? event;
      return [name, { value: event, description: described(event, name, say(label)) }];
    });
    return new GraphQLEnumType({ name: `${entity.name}Event`, values: Object.fromEntries(values) });
  });
}
