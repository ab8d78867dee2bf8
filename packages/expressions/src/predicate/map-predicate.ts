import type { Predicate, Term } from '../predicate.ts';

type Change<Part> = (part: Part) => Part;

/**
 * The same condition with what stands directly in it changed: the conditions that it joins, and its terms. Below `some`
 * and `every` nothing is touched: what stands there is relative to another entity.
 */
export function mapPredicate(predicate: Predicate, inner: Change<Predicate>, term: Change<Term>): Predicate {
  switch (predicate.is) {
    case 'constant':
    case 'some':
    case 'every':
      return predicate;
    case 'and':
    case 'or':
      return { ...predicate, of: predicate.of.map(inner) };
    case 'not':
      return { ...predicate, of: inner(predicate.of) };
    case 'compare':
      return { ...predicate, left: term(predicate.left), right: term(predicate.right) };
    case 'one of':
      return { ...predicate, term: term(predicate.term), values: predicate.values.map(term) };
    case 'text':
      return { ...predicate, term: term(predicate.term), value: term(predicate.value) };
    case 'null':
    case 'true':
      return { ...predicate, term: term(predicate.term) };
  }
}

/** The same term with what stands directly in it changed. */
export function mapTerm(term: Term, inner: Change<Predicate>, part: Change<Term>): Term {
  switch (term.is) {
    case 'field':
    case 'value':
    case 'parameter':
      return term;
    case 'arithmetic':
      return { ...term, left: part(term.left), right: part(term.right) };
    case 'call':
      return { ...term, of: term.of.map(part) };
    case 'if':
      return { ...term, when: inner(term.when), then: part(term.then), otherwise: part(term.otherwise) };
  }
}
