import type { Model } from '@dealwright/metadata';
import {
  type GraphQLFieldConfigMap,
  GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLSchema,
  getArgumentValues,
} from 'graphql';
import { type ApiContent, contentOf } from './api-content.ts';
import type { ApiPart } from './api-part.ts';
import type { Operation } from './execute/operation.ts';
import { KEPT_BY_RECORDS } from './execute/run-once.ts';
import { askingFields } from './fields/asking-fields.ts';
import { mutationFields } from './fields/mutation-fields.ts';
import { queryFields } from './fields/query-fields.ts';
import { FieldTypes } from './types/field-types.ts';
import { problemType } from './types/problem-type.ts';
import { recordType } from './types/record-types.ts';
import { TypeBook } from './types/type-book.ts';

type RootFields = GraphQLFieldConfigMap<unknown, Operation>;

/** The API of a Model: the fields of its entities, then those of the parts. Throws when two want the same name. */
export function buildSchema(
  model: Model,
  parts: readonly ApiPart[],
  content: ApiContent = contentOf(model),
): GraphQLSchema {
  const types = new TypeBook();
  problemType(types);
  const of = new FieldTypes(content, types);
  const [query, mutation, subscription]: [RootFields, RootFields, RootFields] = [{}, {}, {}];
  for (const entity of content.entities) {
    recordType(entity, of);
    add(query, queryFields(entity, of), entity.name);
    add(mutation, keptByRecords(mutationFields(entity, of)), entity.name);
  }
  add(mutation, keptByRecords(askingFields(model, of)), 'the platform');
  for (const part of parts) {
    const fields = part.build(model, types);
    add(query, (fields.query ?? {}) as RootFields, part.name);
    add(mutation, (fields.mutation ?? {}) as RootFields, part.name);
    add(subscription, (fields.subscription ?? {}) as RootFields, part.name);
  }
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: exactly(query) }),
    mutation: rootType(
      'Mutation',
      exactly(mutation, (operation) => operation.beginMutation()),
    ),
    subscription: rootType('Subscription', subscription),
    assumeValid: true,
  });
}

function keptByRecords(fields: RootFields): RootFields {
  const entries = Object.entries(fields).map(([name, field]) => [name, { ...field, extensions: KEPT_BY_RECORDS }]);
  return Object.fromEntries(entries);
}

function add(to: RootFields, fields: RootFields, from: string): void {
  for (const [name, field] of Object.entries(fields)) {
    if (to[name]) throw new Error(`Two things want to be "${name}" in the API; the second is ${from}.`);
    to[name] = field;
  }
}

function rootType(name: string, fields: RootFields): GraphQLObjectType | undefined {
  return Object.keys(fields).length === 0 ? undefined : new GraphQLObjectType({ name, fields });
}

/**
 * Engines differ in the arguments that they hand over when a variable is not given or stands in the literal of a scalar
 * (graphql-jit 0.8.9 loses it): root fields take theirs from graphql-js. Every root field of a mutation begins anew:
 * transactions are its own.
 */
function exactly(fields: RootFields, begin?: (operation: Operation) => Promise<void>): RootFields {
  const entries = Object.entries(fields).map(([name, field]) => {
    const { resolve } = field;
    if (!resolve) return [name, field];
    const exact: typeof resolve = async (source, _args, operation, info) => {
      await begin?.(operation);
      return resolve(source, argumentsOf(info), operation, info);
    };
    return [name, { ...field, resolve: exact }];
  });
  return Object.fromEntries(entries);
}

function argumentsOf({ parentType, fieldName, fieldNodes, variableValues }: GraphQLResolveInfo) {
  const field = parentType.getFields()[fieldName];
  const [node] = fieldNodes;
  return field && node ? getArgumentValues(field, node, variableValues) : {};
}
