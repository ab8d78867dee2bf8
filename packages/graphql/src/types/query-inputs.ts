import { say } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import {
  GraphQLBoolean,
  type GraphQLInputFieldConfigMap,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
} from 'graphql';
import type { FieldTypes } from './field-types.ts';
import { isQueryable } from './field-types.ts';
import { recordFields } from './record-fields.ts';

/** `LeadFilter`. All conditions of one object must hold. */
export function filterInput(entity: Entity, of: FieldTypes): GraphQLInputObjectType {
  const name = `${entity.name}Filter`;
  return of.types.define(name, () => {
    const type: GraphQLInputObjectType = new GraphQLInputObjectType({
      name,
      description: 'All conditions of one object must hold.',
      fields: () => ({ ...connectives(type), ...filterFields(entity, of) }),
    });
    return type;
  });
}

function connectives(type: GraphQLInputObjectType): GraphQLInputFieldConfigMap {
  const several = new GraphQLList(new GraphQLNonNull(type));
  return {
    and: { type: several, description: 'All of these hold.' },
    or: { type: several, description: 'At least one of these holds; an empty list finds nothing.' },
    not: { type, description: 'This does not hold.' },
    isNull: { type: GraphQLBoolean, description: 'Of a reference: true finds records that refer to nothing.' },
  };
}

function filterFields(entity: Entity, of: FieldTypes): GraphQLInputFieldConfigMap {
  const fields: GraphQLInputFieldConfigMap = {};
  for (const [name, source] of recordFields(entity)) {
    if (source.is === 'many') fields[name] = { type: listFilter(source.inverse.entity, of) };
    else if (source.is === 'one')
      fields[name] = { type: filterInput(source.entity, of), description: say(source.field.label) };
    else if (source.is === 'field') {
      const type = of.filter(source.field);
      if (type) fields[name] = { type, description: say(source.field.label) };
    }
  }
  return fields;
}

function listFilter(entity: Entity, of: FieldTypes): GraphQLInputObjectType {
  const name = `${entity.name}ListFilter`;
  return of.types.define(
    name,
    () =>
      new GraphQLInputObjectType({
        name,
        fields: () => {
          const type = filterInput(entity, of);
          return {
            some: { type, description: 'At least one related record is like this.' },
            every: { type, description: 'All related records are like this, or there are none.' },
            none: { type, description: 'No related record is like this.' },
          };
        },
      }),
  );
}

/** `LeadOrder`: one field in each object; over references it is nested. */
export function orderInput(entity: Entity, of: FieldTypes): GraphQLInputObjectType {
  const name = `${entity.name}Order`;
  return of.types.define(
    name,
    () =>
      new GraphQLInputObjectType({
        name,
        description: 'Exactly one field; further ones stand in further objects of the list.',
        isOneOf: true,
        fields: () => orderFields(entity, of),
      }),
  );
}

function orderFields(entity: Entity, of: FieldTypes): GraphQLInputFieldConfigMap {
  const direction = of.types.get('OrderDirection') as GraphQLInputObjectType;
  const fields: GraphQLInputFieldConfigMap = {};
  for (const [name, source] of recordFields(entity)) {
    if (source.is === 'one') fields[name] = { type: orderInput(source.entity, of) };
    else if (source.is === 'field' && source.field.type.sortable && isQueryable(source.field)) {
      fields[name] = { type: direction, description: say(source.field.label) };
    }
  }
  return fields;
}
