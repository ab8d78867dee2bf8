import { Temporal } from 'temporal-polyfill';
import { isNumeric, showNumber } from './number.ts';
import { showDate, showDateTime, showDuration, showTime } from './temporal.ts';
import { Context, DateTime, DaysDuration, isList, MonthsDuration, Range, Time, type Value } from './value.ts';

/** A value as FEEL's `string()` writes it; within lists and contexts, texts stand in quotes. */
export function showValue(value: Value, within = false): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return within ? JSON.stringify(value) : value;
  if (typeof value === 'boolean') return String(value);
  if (isNumeric(value)) return showNumber(value);
  if (isList(value)) return `[${value.map((each) => showValue(each, true)).join(', ')}]`;
  if (value instanceof Context) {
    return `{${value
      .names()
      .map((name) => `${showName(name)}: ${showValue(value.get(name) ?? null, true)}`)
      .join(', ')}}`;
  }
  if (value instanceof Temporal.PlainDate) return showDate(value);
  if (value instanceof DateTime) return showDateTime(value);
  if (value instanceof Time) return showTime(value);
  if (value instanceof DaysDuration || value instanceof MonthsDuration) return showDuration(value);
  if (value instanceof Range) return showRange(value);
  return 'function';
}

function showName(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name : JSON.stringify(name);
}

/** A range without an end is written as the comparison that makes it. */
function showRange({ from, to, fromIncluded, toIncluded, single }: Range): string {
  if (single) return `${single.operator} ${showValue(single.value, true)}`;
  if (from === undefined) return `${toIncluded ? '<=' : '<'} ${showValue(to ?? null, true)}`;
  if (to === undefined) return `${fromIncluded ? '>=' : '>'} ${showValue(from, true)}`;
  return `${fromIncluded ? '[' : '('}${showValue(from, true)}..${showValue(to, true)}${toIncluded ? ']' : ')'}`;
}
