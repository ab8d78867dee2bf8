import type { Comparator } from '../parse/syntax.ts';
import type { FeelType, Interval, Point, UnaryShape } from '../types.ts';
import { Context, DateTime, isList, Range, type Value } from '../values/value.ts';
import { toWire } from '../values/wire.ts';
import type { Code } from './code.ts';

interface Tests {
  readonly tests: readonly Code[];
  readonly negated: boolean;
}

export type Parts = readonly (Point | Interval)[];

const INDEXED = new Set<FeelType['kind']>(['string', 'number', 'boolean', 'date', 'time', 'date and time']);

/** What tests accept together, where each of them is plain; undefined otherwise. */
export function shapeOf({ tests, negated }: Tests, input: FeelType): UnaryShape | undefined {
  if (tests.length === 0) return { is: 'anything' };
  if (negated || !INDEXED.has(input.kind)) return undefined;
  const parts = allParts(tests);
  return parts && { is: 'union', parts };
}

export function allParts(tests: readonly Code[]): Parts | undefined {
  const parts = tests.map((each) => each.accepts);
  return parts.every((each) => each !== undefined) ? parts.flat() : undefined;
}

/** A test that is a value. */
export function pointParts({ constant }: Code): Parts | undefined {
  if (!constant || !isPlain(constant.value)) return undefined;
  return [{ is: 'point', value: toWire(constant.value) }];
}

/** A test that is a comparison with a value. */
export function comparisonParts(operator: Comparator, { constant }: Code): Parts | undefined {
  if (!constant || constant.value === null || !isPlain(constant.value)) return undefined;
  const bound = toWire(constant.value);
  switch (operator) {
    case '=':
      return [{ is: 'point', value: bound }];
    case '<':
    case '<=':
      return [{ is: 'interval', fromIncluded: false, to: bound, toIncluded: operator === '<=' }];
    case '>':
    case '>=':
      return [{ is: 'interval', from: bound, fromIncluded: operator === '>=', toIncluded: false }];
    default:
      return undefined;
  }
}

/** A test that is a range. */
export function rangeParts({ constant }: Code): Parts | undefined {
  if (!(constant?.value instanceof Range)) return undefined;
  const { from, to, fromIncluded, toIncluded } = constant.value;
  if (from === undefined || to === undefined || from === null || to === null || !isPlain(from) || !isPlain(to))
    return undefined;
  return [{ is: 'interval', from: toWire(from), fromIncluded, to: toWire(to), toIncluded }];
}

/** One value, the same in every zone. */
function isPlain(value: Value): boolean {
  if (value instanceof DateTime) return value.zone !== undefined;
  return !(isList(value) || value instanceof Context || value instanceof Range);
}
