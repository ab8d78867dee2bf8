import { addTo, type Calendar, endOfWorkingDay, instantAt } from '@dealwright/calendar';
import type { Text } from '@dealwright/diagnostics';
import type { Environment } from '@dealwright/expressions';
import { isDate, type Json, type JsonObject } from '@dealwright/values';
import type { Duration, Warning } from '../../duration.ts';
import { timeNotKnown } from '../refusals.ts';
import type { Step } from '../step.ts';

/** The calendar that durations count by; where content has none, days are those of the asking person's zone. */
export function calendarFor({ calendar }: Pick<Duration, 'calendar'>, { zone }: Environment): Calendar {
  return calendar ?? { name: '', zone, country: undefined, week: {}, exceptions: new Map() };
}

/** So much later than `from`; undefined, with a problem in the step, when it cannot be computed. */
export function deadline(
  step: Step,
  duration: Duration,
  from: string,
  scope: JsonObject,
  of: Text,
): string | undefined {
  const { environment } = step.request;
  const { value } = duration.amount.evaluate(scope, environment);
  try {
    if (value !== null && value !== '')
      return addTo(calendarFor(duration, environment), from, Number(value), duration.unit);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  step.problems.push(timeNotKnown(of, duration.label));
  return undefined;
}

/** When those concerned are warned; undefined when that would be before it begins. */
export function warningAt(
  step: Step,
  warning: Warning,
  time: { readonly from: string; readonly due: string; readonly unit: Duration['unit']; readonly calendar: Calendar },
  scope: JsonObject,
): string | undefined {
  const { from, due, unit, calendar } = time;
  const at =
    warning.is === 'share' ? instantAt(calendar, from, due, warning.percent, unit) : before(step, warning, due, scope);
  return at !== undefined && at > from && at < due ? at : undefined;
}

function before(
  { request: { environment } }: Step,
  { duration }: Extract<Warning, { is: 'before' }>,
  due: string,
  scope: JsonObject,
): string | undefined {
  const amount = Number(duration.amount.evaluate(scope, environment).value ?? Number.NaN);
  if (!Number.isFinite(amount)) return undefined;
  return addTo(calendarFor(duration, environment), due, -amount, duration.unit);
}

/** An instant as it is, a date as the end of that day; undefined for what is neither. */
export function instantOf(value: Json, calendar: Calendar): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (isDate(value)) return endOfWorkingDay({ ...calendar, week: {}, country: undefined, exceptions: NONE }, value);
  const instant = new Date(/[Zz]|[+-]\d\d:?\d\d/.test(value.slice(10)) ? value.replace(/\[.*|@.*/, '') : `${value}Z`);
  return Number.isNaN(instant.valueOf()) ? undefined : instant.toISOString();
}

const NONE = new Map();
