import { Temporal } from 'temporal-polyfill';
import { DATE, DATE_TIME, MONTHS_DURATION, NUMBER, STRING } from '../feel-types.ts';
import type { Term } from '../predicate.ts';
import type { Environment, FeelType } from '../types.ts';
import { Decimal, settle } from '../values/number.ts';
import { attempt, dateTimeAt, epochOf, parseInstant } from '../values/temporal.ts';
import { DateTime, MonthsDuration, type Value } from '../values/value.ts';
import { type BuiltIn, builtIn, type Call, date, dateTime, signature } from './function.ts';

const clocks = new WeakMap<Environment, DateTime>();

/** The clock of an environment is read once, because thousands of records are looked at in one. */
function now(call: Call): DateTime | null {
  const { environment } = call.frame;
  const known = clocks.get(environment);
  if (known) return known;
  const at = parseInstant(environment.now) ?? attempt(() => Temporal.Instant.from(environment.now).epochNanoseconds);
  const made = at === undefined ? undefined : dateTimeAt(at, environment.zone);
  if (made) clocks.set(environment, made);
  return made ?? null;
}

/** From one to the other in units of `unit` nanoseconds, with fractions. */
function between(a: DateTime, b: DateTime, unit: number, call: Call): Value {
  const [from, to] = [epochOf(a, call.zone), epochOf(b, call.zone)];
  if (from === undefined || to === undefined) return null;
  return settle(new Decimal((to - from).toString()).div(unit)) ?? null;
}

const HOUR = 3_600_000_000_000;
const midnight = (day: Temporal.PlainDate) => new DateTime(day.toPlainDateTime(), 'Z');

function betweenTerm(name: 'hours between' | 'days between') {
  return (of: readonly Term[]): Term => ({ is: 'call', name, of, type: NUMBER });
}

/** All four ways to give two points in time, each a date (its midnight) or a date and time. */
function inUnits(name: 'hours between' | 'days between', unit: number): BuiltIn {
  return builtIn(
    name,
    [
      signature([date('from'), date('to')], NUMBER, ([a, b]) => {
        const { days } = a.until(b, { largestUnit: 'days' });
        return unit === HOUR ? days * 24 : days;
      }),
      signature([dateTime('from'), dateTime('to')], NUMBER, ([a, b], call) => between(a, b, unit, call)),
      signature([date('from'), dateTime('to')], NUMBER, ([a, b], call) => between(midnight(a), b, unit, call)),
      signature([dateTime('from'), date('to')], NUMBER, ([a, b], call) => between(a, midnight(b), unit, call)),
    ],
    { term: betweenTerm(name) },
  );
}

const day = ({ local }: DateTime) => local.toPlainDate();

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Something that the calendar says of a day. */
function calendarField(name: string, returns: FeelType, read: (day: Temporal.PlainDate) => Value): BuiltIn {
  return builtIn(name, [
    signature([date('date')], returns, ([given]) => read(given)),
    signature([dateTime('date')], returns, ([given]) => read(day(given))),
  ]);
}

/** Whole months between two days, cut towards zero; clocks do not count. */
function monthsBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): MonthsDuration {
  return new MonthsDuration(from.until(to, { largestUnit: 'months' }).months);
}

export const temporalFunctions: readonly BuiltIn[] = [
  builtIn(
    'now',
    signature([], DATE_TIME, (_, call) => now(call)),
    {
      readsClock: true,
      term: () => ({ is: 'parameter', name: 'now', type: DATE_TIME }),
    },
  ),
  builtIn(
    'today',
    signature([], DATE, (_, call) => now(call)?.local.toPlainDate() ?? null),
    {
      readsClock: true,
      term: () => ({ is: 'parameter', name: 'today', type: DATE }),
    },
  ),
  calendarField('day of year', NUMBER, (day) => day.dayOfYear),
  calendarField('day of week', STRING, (day) => WEEKDAYS[day.dayOfWeek - 1] ?? null),
  calendarField('month of year', STRING, (day) => MONTHS[day.month - 1] ?? null),
  calendarField('week of year', NUMBER, (day) => day.weekOfYear ?? null),
  builtIn('years and months duration', [
    signature([date('from'), date('to')], MONTHS_DURATION, ([a, b]) => monthsBetween(a, b)),
    signature([dateTime('from'), dateTime('to')], MONTHS_DURATION, ([a, b]) => monthsBetween(day(a), day(b))),
    signature([date('from'), dateTime('to')], MONTHS_DURATION, ([a, b]) => monthsBetween(a, day(b))),
    signature([dateTime('from'), date('to')], MONTHS_DURATION, ([a, b]) => monthsBetween(day(a), b)),
  ]),
  inUnits('hours between', HOUR),
  inUnits('days between', HOUR * 24),
];
