import { Temporal } from 'temporal-polyfill';
import { ANY, BOOLEAN, DATE, DAYS_DURATION, NUMBER, STRING, TIME } from '../feel-types.ts';
import type { FeelType } from '../types.ts';
import { offsetSeconds, utcNanoseconds } from '../values/temporal.ts';
import { DateTime, DaysDuration, type Kind, MonthsDuration, Range, Time, type Value } from '../values/value.ts';

export interface Property {
  type(of: FeelType): FeelType;
  get(value: Value, zone: string): Value;
}

type Properties = ReadonlyMap<string, Property>;

/** A property of values of one class; other values (which the kind rules out) give null. */
function of<V extends Value & object>(
  known: new (...args: never[]) => V,
  type: FeelType | ((of: FeelType) => FeelType),
  get: (value: V) => Value,
): Property {
  return {
    type: typeof type === 'function' ? type : () => type,
    get: (value) => (value instanceof known ? get(value) : null),
  };
}

type Dated = { readonly year: number; readonly month: number; readonly day: number; readonly dayOfWeek: number };

function dateProperties<V extends Value & object>(
  known: new (...args: never[]) => V,
  dated: (value: V) => Dated,
): [string, Property][] {
  return [
    ['year', of(known, NUMBER, (value) => dated(value).year)],
    ['month', of(known, NUMBER, (value) => dated(value).month)],
    ['day', of(known, NUMBER, (value) => dated(value).day)],
    ['weekday', of(known, NUMBER, (value) => dated(value).dayOfWeek)],
  ];
}

type Clocked = { readonly hour: number; readonly minute: number; readonly second: number };

function timeProperties<V extends (Time | DateTime) & Value>(
  known: new (...args: never[]) => V,
  clocked: (value: V) => Clocked,
): [string, Property][] {
  return [
    ['hour', of(known, NUMBER, (value) => clocked(value).hour)],
    ['minute', of(known, NUMBER, (value) => clocked(value).minute)],
    ['second', of(known, NUMBER, (value) => clocked(value).second)],
    ['time offset', of(known, DAYS_DURATION, (value) => offsetOf(value))],
    [
      'timezone',
      of(known, STRING, (value) => (value.zone && offsetSeconds(value.zone) === undefined ? value.zone : null)),
    ],
  ];
}

function offsetOf(value: Time | DateTime): Value {
  if (value.zone === undefined) return null;
  const seconds = offsetSeconds(value.zone);
  if (seconds !== undefined) return new DaysDuration(BigInt(seconds) * 1_000_000_000n);
  if (value instanceof Time) return null;
  return new DaysDuration(utcNanoseconds(value.local) - value.local.toZonedDateTime(value.zone).epochNanoseconds);
}

const DAY = 86_400_000_000_000n;

function part(name: string, unit: bigint, modulus?: bigint): [string, Property] {
  const get = ({ nanoseconds }: DaysDuration) =>
    Number(modulus ? (nanoseconds % modulus) / unit : nanoseconds / unit) + 0;
  return [name, of(DaysDuration, NUMBER, get)];
}

const end = (type: FeelType): FeelType => (type.kind === 'range' ? type.of : ANY);

const table: ReadonlyMap<string, Properties> = new Map<Kind, Properties>([
  ['date', new Map(dateProperties(Temporal.PlainDate, (value) => value))],
  ['time', new Map(timeProperties(Time, (value) => value.clock))],
  [
    'date and time',
    new Map([
      ...dateProperties(DateTime, (value) => value.local),
      ...timeProperties(DateTime, (value) => value.local),
      ['date', of(DateTime, DATE, (value) => value.local.toPlainDate())],
      ['time', of(DateTime, TIME, (value) => new Time(value.local.toPlainTime(), value.zone))],
    ]),
  ],
  [
    'days and time duration',
    new Map([
      part('days', DAY),
      part('hours', 3_600_000_000_000n, DAY),
      part('minutes', 60_000_000_000n, 3_600_000_000_000n),
      part('seconds', 1_000_000_000n, 60_000_000_000n),
    ]),
  ],
  [
    'years and months duration',
    new Map([
      ['years', of(MonthsDuration, NUMBER, ({ months }) => Math.trunc(months / 12) + 0)],
      ['months', of(MonthsDuration, NUMBER, ({ months }) => (months % 12) + 0)],
    ]),
  ],
  [
    'range',
    new Map([
      ['start', of(Range, end, ({ from }) => from ?? null)],
      ['end', of(Range, end, ({ to }) => to ?? null)],
      ['start included', of(Range, BOOLEAN, ({ fromIncluded }) => fromIncluded)],
      ['end included', of(Range, BOOLEAN, ({ toIncluded }) => toIncluded)],
    ]),
  ],
]);

/** What can be asked of a value of this kind with a dot. */
export function propertiesOf(kind: string): Properties | undefined {
  return table.get(kind);
}
