import type { Predicate, Term } from '../predicate.ts';

/** The same term seen from a record that reaches this one over the references of `prefix`. */
export function relocateTerm(term: Term, prefix: readonly string[]): Term {
  switch (term.is) {
    case 'field':
      return { ...term, path: [...prefix, ...term.path] };
    case 'arithmetic':
      return { ...term, left: relocateTerm(term.left, prefix), right: relocateTerm(term.right, prefix) };
    case 'call':
      return { ...term, of: term.of.map((each) => relocateTerm(each, prefix)) };
    case 'if':
      return {
        is: 'if',
        when: relocate(term.when, prefix),
        then: relocateTerm(term.then, prefix),
        otherwise: relocateTerm(term.otherwise, prefix),
      };
    default:
      return term;
  }
}

/** The same condition seen from a record that reaches this one over the references of `prefix`. */
function relocate(predicate: Predicate, prefix: readonly string[]): Predicate {
  switch (predicate.is) {
    case 'and':
    case 'or':
      return { ...predicate, of: predicate.of.map((each) => relocate(each, prefix)) };
    case 'not':
      return { is: 'not', of: relocate(predicate.of, prefix) };
    case 'compare':
      return { ...predicate, left: relocateTerm(predicate.left, prefix), right: relocateTerm(predicate.right, prefix) };
    case 'one of':
      return {
        is: 'one of',
        term: relocateTerm(predicate.term, prefix),
        values: predicate.values.map((each) => relocateTerm(each, prefix)),
      };
    case 'text':
      return { ...predicate, term: relocateTerm(predicate.term, prefix), value: relocateTerm(predicate.value, prefix) };
    case 'null':
    case 'true':
      return { is: predicate.is, term: relocateTerm(predicate.term, prefix) };
    case 'some':
    case 'every':
      // What stands inside is relative to the related record already.
      return { ...predicate, path: [...prefix, ...predicate.path] };
    default:
      return predicate;
  }
}
