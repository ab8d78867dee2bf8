import { Temporal } from 'temporal-polyfill';
import type { Operator } from '../parse/syntax.ts';
import { Decimal, isNumeric, type Numeric, settle, toDecimal } from '../values/number.ts';
import { attempt, dateTimeAt, epochOf, nanosecondsOfDay, offsetSeconds } from '../values/temporal.ts';
import { DateTime, DaysDuration, MonthsDuration, Time, type Value } from '../values/value.ts';

const DAY = 86_400_000_000_000n;

/** Dates, times and durations under `+ - * /`; undefined where the operands do not fit or the result is out of bounds. */
export function temporalArithmetic(operator: Operator, a: Value, b: Value, zone: string): Value | undefined {
  if (operator === '+') return plus(a, b) ?? plus(b, a);
  if (operator === '-') return minus(a, b, zone);
  if (operator === '*') return scale(a, b) ?? scale(b, a);
  return operator === '/' ? divided(a, b) : undefined;
}

function plus(a: Value, b: Value): Value | undefined {
  if (b instanceof MonthsDuration) {
    if (a instanceof MonthsDuration) return monthsOf(a.months + b.months);
    if (a instanceof Temporal.PlainDate) return attempt(() => a.add({ months: b.months }));
    if (a instanceof DateTime) return attempt(() => new DateTime(a.local.add({ months: b.months }), a.zone));
    return undefined;
  }
  if (!(b instanceof DaysDuration)) return undefined;
  if (a instanceof DaysDuration) return bounded(a.nanoseconds + b.nanoseconds);
  if (a instanceof Temporal.PlainDate) {
    return attempt(() => a.toPlainDateTime().add(durationOf(b)).toPlainDate());
  }
  if (a instanceof DateTime) return attempt(() => addToDateTime(a, b));
  if (a instanceof Time) return new Time(addToClock(a.clock, b.nanoseconds), a.zone);
  return undefined;
}

/** In a known zone, time passes as on that zone's clocks. */
function addToDateTime(a: DateTime, b: DaysDuration): DateTime | undefined {
  const epoch = a.zone === undefined || /:\d\d:\d\d$/.test(a.zone) ? undefined : epochOf(a, a.zone);
  if (epoch === undefined || a.zone === undefined) return new DateTime(a.local.add(durationOf(b)), a.zone);
  return dateTimeAt(epoch + b.nanoseconds, a.zone);
}

function durationOf({ nanoseconds }: DaysDuration): { days: number; seconds: number; nanoseconds: number } {
  return {
    days: Number(nanoseconds / DAY),
    seconds: Number((nanoseconds % DAY) / 1_000_000_000n),
    nanoseconds: Number(nanoseconds % 1_000_000_000n),
  };
}

function addToClock(clock: Temporal.PlainTime, nanoseconds: bigint): Temporal.PlainTime {
  const rest = nanoseconds % DAY;
  return clock.add({ seconds: Number(rest / 1_000_000_000n), nanoseconds: Number(rest % 1_000_000_000n) });
}

function minus(a: Value, b: Value, zone: string): Value | undefined {
  if (b instanceof DaysDuration) return plus(a, new DaysDuration(-b.nanoseconds));
  if (b instanceof MonthsDuration) return plus(a, new MonthsDuration(0 - b.months));
  if (a instanceof Time && b instanceof Time) {
    return new DaysDuration(clockInUtc(a) - clockInUtc(b));
  }
  const [left, right] = [dateTimeOf(a), dateTimeOf(b)];
  // Between a clock of a known zone and one of an unknown zone there is no duration.
  if (!left || !right || (left.zone === undefined) !== (right.zone === undefined)) return undefined;
  const [from, to] = [epochOf(right, zone), epochOf(left, zone)];
  return from === undefined || to === undefined ? undefined : new DaysDuration(to - from);
}

/** A date stands for its midnight in UTC. */
function dateTimeOf(value: Value): DateTime | undefined {
  if (value instanceof DateTime) return value;
  return value instanceof Temporal.PlainDate ? new DateTime(value.toPlainDateTime(), 'Z') : undefined;
}

function clockInUtc(value: Time): bigint {
  return nanosecondsOfDay(value.clock) - BigInt(offsetSeconds(value.zone ?? 'Z') ?? 0) * 1_000_000_000n;
}

function scale(a: Value, b: Value): Value | undefined {
  if (!isNumeric(b)) return undefined;
  if (a instanceof DaysDuration) return daysOf(toDecimal(b).times(a.nanoseconds.toString()));
  return a instanceof MonthsDuration ? monthsOf(toDecimal(b).times(a.months).trunc().toNumber()) : undefined;
}

function divided(a: Value, b: Value): Value | undefined {
  if (a instanceof DaysDuration) {
    if (b instanceof DaysDuration) return ratio(a.nanoseconds.toString(), b.nanoseconds.toString());
    return isNonZero(b) ? daysOf(new Decimal(a.nanoseconds.toString()).div(b)) : undefined;
  }
  if (!(a instanceof MonthsDuration)) return undefined;
  if (b instanceof MonthsDuration) return ratio(a.months, b.months);
  return isNonZero(b) ? monthsOf(new Decimal(a.months).div(b).trunc().toNumber()) : undefined;
}

function isNonZero(value: Value): value is Numeric {
  return isNumeric(value) && value !== 0;
}

function ratio(a: string | number, b: string | number): Numeric | undefined {
  return settle(new Decimal(a).div(b));
}

function daysOf(nanoseconds: Decimal): DaysDuration | undefined {
  return nanoseconds.isFinite() && nanoseconds.e < 40
    ? new DaysDuration(BigInt(nanoseconds.trunc().toFixed()))
    : undefined;
}

/** Longer than the age of anything: such numbers only grow. */
const LONGEST = 10n ** 40n;

function bounded(nanoseconds: bigint): DaysDuration | undefined {
  return nanoseconds < LONGEST && nanoseconds > -LONGEST ? new DaysDuration(nanoseconds) : undefined;
}

function monthsOf(months: number): MonthsDuration | undefined {
  return Number.isSafeInteger(months) ? new MonthsDuration(months + 0) : undefined;
}
