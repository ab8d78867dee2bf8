import type { Predicate, Term } from '../predicate.ts';

/** A predicate as FEEL would write it, for people, golden files and explanations. */
export function showPredicate(predicate: Predicate): string {
  switch (predicate.is) {
    case 'constant':
      return String(predicate.value);
    case 'and':
    case 'or':
      return predicate.of.map((each) => wrapped(each)).join(` ${predicate.is} `);
    case 'not':
      return `not(${showPredicate(predicate.of)})`;
    case 'compare':
      return `${showTerm(predicate.left)} ${predicate.operator} ${showTerm(predicate.right)}`;
    case 'one of':
      return `${showTerm(predicate.term)} in (${predicate.values.map(showTerm).join(', ')})`;
    case 'null':
      return `${showTerm(predicate.term)} = null`;
    case 'text': {
      const { operator, term, value, ignoreCase } = predicate;
      return `${operator}(${showTerm(term)}, ${showTerm(value)}${ignoreCase ? ', "i"' : ''})`;
    }
    case 'true':
      return showTerm(predicate.term);
    case 'some':
    case 'every':
      return `${predicate.is} ${predicate.path.join('.')} satisfies ${wrapped(predicate.where)}`;
  }
}

function wrapped(predicate: Predicate): string {
  const text = showPredicate(predicate);
  return predicate.is === 'and' || predicate.is === 'or' ? `(${text})` : text;
}

function showTerm(term: Term): string {
  switch (term.is) {
    case 'field':
      return term.path.join('.');
    case 'value':
      return showConstant(term);
    case 'parameter':
      return `$${term.name}`;
    case 'arithmetic':
      return `(${showTerm(term.left)} ${term.operator} ${showTerm(term.right)})`;
    case 'call':
      return `${term.name}(${term.of.map(showTerm).join(', ')})`;
    case 'if':
      return `if ${showPredicate(term.when)} then ${showTerm(term.then)} else ${showTerm(term.otherwise)}`;
  }
}

function showConstant({ value, type }: Extract<Term, { is: 'value' }>): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (type.kind === 'number') return value;
  return type.kind === 'string' ? JSON.stringify(value) : `@${JSON.stringify(value)}`;
}
