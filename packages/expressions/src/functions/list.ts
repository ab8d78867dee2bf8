import { ANY, BOOLEAN, elementOf, listOf, NUMBER, union } from '../feel-types.ts';
import type { FeelType } from '../types.ts';
import { equal, order } from '../values/compare.ts';
import { type Numeric, toDecimal, toInteger } from '../values/number.ts';
import { isList, type List, type Value } from '../values/value.ts';
import { checkElement, checkSorted } from './check-kinds.ts';
import {
  anything,
  type BuiltIn,
  builtIn,
  type Call,
  callable,
  list,
  nullable,
  number,
  optional,
  rest,
  signature,
} from './function.ts';

const element = (type: FeelType | undefined): FeelType => (type ? elementOf(type) : ANY);
const sameList = (type: FeelType | undefined): FeelType => listOf(element(type));

function outside(call: Call): null {
  return call.fail('OUTSIDE_LIST', 'There is no such position in the list.', 'Nu există o asemenea poziție în listă.');
}

/** A position from 1, or from the end by -1, as an index from 0; undefined outside. */
function indexOf(position: Numeric, size: number): number | undefined {
  const at = toDecimal(position).trunc().toNumber();
  if (at === 0 || Math.abs(at) > size) return undefined;
  return at > 0 ? at - 1 : size + at;
}

function distinct(given: List, call: Call): Value[] {
  const seen = new Set<Value>();
  const others: Value[] = [];
  const found: Value[] = [];
  for (const each of given) {
    call.charge(1);
    // What JavaScript compares by value needs no search.
    if (each === null || ['string', 'number', 'boolean'].includes(typeof each)) {
      if (seen.has(each)) continue;
      seen.add(each);
    } else {
      call.charge(others.length);
      for (const other of others) call.weigh(other);
      if (others.some((other) => equal(other, each, call.zone) === true)) continue;
      others.push(each);
    }
    found.push(each);
  }
  return found;
}

/** The elements of all lists; what is no list counts as one of itself. */
function joined(lists: List, call: Call): Value[] {
  const size = lists.reduce<number>((sum, each) => sum + (isList(each) ? each.length : 1), 0);
  call.reserve(size, 'list');
  call.charge(size);
  return lists.flatMap((each): readonly Value[] => (isList(each) ? each : [each]));
}

function flatten(given: List, call: Call): Value[] {
  const all: Value[] = [];
  for (const each of given) {
    call.charge(1);
    for (const inner of isList(each) ? flatten(each, call) : [each]) all.push(inner);
    call.reserve(all.length, 'list');
  }
  return all;
}

const deepElement = (type: FeelType): FeelType => (type.kind === 'list' ? deepElement(type.of) : type);

export const listFunctions: readonly BuiltIn[] = [
  builtIn(
    'count',
    signature([list('list')], NUMBER, ([given]) => given.length),
  ),
  builtIn(
    'list contains',
    signature([list('list'), nullable(anything('element'))], BOOLEAN, ([given, wanted], call) => {
      call.charge(given.length);
      call.weigh(given);
      return given.some((each) => equal(each, wanted, call.zone) === true);
    }),
    { check: checkElement },
  ),
  builtIn(
    'sublist',
    signature(
      [list('list'), number('start position'), optional(number('length'))],
      sameList,
      ([given, start, length], call) => {
        const from = indexOf(start, given.length);
        if (from === undefined) return outside(call);
        if (length === undefined) return given.slice(from);
        const size = toInteger(length);
        if (size === undefined || size < 1 || from + size > given.length) return outside(call);
        return given.slice(from, from + size);
      },
    ),
  ),
  builtIn(
    'append',
    signature(
      [nullable(list('list')), rest(anything('item'))],
      (type, item) => listOf(union(element(type), item ?? ANY)),
      ([given, items], call) => {
        const base = given ?? [];
        call.reserve(base.length + items.length, 'list');
        return [...base, ...items];
      },
    ),
  ),
  builtIn(
    'concatenate',
    signature([rest(list('list'))], sameList, ([lists], call) => joined(lists, call)),
  ),
  builtIn(
    'union',
    signature([rest(list('list'))], sameList, ([lists], call) => distinct(joined(lists, call), call)),
  ),
  builtIn(
    'distinct values',
    signature([list('list')], sameList, ([given], call) => distinct(given, call)),
  ),
  builtIn(
    'reverse',
    signature([list('list')], sameList, ([given]) => given.toReversed()),
  ),
  builtIn(
    'flatten',
    signature(
      [list('list')],
      (type) => listOf(deepElement(type ?? ANY)),
      ([given], call) => flatten(given, call),
    ),
  ),
  builtIn(
    'insert before',
    signature(
      [list('list'), number('position'), nullable(anything('newItem'))],
      sameList,
      ([given, position, item], call) => {
        const at = indexOf(position, given.length);
        return at === undefined ? outside(call) : given.toSpliced(at, 0, item);
      },
    ),
  ),
  builtIn(
    'remove',
    signature([list('list'), number('position')], sameList, ([given, position], call) => {
      const at = indexOf(position, given.length);
      return at === undefined ? outside(call) : given.toSpliced(at, 1);
    }),
  ),
  builtIn('list replace', [
    signature(
      [list('list'), number('position'), nullable(anything('newItem'))],
      sameList,
      ([given, position, item], call) => {
        const at = indexOf(position, given.length);
        return at === undefined ? outside(call) : given.with(at, item);
      },
    ),
    signature(
      [list('list'), callable('match', BOOLEAN), nullable(anything('newItem'))],
      sameList,
      ([given, match, item], call) => {
        const replaced: Value[] = [];
        for (const each of given) {
          const verdict = match.parameters.length === 2 ? call.invoke(match, [each, item]) : undefined;
          if (typeof verdict !== 'boolean') {
            return call.fail(
              'WRONG_FUNCTION',
              'The function does not answer true or false.',
              'Funcția nu răspunde cu adevărat sau fals.',
            );
          }
          replaced.push(verdict ? item : each);
        }
        return replaced;
      },
    ),
  ]),
  builtIn(
    'index of',
    signature([list('list'), nullable(anything('match'))], listOf(NUMBER), ([given, match], call) => {
      call.charge(given.length);
      call.weigh(given);
      return given.flatMap((each, index) => (equal(each, match, call.zone) === true ? [index + 1] : []));
    }),
    { check: checkElement },
  ),
  builtIn(
    'sort',
    signature([list('list'), optional(callable('precedes', BOOLEAN))], sameList, ([given, precedes], call) =>
      sorted(given, precedes, call),
    ),
    { check: checkSorted },
  ),
];

type Precedes = Parameters<Call['invoke']>[0];

/** Stable; two elements of which neither precedes the other keep their order. */
function sorted(given: List, precedes: Precedes | undefined, call: Call): Value {
  if (!precedes) return ordered(given, call);
  const before = (a: Value, b: Value) => {
    call.charge(1);
    return call.invoke(precedes, [a, b]) === true;
  };
  return given.toSorted((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
}

/** By their own order; null where two elements have none. */
function ordered(given: List, call: Call): Value {
  let isOrdered = true;
  const result = given.toSorted((a, b) => {
    call.charge(1);
    const compared = order(a, b, call.zone);
    isOrdered &&= compared !== undefined;
    return compared ?? 0;
  });
  return isOrdered
    ? result
    : call.fail('NOT_COMPARABLE', 'The elements cannot be compared.', 'Elementele nu se pot compara.');
}
