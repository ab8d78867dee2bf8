import { ANY, BOOLEAN, elementOf, listOf, NUMBER } from '../feel-types.ts';
import type { FeelType } from '../types.ts';
import { order } from '../values/compare.ts';
import {
  add,
  compareNumbers,
  Decimal,
  divide,
  isNumeric,
  multiply,
  type Numeric,
  settle,
  subtract,
  toDecimal,
} from '../values/number.ts';
import type { List, Value } from '../values/value.ts';
import { checkComparable } from './check-kinds.ts';
import { anything, type BuiltIn, builtIn, type Call, list, number, rest, signature } from './function.ts';

/** A function of one list, whose elements may also be written as the arguments. */
function overList(
  name: string,
  of: FeelType,
  returns: (element: FeelType) => FeelType,
  run: (list: List, call: Call) => Value,
  more: Pick<BuiltIn, 'check'> = {},
): BuiltIn {
  const single = of.kind === 'number' ? number('value') : anything('value');
  return builtIn(
    name,
    [
      signature(
        [list('list', of)],
        (type) => returns(type ? elementOf(type) : ANY),
        ([given], call) => run(given, call),
      ),
      signature(
        [rest(single)],
        (type) => returns(type ?? ANY),
        ([given], call) => run(given, call),
      ),
    ],
    more,
  );
}

/** A function of numbers; null where there is none, or where one of them is null. */
function overNumbers(
  name: string,
  compute: (numbers: readonly Numeric[]) => Value | undefined,
  returns = NUMBER,
): BuiltIn {
  return overList(
    name,
    NUMBER,
    () => returns,
    (given, call) => {
      call.charge(given.length);
      const numbers = given.filter((each) => isNumeric(each));
      if (numbers.length < given.length) {
        return call.fail('NULL_ELEMENT', 'An element of the list is null.', 'Un element al listei este null.');
      }
      return (
        compute(numbers) ?? call.fail('NO_SUCH_NUMBER', 'There is no such number.', 'Nu există un asemenea număr.')
      );
    },
  );
}

function total(numbers: readonly Numeric[]): Numeric | undefined {
  return fold(numbers, 0, add);
}

function fold(
  numbers: readonly Numeric[],
  start: Numeric,
  step: (a: Numeric, b: Numeric) => Numeric | undefined,
): Numeric | undefined {
  return numbers.reduce<Numeric | undefined>((sum, each) => (sum === undefined ? undefined : step(sum, each)), start);
}

function mean(numbers: readonly Numeric[]): Numeric | undefined {
  const sum = numbers.length > 0 ? total(numbers) : undefined;
  return sum === undefined ? undefined : divide(sum, numbers.length);
}

function median(numbers: readonly Numeric[]): Numeric | undefined {
  const sorted = numbers.toSorted(compareNumbers);
  const middle = sorted.length / 2;
  if (!Number.isInteger(middle)) return sorted[Math.floor(middle)];
  return mean(sorted.slice(middle - 1, middle + 1));
}

/** Of a sample: divided by one less than the count. */
function deviation(numbers: readonly Numeric[]): Numeric | undefined {
  const average = mean(numbers);
  if (average === undefined || numbers.length < 2) return undefined;
  const squares = numbers.map((each) => toDecimal(subtract(each, average) ?? 0).pow(2));
  const sum = squares.reduce((left, right) => left.plus(right), new Decimal(0));
  return settle(sum.div(numbers.length - 1).sqrt());
}

/** All that occur most often, from small to great. */
function modes(numbers: readonly Numeric[]): Value {
  const counts = new Map<string, { value: Numeric; times: number }>();
  for (const value of numbers) {
    const key = toDecimal(value).toString();
    const known = counts.get(key) ?? { value, times: 0 };
    counts.set(key, { value, times: known.times + 1 });
  }
  const most = Math.max(0, ...[...counts.values()].map((each) => each.times));
  return [...counts.values()]
    .filter((each) => each.times === most)
    .map((each) => each.value)
    .toSorted(compareNumbers);
}

function extreme(wanted: -1 | 1) {
  return (given: List, call: Call): Value => {
    call.charge(given.length);
    let best: Value = null;
    for (const [index, each] of given.entries()) {
      const compared = order(each, index === 0 ? each : best, call.zone);
      if (compared === undefined) {
        return call.fail('NOT_COMPARABLE', 'The elements cannot be compared.', 'Elementele nu se pot compara.');
      }
      if (index === 0 || compared * wanted > 0) best = each;
    }
    return best;
  };
}

/** `all`: the elements are joined by `and`; `any`: by `or`. */
function overBooleans(name: string, joined: boolean): BuiltIn {
  return overList(
    name,
    ANY,
    () => BOOLEAN,
    (given, call) => {
      call.charge(given.length);
      if (given.some((each) => each === !joined)) return !joined;
      return given.every((each) => each === joined) ? joined : null;
    },
  );
}

export const aggregateFunctions: readonly BuiltIn[] = [
  overList('min', ANY, (type) => type, extreme(-1), { check: checkComparable }),
  overList('max', ANY, (type) => type, extreme(1), { check: checkComparable }),
  overNumbers('sum', (numbers) => (numbers.length === 0 ? undefined : total(numbers))),
  overNumbers('product', (numbers) => (numbers.length === 0 ? undefined : fold(numbers, 1, multiply))),
  overNumbers('mean', mean),
  overNumbers('median', median),
  overNumbers('stddev', deviation),
  overNumbers('mode', modes, listOf(NUMBER)),
  overBooleans('all', true),
  overBooleans('any', false),
];
