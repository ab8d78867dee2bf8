import type { Predicate, Term } from '@dealwright/expressions';

/** The same condition, said of the record that `path` leads to: `under(segment = "small", ['customer'])`. */
export function under(predicate: Predicate, path: readonly string[]): Predicate {
  const inner = (each: Predicate) => under(each, path);
  const term = (each: Term) => termUnder(each, path);
  switch (predicate.is) {
    case 'constant':
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
    case 'some':
    case 'every':
      return { ...predicate, path: [...path, ...predicate.path] };
  }
}

function termUnder(term: Term, path: readonly string[]): Term {
  const inner = (each: Term) => termUnder(each, path);
  switch (term.is) {
    case 'field':
      return { ...term, path: [...path, ...term.path] };
    case 'value':
    case 'parameter':
      return term;
    case 'arithmetic':
      return { ...term, left: inner(term.left), right: inner(term.right) };
    case 'call':
      return { ...term, of: term.of.map(inner) };
    case 'if':
      return { ...term, when: under(term.when, path), then: inner(term.then), otherwise: inner(term.otherwise) };
  }
}
