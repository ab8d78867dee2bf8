import { showType } from '../feel-types.ts';
import { builtinNames, findBuiltin } from './all-functions.ts';
import { aboutFunction, type Example, examplesOf } from './examples.ts';

/** How a built-in function is called, for reference pages: `substring(string, start position, length?)`. */
export interface FunctionDescription {
  readonly name: string;
  /** What it says, in a few English words. */
  readonly about: string;
  readonly calls: readonly string[];
  /** `number`; what is known when nothing is known of the arguments. */
  readonly returns: string;
  /** Calls with what they give; a test computes them. */
  readonly examples: readonly Example[];
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
      const list = parameters.map((each) => `${each.name}${each.optional ? '?' : each.rest ? ', …' : ''}`).join(', ');
      return `${name}(${list})`;
    });
    const returns = showType(first.returns(first.parameters.map((each) => each.type)));
    return [
      {
        name,
        about: aboutFunction(name),
        calls: [...new Set(calls)],
        returns,
        examples: examplesOf(name),
        queryable: found.term !== undefined || found.predicate !== undefined,
      },
    ];
  });
}
