import type { Syntax } from '../parse/syntax.ts';

/** Does the test mention `?` itself, outside of filters, which have an input of their own? */
export function speaksOfInput(syntax: Syntax): boolean {
  switch (syntax.is) {
    case 'input':
      return true;
    case 'filter':
      return speaksOfInput(syntax.of);
    case 'call':
      return syntax.arguments.some((each) => speaksOfInput(each.value));
    case 'list':
      return syntax.of.some(speaksOfInput);
    case 'context':
      return syntax.entries.some((each) => speaksOfInput(each.value));
    case 'for':
    case 'some':
    case 'every':
      return speaksOfInput(syntax.body) || syntax.iterators.some((each) => speaksOfInput(each.in));
    case 'if':
      return [syntax.when, syntax.then, syntax.otherwise].some(speaksOfInput);
    case 'between':
    case 'in':
    case 'path':
    case 'negate':
    case 'instance of':
      return speaksOfInput(syntax.of);
    case 'test':
      return false;
    case 'compare':
    case 'and':
    case 'or':
    case 'arithmetic':
      return speaksOfInput(syntax.left) || speaksOfInput(syntax.right);
    default:
      return false;
  }
}
