import { elementOf } from '../compile/scope.ts';
import { ANY, BOOLEAN, listOf, NUMBER } from '../feel-types.ts';
import type { FeelType } from '../types.ts';
import { equal, order } from '../values/compare.ts';
import { add, isNumeric, type Numeric } from '../values/number.ts';
import { isList, type List, type Value } from '../values/value.ts';
import { anything, type BuiltIn, builtIn, type Call, list, nullable, number, rest, signature } from './function.ts';

const element = (type: FeelType | undefined): FeelType => (type ? elementOf(type) : ANY);

/** A function of one list, which may also be written with the elements as arguments. */
function overList(
  name: string,
  of: FeelType,
  returns: (element: FeelType) => FeelType,
  run: (list: List, call: Call) => Value,
): BuiltIn {
  const single = of.kind === 'number' ? number('value') : anything('value');
  return builtIn(name, [
    signature(
      [list('list', of)],
      (type) => returns(element(type)),
      ([given], call) => run(given, call),
    ),
    signature(
      [rest(single)],
      (type) => returns(type),
      ([given], call) => (given.length === 0 ? null : run(given, call)),
    ),
  ]);
}

function extreme(wanted: -1 | 1) {
  return (given: List, call: Call): Value => {
    call.charge(given.length);
    let best: Value | undefined;
    for (const each of given) {
      if (best === undefined) {
        if (order(each, each, call.zone) === undefined) return notOrdered(call);
        best = each;
        continue;
      }
      const compared = order(each, best, call.zone);
      if (compared === undefined) return notOrdered(call);
      if (compared * wanted > 0) best = each;
    }
    return best ?? null;
  };
}

function notOrdered(call: Call): null {
  return call.fail('NOT_COMPARABLE', 'The elements cannot be compared.', 'Elementele nu se pot compara.');
}

export function numbersOf(given: List, call: Call): Numeric[] | null {
  call.charge(given.length);
  if (given.every((each) => isNumeric(each))) return given as Numeric[];
  return call.fail('WRONG_TYPE', 'Not all elements are numbers.', 'Nu toate elementele sunt numere.');
}

export const listFunctions: readonly BuiltIn[] = [
  builtIn(
    'count',
    signature([list('list')], NUMBER, ([given]) => given.length),
  ),
  overList('min', ANY, (type) => type, extreme(-1)),
  overList('max', ANY, (type) => type, extreme(1)),
  overList(
    'sum',
    NUMBER,
    () => NUMBER,
    (given, call) => {
      const numbers = numbersOf(given, call);
      if (!numbers || numbers.length === 0) return null;
      return (
        numbers.reduce<Numeric | undefined>((total, each) => (total === undefined ? undefined : add(total, each)), 0) ??
        null
      );
    },
  ),
  builtIn(
    'list contains',
    signature([list('list'), nullable(anything('element'))], BOOLEAN, ([given, wanted], call) => {
      call.charge(given.length);
      return given.some((each) => equal(each, wanted, call.zone) === true);
    }),
  ),
  overListOfBooleans('all', true),
  overListOfBooleans('any', false),
  builtIn(
    'flatten',
    signature(
      [list('list')],
      (type) => listOf(flat(element(type))),
      ([given], call) => flatten(given, call),
    ),
  ),
];

function flat(type: FeelType): FeelType {
  return type.kind === 'list' ? flat(type.of) : type;
}

function flatten(given: List, call: Call): Value[] {
  const all: Value[] = [];
  for (const each of given) {
    call.charge(1);
    if (isList(each)) all.push(...flatten(each, call));
    else all.push(each);
    call.reserve(all.length, 'list');
  }
  return all;
}

/** `all`: the list is joined by `and`; `any`: by `or`. */
function overListOfBooleans(name: string, joined: boolean): BuiltIn {
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
