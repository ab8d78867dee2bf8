import { ANY, BOOLEAN } from '../feel-types.ts';
import { equal } from '../values/compare.ts';
import { showValue } from '../values/show.ts';
import { DateTime, kindOf, Time, type Value } from '../values/value.ts';
import { anything, type BuiltIn, builtIn, nullable, optional, rest, signature } from './function.ts';

/** Equal, and written alike: times with the same clock and the same zone. */
function identical(a: Value, b: Value, zone: string): boolean {
  if (a instanceof Time || a instanceof DateTime) return kindOf(a) === kindOf(b) && showValue(a) === showValue(b);
  return kindOf(a) === kindOf(b) && equal(a, b, zone) === true;
}

export const booleanFunctions: readonly BuiltIn[] = [
  builtIn(
    'not',
    signature([nullable({ ...anything('negand'), type: BOOLEAN })], BOOLEAN, ([negand]) =>
      typeof negand === 'boolean' ? !negand : null,
    ),
    { negates: true },
  ),
  builtIn(
    'is',
    signature(
      [nullable(optional(anything('value1'))), nullable(optional(anything('value2')))],
      BOOLEAN,
      ([a, b], call) => {
        call.weigh(a ?? null);
        return identical(a ?? null, b ?? null, call.zone);
      },
    ),
  ),
  builtIn(
    'coalesce',
    signature(
      [rest(anything('value'))],
      (type) => type ?? ANY,
      ([values]) => values.find((value) => value !== null) ?? null,
    ),
    {
      // A database gives one type to all.
      term: (of, type) => (type.kind === 'any' ? undefined : { is: 'call', name: 'coalesce', of, type }),
    },
  ),
];
