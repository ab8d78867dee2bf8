import type { Comparison, FeelType, Predicate, Term } from '@dealwright/expressions';
import type { Json } from '@dealwright/values';

/** Short ways to write predicates in tests. */
export const field = (...path: string[]): Term => ({ is: 'field', path, type: { kind: 'any' } });

export function value(said: Json, type: FeelType = typeOf(said)): Term {
  return { is: 'value', value: said, type };
}

function typeOf(said: Json): FeelType {
  if (typeof said === 'number') return { kind: 'number' };
  return typeof said === 'boolean' ? { kind: 'boolean' } : { kind: 'string' };
}

export const compare = (operator: Comparison, left: Term, right: Term): Predicate => ({
  is: 'compare',
  operator,
  left,
  right,
});
export const eq = (left: Term, right: Term): Predicate => compare('=', left, right);
