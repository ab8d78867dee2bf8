import { ANY, BOOLEAN, rangeOf } from '../feel-types.ts';
import { readRange } from '../parse/read-range.ts';
import { order, within } from '../values/compare.ts';
import { kindOf, type Range, type Value } from '../values/value.ts';
import { checkPoints } from './check-kinds.ts';
import { anything, type BuiltIn, builtIn, type Call, type Parameter, range, signature, text } from './function.ts';

/** A value that ranges are made of. */
const point = (name: string): Parameter<Value> => {
  const any = anything(name);
  return { ...any, accept: (value) => (POINTS.has(kindOf(value)) ? value : undefined) };
};
const POINTS = new Set([
  'number',
  'string',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
]);

/** Below, equal or above zero; an end that does not exist cannot be compared. */
function compared(call: Call, a: Value | undefined, b: Value | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : order(a, b, call.zone);
}

/** The answer, unless something could not be compared. */
function decided(answer: boolean | undefined, call: Call): Value {
  return answer ?? call.fail('NOT_COMPARABLE', 'The two cannot be compared.', 'Cele două nu se pot compara.');
}

/** The end of `a` lies before the start of `b`. */
function precedes(a: Range, b: Range, call: Call): boolean | undefined {
  if (a.to === undefined || b.from === undefined) return false;
  const at = compared(call, a.to, b.from);
  return at === undefined ? undefined : at < 0 || (at === 0 && !(a.toIncluded && b.fromIncluded));
}

const pointBefore = (p: Value, r: Range, call: Call) => {
  if (r.from === undefined) return false;
  const at = compared(call, p, r.from);
  return at === undefined ? undefined : at < 0 || (at === 0 && !r.fromIncluded);
};
const pointAfter = (p: Value, r: Range, call: Call) => {
  if (r.to === undefined) return false;
  const at = compared(call, p, r.to);
  return at === undefined ? undefined : at > 0 || (at === 0 && !r.toIncluded);
};

function meets(a: Range, b: Range, call: Call): boolean | undefined {
  if (a.to === undefined || b.from === undefined) return false;
  const at = compared(call, a.to, b.from);
  return at === undefined ? undefined : at === 0 && a.toIncluded && b.fromIncluded;
}

/** Do they have a point in common? */
function overlaps(a: Range, b: Range, call: Call): boolean | undefined {
  const [first, second] = [precedes(a, b, call), precedes(b, a, call)];
  return first === undefined || second === undefined ? undefined : !first && !second;
}

/** Below zero where `a` starts first: at the same value, an included start comes before an excluded one. */
function starts(a: Range, b: Range, call: Call): number | undefined {
  if (a.from === undefined || b.from === undefined) return Number(a.from !== undefined) - Number(b.from !== undefined);
  const at = compared(call, a.from, b.from);
  return at === 0 ? Number(b.fromIncluded) - Number(a.fromIncluded) : at;
}

/** Above zero where `a` ends last. */
function ends(a: Range, b: Range, call: Call): number | undefined {
  if (a.to === undefined || b.to === undefined) return Number(a.to === undefined) - Number(b.to === undefined);
  const at = compared(call, a.to, b.to);
  return at === 0 ? Number(a.toIncluded) - Number(b.toIncluded) : at;
}

type Rule = (a: Range, b: Range, call: Call) => boolean | undefined;

function both(
  a: number | undefined,
  b: number | undefined,
  decide: (a: number, b: number) => boolean,
): boolean | undefined {
  return a === undefined || b === undefined ? undefined : decide(a, b);
}

const includes: Rule = (a, b, call) =>
  both(starts(a, b, call), ends(a, b, call), (start, end) => start <= 0 && end >= 0);
const overlapsBefore: Rule = (a, b, call) => {
  const common = overlaps(a, b, call);
  return common && both(starts(a, b, call), ends(a, b, call), (start, end) => start < 0 && end <= 0);
};
const startsWith: Rule = (a, b, call) =>
  both(starts(a, b, call), ends(a, b, call), (start, end) => start === 0 && end <= 0);
const finishes: Rule = (a, b, call) =>
  both(starts(a, b, call), ends(a, b, call), (start, end) => start >= 0 && end === 0);
const coincides: Rule = (a, b, call) =>
  both(starts(a, b, call), ends(a, b, call), (start, end) => start === 0 && end === 0);
const swapped =
  (rule: Rule): Rule =>
  (a, b, call) =>
    rule(b, a, call);

const twoRanges = (rule: Rule) =>
  signature([range('range1'), range('range2')], BOOLEAN, ([a, b], call) => decided(rule(a, b, call), call));
const pointRange = (rule: (p: Value, r: Range, call: Call) => boolean | undefined) =>
  signature([point('point'), range('range')], BOOLEAN, ([p, r], call) => decided(rule(p, r, call), call));
const rangePoint = (rule: (r: Range, p: Value, call: Call) => boolean | undefined) =>
  signature([range('range'), point('point')], BOOLEAN, ([r, p], call) => decided(rule(r, p, call), call));
const twoPoints = (decide: (compared: number) => boolean) =>
  signature([point('point1'), point('point2')], BOOLEAN, ([a, b], call) => {
    const at = compared(call, a, b);
    return decided(at === undefined ? undefined : decide(at), call);
  });

/** The point is that end of the range, and the end belongs to it. */
const isStart = (p: Value, r: Range, call: Call) => {
  if (r.from === undefined) return false;
  const at = compared(call, p, r.from);
  return at === undefined ? undefined : at === 0 && r.fromIncluded;
};
const isEnd = (p: Value, r: Range, call: Call) => {
  if (r.to === undefined) return false;
  const at = compared(call, p, r.to);
  return at === undefined ? undefined : at === 0 && r.toIncluded;
};

export const rangeFunctions: readonly BuiltIn[] = [
  builtIn(
    'before',
    [
      twoRanges(precedes),
      pointRange(pointBefore),
      rangePoint((r, p, call) => pointAfter(p, r, call)),
      twoPoints((at) => at < 0),
    ],
    { check: checkPoints },
  ),
  builtIn(
    'after',
    [
      twoRanges(swapped(precedes)),
      pointRange(pointAfter),
      rangePoint((r, p, call) => pointBefore(p, r, call)),
      twoPoints((at) => at > 0),
    ],
    { check: checkPoints },
  ),
  builtIn('meets', twoRanges(meets), { check: checkPoints }),
  builtIn('met by', twoRanges(swapped(meets)), { check: checkPoints }),
  builtIn('overlaps', twoRanges(overlaps), { check: checkPoints }),
  builtIn('overlaps before', twoRanges(overlapsBefore), { check: checkPoints }),
  builtIn('overlaps after', twoRanges(swapped(overlapsBefore)), { check: checkPoints }),
  builtIn('finishes', [pointRange(isEnd), twoRanges(finishes)], { check: checkPoints }),
  builtIn('finished by', [rangePoint((r, p, call) => isEnd(p, r, call)), twoRanges(swapped(finishes))], {
    check: checkPoints,
  }),
  builtIn('includes', [rangePoint((r, p, call) => within(p, r, call.zone)), twoRanges(includes)], {
    check: checkPoints,
  }),
  builtIn('during', [pointRange((p, r, call) => within(p, r, call.zone)), twoRanges(swapped(includes))], {
    check: checkPoints,
  }),
  builtIn('starts', [pointRange(isStart), twoRanges(startsWith)], { check: checkPoints }),
  builtIn('started by', [rangePoint((r, p, call) => isStart(p, r, call)), twoRanges(swapped(startsWith))], {
    check: checkPoints,
  }),
  builtIn('coincides', [twoRanges(coincides), twoPoints((at) => at === 0)], { check: checkPoints }),
  builtIn(
    'range',
    signature([text('from')], rangeOf(ANY), ([from], call) => {
      return readRange(from) ?? call.fail('UNREADABLE', `"${from}" is no range.`, `„${from}” nu este un interval.`);
    }),
  ),
];
