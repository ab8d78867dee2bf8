import { Temporal } from 'temporal-polyfill';
import { compareNumbers, isNumeric } from './number.ts';
import { epochOf, nanosecondsOfDay, offsetSeconds, utcNanoseconds } from './temporal.ts';
import {
  Context,
  DateTime,
  DaysDuration,
  FeelFunction,
  isList,
  MonthsDuration,
  Range,
  Time,
  type Value,
} from './value.ts';

/**
 * Below, equal or above zero; undefined where the two cannot be ordered (null, another kind, or a kind without order).
 * `zone` reads date and times that name none.
 */
export function order(a: Value, b: Value, zone: string): number | undefined {
  if (isNumeric(a)) return isNumeric(b) ? compareNumbers(a, b) : undefined;
  if (typeof a === 'string') return typeof b === 'string' ? compareText(a, b) : undefined;
  if (a instanceof Temporal.PlainDate)
    return b instanceof Temporal.PlainDate ? Temporal.PlainDate.compare(a, b) : undefined;
  if (a instanceof DateTime) return b instanceof DateTime ? orderDateTimes(a, b, zone) : undefined;
  if (a instanceof Time) return b instanceof Time ? orderTimes(a, b, zone) : undefined;
  if (a instanceof DaysDuration) return b instanceof DaysDuration ? sign(a.nanoseconds - b.nanoseconds) : undefined;
  if (a instanceof MonthsDuration) return b instanceof MonthsDuration ? a.months - b.months : undefined;
  return undefined;
}

/** Undefined where the two are of different kinds. Null equals null only, and is never of a different kind. */
export function equal(a: Value, b: Value, zone: string): boolean | undefined {
  if (a === null || b === null) return a === b;
  if (typeof a === 'boolean') return typeof b === 'boolean' ? a === b : undefined;
  if (typeof a === 'string') return typeof b === 'string' ? a === b : undefined;
  if (isList(a)) return isList(b) ? equalLists(a, b, zone) : undefined;
  if (a instanceof Context) return b instanceof Context ? equalContexts(a, b, zone) : undefined;
  if (a instanceof Range) return b instanceof Range ? equalRanges(a, b, zone) : undefined;
  if (a instanceof FeelFunction) return b instanceof FeelFunction ? a === b : undefined;
  const compared = order(a, b, zone);
  return compared === undefined ? undefined : compared === 0;
}

/** By code points, as the database does under the "C" collation. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return Buffer.compare(left, right);
}

function sign(value: bigint): number {
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}

function orderDateTimes(a: DateTime, b: DateTime, zone: string): number | undefined {
  if (a.zone === undefined && b.zone === undefined) return Temporal.PlainDateTime.compare(a.local, b.local);
  const [left, right] = [epochOf(a, zone), epochOf(b, zone)];
  return left === undefined || right === undefined ? undefined : sign(left - right);
}

function orderTimes(a: Time, b: Time, zone: string): number {
  if (a.zone === b.zone) return Temporal.PlainTime.compare(a.clock, b.clock);
  return sign(timeInUtc(a, zone) - timeInUtc(b, zone));
}

/** A named zone has no offset without a day; the first day of 1970 stands for it. */
function timeInUtc(value: Time, zone: string): bigint {
  const own = value.zone ?? zone;
  return nanosecondsOfDay(value.clock) - BigInt(offsetSeconds(own) ?? namedOffset(own)) * 1_000_000_000n;
}

function namedOffset(zone: string): number {
  const start = Temporal.PlainDateTime.from('1970-01-01T00:00');
  const there = start.toZonedDateTime(zone).epochNanoseconds;
  return Number((utcNanoseconds(start) - there) / 1_000_000_000n);
}

function equalLists(a: readonly Value[], b: readonly Value[], zone: string): boolean {
  return a.length === b.length && a.every((each, index) => equal(each, b[index] ?? null, zone) === true);
}

function equalContexts(a: Context, b: Context, zone: string): boolean {
  if (a === b) return true;
  const [left, right] = [a.identity(), b.identity()];
  if (left !== undefined && right !== undefined) return left === right;
  const names = a.names();
  if (names.length !== b.names().length) return false;
  return names.every((name) => {
    const [mine, theirs] = [a.get(name), b.get(name)];
    return mine !== undefined && theirs !== undefined && equal(mine, theirs, zone) === true;
  });
}

function equalRanges(a: Range, b: Range, zone: string): boolean {
  if (a.single || b.single) {
    const [left, right] = [a.single, b.single];
    return left?.operator === right?.operator && equalEnds(left?.value, right?.value, zone);
  }
  return (
    a.fromIncluded === b.fromIncluded &&
    a.toIncluded === b.toIncluded &&
    equalEnds(a.from, b.from, zone) &&
    equalEnds(a.to, b.to, zone)
  );
}

function equalEnds(a: Value | undefined, b: Value | undefined, zone: string): boolean {
  return a === undefined || b === undefined ? a === b : equal(a, b, zone) === true;
}

/** Is `value` within? Undefined where that cannot be said. */
export function within(value: Value, range: Range, zone: string): boolean | undefined {
  if (range.single?.operator === '!=') {
    const same = equal(value, range.single.value, zone);
    return same === undefined ? undefined : !same;
  }
  const below = range.from === undefined ? undefined : order(value, range.from, zone);
  const above = range.to === undefined ? undefined : order(value, range.to, zone);
  if ((range.from !== undefined && below === undefined) || (range.to !== undefined && above === undefined))
    return undefined;
  if (below !== undefined && (range.fromIncluded ? below < 0 : below <= 0)) return false;
  return above === undefined || (range.toIncluded ? above <= 0 : above < 0);
}
