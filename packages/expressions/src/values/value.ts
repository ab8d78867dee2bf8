import { Temporal } from 'temporal-polyfill';
import type { Call } from '../functions/function.ts';
import { isNumeric, type Numeric } from './number.ts';

/** What an expression can be at run time. Immutable. */
export type Value =
  | null
  | boolean
  | string
  | Numeric
  | Temporal.PlainDate
  | Time
  | DateTime
  | DaysDuration
  | MonthsDuration
  | Range
  | FeelFunction
  | Context
  | List;
export interface List extends ReadonlyArray<Value> {}

/** A zone as written: an offset such as `+02:00`, `Z`, or an IANA name. */
export class Time {
  readonly clock: Temporal.PlainTime;
  readonly zone: string | undefined;
  constructor(clock: Temporal.PlainTime, zone?: string) {
    this.clock = clock;
    this.zone = zone;
  }
}

/** A day and a clock; with a zone, a point in time. What was not given is computed when it is asked for. */
export class DateTime {
  readonly zone: string | undefined;
  #local: Temporal.PlainDateTime | undefined;
  /** Nanoseconds since 1970, where they are known already. */
  readonly epoch: bigint | undefined;

  /** From what a calendar and a clock show or, in a known zone, from nanoseconds since 1970. */
  constructor(at: Temporal.PlainDateTime | bigint, zone?: string) {
    this.zone = zone;
    if (typeof at === 'bigint') this.epoch = at;
    else this.#local = at;
  }

  get local(): Temporal.PlainDateTime {
    this.#local ??= localAt(this.epoch ?? 0n, this.zone ?? 'Z');
    return this.#local;
  }
}

function localAt(epoch: bigint, zone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochNanoseconds(epoch)
    .toZonedDateTimeISO(zone === 'Z' ? 'UTC' : zone)
    .toPlainDateTime();
}

/** Days and time: nanoseconds. */
export class DaysDuration {
  readonly nanoseconds: bigint;
  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds;
  }
}

export class MonthsDuration {
  readonly months: number;
  constructor(months: number) {
    this.months = months;
  }
}

/** Ranges that are written as a comparison with one value, and are equal to such only. */
export interface Single {
  readonly operator: '=' | '!=';
  readonly value: Value;
}

/** An end that is undefined does not exist; one that is null is not known. */
export class Range {
  readonly from: Value | undefined;
  readonly to: Value | undefined;
  readonly fromIncluded: boolean;
  readonly toIncluded: boolean;
  /** `(= 10)`, and `(!= 10)`, which holds all values but one and has no ends. */
  readonly single: Single | undefined;
  constructor(
    from: Value | undefined,
    to: Value | undefined,
    fromIncluded: boolean,
    toIncluded: boolean,
    single?: Single,
  ) {
    this.single = single;
    this.from = from;
    this.to = to;
    this.fromIncluded = fromIncluded;
    this.toIncluded = toIncluded;
  }
}

export class FeelFunction {
  readonly parameters: readonly string[];
  readonly run: (args: readonly Value[], call: Call) => Value;
  constructor(parameters: readonly string[], run: (args: readonly Value[], call: Call) => Value) {
    this.parameters = parameters;
    this.run = run;
  }
}

/** A context: its own entries only, never a prototype. */
export abstract class Context {
  /** Undefined where there is no such entry. */
  abstract get(name: string): Value | undefined;
  abstract names(): readonly string[];
  /** The id of a record: two records are equal when their ids are. */
  identity(): string | undefined {
    return undefined;
  }
}

export class Entries extends Context {
  readonly map: ReadonlyMap<string, Value>;
  constructor(map: ReadonlyMap<string, Value>) {
    super();
    this.map = map;
  }
  get(name: string): Value | undefined {
    return this.map.get(name);
  }
  names(): readonly string[] {
    return [...this.map.keys()];
  }
}

export function isList(value: Value): value is List {
  return Array.isArray(value);
}

export type Kind =
  | 'null'
  | 'boolean'
  | 'string'
  | 'number'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'range'
  | 'function'
  | 'context'
  | 'list';

/** The kind of a value at run time, by the names that {@link FeelType} uses. */
export function kindOf(value: Value): Kind {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'string';
  if (isNumeric(value)) return 'number';
  if (isList(value)) return 'list';
  if (value instanceof Context) return 'context';
  if (value instanceof Temporal.PlainDate) return 'date';
  if (value instanceof DateTime) return 'date and time';
  if (value instanceof Time) return 'time';
  if (value instanceof DaysDuration) return 'days and time duration';
  if (value instanceof MonthsDuration) return 'years and months duration';
  if (value instanceof Range) return 'range';
  return 'function';
}
