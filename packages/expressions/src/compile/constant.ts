import { ANY, DATE_TIME, NULL } from '../feel-types.ts';
import type { Span } from '../parse/syntax.ts';
import type { FeelType } from '../types.ts';
import { Context, DateTime, FeelFunction, isList, kindOf, Range, type Value } from '../values/value.ts';
import { toWire } from '../values/wire.ts';
import { type Code, spanOf } from './code.ts';

/** Code for a value that is known. `whole` is the type of values that do not show their own: lists, ranges, contexts. */
export function constantCode(value: Value, at: Span, whole?: FeelType): Code {
  const type = typeOfConstant(value) ?? whole ?? ANY;
  const code: Code = { ...spanOf(at), type, run: () => value, constant: { value } };
  return isQueryable(value) ? { ...code, term: () => ({ is: 'value', value: toWire(value), type }) } : code;
}

/** A date and time without zone means something else in each zone, so no database can know it. */
function isQueryable(value: Value): boolean {
  if (value instanceof DateTime) return value.zone !== undefined;
  return !(isList(value) || value instanceof Context || value instanceof Range || value instanceof FeelFunction);
}

function typeOfConstant(value: Value): FeelType | undefined {
  const kind = kindOf(value);
  if (kind === 'string') return { kind, values: [String(value)] };
  if (kind === 'null') return NULL;
  if (kind === 'list' || kind === 'range' || kind === 'context' || kind === 'function') return undefined;
  return kind === 'date and time' ? DATE_TIME : { kind };
}
