import type { Json } from '@dealwright/values';
import type { Predicate, Term } from '../predicate.ts';
import type { FeelType } from '../types.ts';

const TEXT: FeelType = { kind: 'string' };

/** The records whose own field has this value. `type`: what the field holds, text when not said. */
export function fieldEquals(name: string, value: Json, type = TEXT): Predicate {
  return { is: 'compare', operator: '=', left: column(name, type), right: { is: 'value', value, type } };
}

/** The records whose own field, which holds texts, has one of these values. */
export function fieldIsOneOf(name: string, values: readonly string[]): Predicate {
  return {
    is: 'one of',
    term: column(name, TEXT),
    values: values.map((value) => ({ is: 'value', value, type: TEXT })),
  };
}

function column(name: string, type: FeelType): Term {
  return { is: 'field', path: [name], type };
}
