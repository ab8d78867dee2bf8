import type { ContextType, FeelType, Member } from '@dealwright/expressions';
import type { Entity, Field } from './entity.ts';
import { feelTypeOf } from './feel-type.ts';

/** How FEEL sees the records of an entity. Members are looked up when asked for, because entities refer to each other in circles. */
export function entityType(entity: Pick<Entity, 'name' | 'fields' | 'inverses'>): ContextType {
  const members = new Map<string, Member | undefined>();
  const look = (name: string): Member | undefined => {
    const field = entity.fields.get(name);
    if (field) return field.internal ? undefined : memberOf(field);
    const inverse = entity.inverses.get(name);
    return (
      inverse && {
        type: { kind: 'list', of: inverse.entity.type },
        source: { is: 'many', entity: inverse.entity.name },
      }
    );
  };
  return {
    kind: 'context',
    name: entity.name,
    names: () => [
      ...[...entity.fields.values()].filter((each) => !each.internal).map((each) => each.name),
      ...entity.inverses.keys(),
    ],
    member(name) {
      if (!members.has(name)) members.set(name, look(name));
      return members.get(name);
    },
  };
}

/** The type that FEEL sees for a field's value. */
export function fieldType(field: Field): FeelType {
  if (field.reference) return field.reference.entity?.type ?? { kind: 'any' };
  return feelTypeOf(field.type.feel, field.choices && [...field.choices.values.keys()]);
}

function memberOf(field: Field): Member {
  const type = fieldType(field);
  if (field.reference) return { type, source: { is: 'one', entity: field.reference.entity?.name ?? '' } };
  const { formula } = field;
  if (formula && !formula.stored) return { type, source: { is: 'term', term: () => formula.expression?.term } };
  return { type, source: { is: 'column' } };
}
