import { Temporal } from 'temporal-polyfill';
import type { FeelType } from '../types.ts';
import { conforms } from './conforms.ts';
import { DateTime, isList, type Value } from './value.ts';

/**
 * The value made to fit a type as DMN does it implicitly: a list of one stands for its element and an element for the
 * list of it, a date for its midnight in UTC. Null fits everywhere. Undefined where it does not fit.
 */
export function coerce(value: Value, type: FeelType): Value | undefined {
  if (conforms(value, type)) return value;
  if (type.kind === 'list' && !isList(value)) return conforms(value, type.of) ? [value] : undefined;
  if (isList(value)) {
    const [only] = value.length === 1 ? value : [];
    return only === undefined || isList(only) || type.kind === 'list' ? undefined : coerce(only, type);
  }
  return type.kind === 'date and time' && value instanceof Temporal.PlainDate
    ? new DateTime(value.toPlainDateTime(), 'Z')
    : undefined;
}
