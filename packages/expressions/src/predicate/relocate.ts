import type { Predicate, Term } from '../predicate.ts';
import { mapPredicate, mapTerm } from './map-predicate.ts';

/** The same condition seen from a record that reaches this one over the references of `prefix`: `segment` → `customer.segment`. */
export function relocate(predicate: Predicate, prefix: readonly string[]): Predicate {
  if (predicate.is === 'some' || predicate.is === 'every')
    return { ...predicate, path: [...prefix, ...predicate.path] };
  return mapPredicate(
    predicate,
    (each) => relocate(each, prefix),
    (each) => relocateTerm(each, prefix),
  );
}

/** The same for a term. */
export function relocateTerm(term: Term, prefix: readonly string[]): Term {
  if (term.is === 'field') return { ...term, path: [...prefix, ...term.path] };
  return mapTerm(
    term,
    (each) => relocate(each, prefix),
    (each) => relocateTerm(each, prefix),
  );
}
