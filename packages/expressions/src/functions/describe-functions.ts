import { showType } from '../feel-types.ts';
import { builtinNames, findBuiltin } from './all-functions.ts';

/** How a built-in function is called, for reference pages: `substring(string, start position, length?)`. */
export interface FunctionDescription {
  readonly name: string;
  readonly calls: readonly string[];
  /** `number`; what is known when nothing is known of the arguments. */
  readonly returns: string;
  /** A database can compute it: it may be filtered and sorted by. */
  readonly queryable: boolean;
}

/** All built-in functions, by name. */
export function describeFunctions(): FunctionDescription[] {
  return [...builtinNames()].sort().flatMap((name) => {
    const found = findBuiltin(name);
    const [first] = found?.signatures ?? [];
    if (!found || !first) return [];
    const calls = found.signatures.map(({ parameters }) => {
      const list = parameters.map((each) => `${each.name}${each.optional ? '?' : ''}`).join(', ');
      return `${name}(${list})`;
    });
    const returns = showType(first.returns(first.parameters.map((each) => each.type)));
    return [
      {
        name,
        calls: [...new Set(calls)],
        returns,
        queryable: found.term !== undefined || found.predicate !== undefined,
      },
    ];
  });
}
