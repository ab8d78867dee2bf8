import type { Json, JsonObject } from '@dealwright/values';
import { Temporal } from 'temporal-polyfill';
import type { ContextType, FeelType } from '../types.ts';
import { Decimal, isNumeric, parseNumber, settle, showNumber } from './number.ts';
import {
  epochOf,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
  showDate,
  showDateTime,
  showDuration,
  showTime,
} from './temporal.ts';
import { Context, DateTime, DaysDuration, Entries, isList, MonthsDuration, Range, Time, type Value } from './value.ts';

/**
 * A value of the wire as FEEL sees it, by its static type. What does not fit the type is null: records come checked,
 * so this is the last line of defence and not a place for messages.
 */
export function fromWire(json: Json | undefined, type: FeelType): Value {
  if (json === null || json === undefined) return null;
  switch (type.kind) {
    case 'number':
      return typeof json === 'number'
        ? fromNumber(json)
        : typeof json === 'string'
          ? (parseNumber(json) ?? null)
          : null;
    case 'string':
      return typeof json === 'string' ? json : null;
    case 'boolean':
      return typeof json === 'boolean' ? json : null;
    case 'date':
      return typeof json === 'string' ? (parseDate(json) ?? null) : null;
    case 'time':
      return typeof json === 'string' ? (parseTime(json) ?? null) : null;
    case 'date and time':
      return typeof json === 'string' ? (parseDateTime(json) ?? null) : null;
    case 'days and time duration':
    case 'years and months duration':
      return typeof json === 'string' ? (parseDuration(json) ?? null) : null;
    case 'list':
      return isArray(json) ? json.map((each) => fromWire(each, type.of)) : null;
    case 'context':
      return recordOf(json, type);
    case 'any':
      return fromJson(json);
    case 'range':
      return rangeOf(json, type.of);
    default:
      return null;
  }
}

/** Without a static type: JSON as it is. */
function fromJson(json: Json): Value {
  if (typeof json === 'number') return fromNumber(json);
  if (isArray(json)) return json.map(fromJson);
  if (isObject(json)) return new Entries(new Map(Object.entries(json).map(([key, each]) => [key, fromJson(each)])));
  return json;
}

function fromNumber(json: number): Value {
  if (Number.isSafeInteger(json)) return json + 0;
  return Number.isFinite(json) ? (settle(new Decimal(json)) ?? null) : null;
}

function recordOf(json: Json, type: ContextType): Value {
  if (typeof json === 'string') return new RecordContext({ id: json }, type);
  return isObject(json) ? new RecordContext(json, type) : null;
}

function rangeOf(json: Json, of: FeelType): Value {
  if (!isObject(json)) return null;
  const { from, to, fromIncluded, toIncluded } = json;
  const end = (each: Json | undefined) => (each === undefined ? undefined : fromWire(each, of));
  return new Range(end(from), end(to), fromIncluded === true, toIncluded === true);
}

/** A record in wire form, read member by member as its type says. A reference that is not loaded has only its `id`. */
class RecordContext extends Context {
  readonly json: JsonObject;
  readonly type: ContextType;
  constructor(json: JsonObject, type: ContextType) {
    super();
    this.json = json;
    this.type = type;
  }

  get(name: string): Value | undefined {
    const member = this.type.member(name);
    if (member) return fromWire(own(this.json, name), member.type);
    return Object.hasOwn(this.json, name) ? fromJson(this.json[name] ?? null) : undefined;
  }

  names(): readonly string[] {
    return Object.keys(this.json);
  }

  override identity(): string | undefined {
    const id = own(this.json, 'id');
    return typeof id === 'string' ? id : undefined;
  }
}

/** A property of the object itself; what its prototype has does not exist. */
export function own(json: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(json, name) ? json[name] : undefined;
}

/** Back to the wire: integers as numbers, other numbers as text of exact digits, dates as ISO text, functions as null. */
export function toWire(value: Value): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number')
    return value;
  if (isNumeric(value)) return showNumber(value);
  if (isList(value)) return value.map(toWire);
  if (value instanceof RecordContext) return value.json;
  if (value instanceof Context) {
    return Object.fromEntries(value.names().map((name) => [name, toWire(value.get(name) ?? null)]));
  }
  if (value instanceof Temporal.PlainDate) return showDate(value);
  if (value instanceof DateTime) return instant(value);
  if (value instanceof Time) return showTime(value);
  if (value instanceof DaysDuration || value instanceof MonthsDuration) return showDuration(value);
  if (value instanceof Range) {
    const { from, to, fromIncluded, toIncluded } = value;
    const ends = { ...(from !== undefined && { from: toWire(from) }), ...(to !== undefined && { to: toWire(to) }) };
    return { ...ends, fromIncluded, toIncluded };
  }
  return null;
}

/** Instants leave in UTC with milliseconds; a date and time without a zone has no instant and leaves as written. */
function instant(value: DateTime): string | null {
  if (value.zone === undefined) return showDateTime(value);
  const epoch = epochOf(value, 'UTC');
  return epoch === undefined
    ? null
    : Temporal.Instant.fromEpochNanoseconds(epoch).toString({ fractionalSecondDigits: 3 });
}

export function isArray(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
