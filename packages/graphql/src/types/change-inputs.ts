import { say } from '@dealwright/diagnostics';
import type { Entity, Field } from '@dealwright/entities';
import { type GraphQLInputFieldConfigMap, GraphQLInputObjectType, GraphQLNonNull, GraphQLString } from 'graphql';
import { apiFields } from '../api-content.ts';
import type { FieldTypes } from './field-types.ts';

/** `LeadInput`: what a new record is made of; undefined when nothing of it can be written. */
export function createInput(entity: Entity, of: FieldTypes): GraphQLInputObjectType | undefined {
  return writeInput(`${entity.name}Input`, entity, of, (field) => field.required && field.default === undefined);
}

/** `LeadPatch`: what is left out stays as it is; null clears. */
export function patchInput(entity: Entity, of: FieldTypes): GraphQLInputObjectType | undefined {
  return writeInput(`${entity.name}Patch`, entity, of, () => false);
}

function writeInput(
  name: string,
  entity: Entity,
  of: FieldTypes,
  isNeeded: (field: Field) => boolean,
): GraphQLInputObjectType | undefined {
  const writable = apiFields(entity).filter((field) => !field.readOnly && !of.content.isState(entity, field));
  if (writable.length === 0) return undefined;
  return of.types.define(name, () => {
    const fields: GraphQLInputFieldConfigMap = {};
    for (const field of writable) {
      const type = of.input(field);
      fields[field.name] = {
        type: isNeeded(field) ? new GraphQLNonNull(type) : type,
        description: [say(field.label), field.help && say(field.help)].filter(Boolean).join('. '),
        ...(field.retired !== undefined && !isNeeded(field) ? { deprecationReason: say(field.retired) } : {}),
      };
    }
    return new GraphQLInputObjectType({ name, fields });
  });
}

/** The fields by which one record can be named: its number, and what the content calls a key. */
export function keyFields(entity: Entity): readonly Field[] {
  return apiFields(entity).filter((field) => field.key);
}

/** `LeadKey`: one of the keys; undefined when the entity has none. */
export function keyInput(entity: Entity, of: FieldTypes): GraphQLInputObjectType | undefined {
  const keys = keyFields(entity);
  if (keys.length === 0) return undefined;
  const name = `${entity.name}Key`;
  return of.types.define(name, () => {
    const fields = keys.map((field) => [field.name, { type: field.standard ? GraphQLString : of.input(field) }]);
    return new GraphQLInputObjectType({
      name,
      description: 'Exactly one of these.',
      isOneOf: true,
      fields: Object.fromEntries(fields),
    });
  });
}
