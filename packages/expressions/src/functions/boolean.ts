import { ANY, BOOLEAN } from '../feel-types.ts';
import { equal } from '../values/compare.ts';
import { kindOf } from '../values/value.ts';
import { anything, type BuiltIn, builtIn, nullable, rest, signature } from './function.ts';

export const booleanFunctions: readonly BuiltIn[] = [
  builtIn(
    'not',
    signature([nullable(anything('negand'))], BOOLEAN, ([negand]) => (typeof negand === 'boolean' ? !negand : null)),
    { negates: true },
  ),
  builtIn(
    'is',
    signature([nullable(anything('value1')), nullable(anything('value2'))], BOOLEAN, ([a, b], call) => {
      return kindOf(a) === kindOf(b) && equal(a, b, call.zone) === true;
    }),
  ),
  builtIn(
    'coalesce',
    signature([rest(anything('value'))], ANY, ([values]) => values.find((value) => value !== null) ?? null),
    {
      term: (of) => {
        const [first] = of;
        return first && { is: 'call', name: 'coalesce', of, type: 'type' in first ? first.type : ANY };
      },
    },
  ),
];
