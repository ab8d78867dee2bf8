import { Temporal } from 'temporal-polyfill';
import type { Calendar } from './calendar.ts';
import { addWorkingDays, dayOf } from './working-days.ts';
import { addWorkingHours, endOfWorkingDay, workingHoursBetween } from './working-hours.ts';

/** In what a time is counted. `days` are calendar days. */
export const UNITS = ['minutes', 'hours', 'days', 'working hours', 'working days'] as const;
export type Unit = (typeof UNITS)[number];

/** What `24 hours` or `settings.reviewDays working days` says: the amount as it is written, a number or an expression. */
export interface Duration {
  readonly amount: string;
  readonly unit: Unit;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A hundred years: who says more has mistyped. */
const LONGEST_DAYS = 36_525;
const PER_DAY: Readonly<Record<Unit, number>> = {
  minutes: 1440,
  hours: 24,
  days: 1,
  'working hours': 24,
  'working days': 1,
};

/**
 * Reads an amount and its unit: `24 hours`, `1 working day`, `settings.reviewDays calendar days`. The amount begins where
 * the text does. Undefined when the text ends in no unit or begins with none.
 */
export function readDuration(text: string): Duration | undefined {
  const found = /^(.*?\S)\s+(minute|hour|(?:calendar\s+)?day|working\s+hour|working\s+day)s?$/.exec(text.trimEnd());
  const [, amount = '', said = ''] = found ?? [];
  const unit = UNITS.find((each) => each === `${said.replace(/^calendar\s+/, '').replace(/\s+/, ' ')}s`);
  return unit && { amount, unit };
}

/**
 * The instant (ISO UTC with milliseconds) so much later than `from` (ISO 8601), or earlier when `amount` is negative.
 * Minutes and hours are real ones. Days keep the time on the clock in the calendar's zone; a part of a day is a part of 24
 * hours. Working hours pass while the office is open. So many working days later is the end of the last office hours of
 * the working day that is so many after the day of `from` (a part of a working day counts as a whole one); none is the end
 * of this one or the next, but never before `from`.
 * @throws RangeError for an amount that is no number or more than a hundred years, or a calendar without working days.
 */
export function addTo(calendar: Calendar, from: string, amount: number, unit: Unit): string {
  if (!(Math.abs(amount) <= LONGEST_DAYS * PER_DAY[unit])) {
    throw new RangeError(`${amount} ${unit} is no time that can be waited for`);
  }
  switch (unit) {
    case 'minutes':
      return later(from, amount * MINUTE);
    case 'hours':
      return later(from, amount * HOUR);
    case 'days':
      return addDays(calendar, from, amount);
    case 'working hours':
      return amount === 0 ? later(from, 0) : addWorkingHours(calendar, from, amount);
    case 'working days': {
      const days = Math.sign(amount) * Math.ceil(Math.abs(amount));
      const until = endOfWorkingDay(calendar, addWorkingDays(calendar, dayOf(calendar, from), days));
      return days === 0 && until < later(from, 0) ? later(from, 0) : until;
    }
  }
}

/**
 * How much of a clock's own time lies between two instants, in milliseconds: office time for working hours and working
 * days, real time for the others. Zero when `until` is not after `from`.
 */
export function timeBetween(calendar: Calendar, from: string, until: string, unit: Unit): number {
  return isWorking(unit)
    ? Math.round(workingHoursBetween(calendar, from, until) * HOUR)
    : Math.max(0, Date.parse(until) - Date.parse(from));
}

/**
 * The instant at which so many milliseconds of a clock's own time ({@link timeBetween}) have passed since `from`: what is
 * left of a clock that stood still, counted from when it goes on.
 */
export function addTime(calendar: Calendar, from: string, milliseconds: number, unit: Unit): string {
  if (!isWorking(unit) || milliseconds === 0) return later(from, milliseconds);
  return addWorkingHours(calendar, from, milliseconds / HOUR);
}

/** The instant at which so many percent of a clock's own time between two instants have passed. */
export function instantAt(calendar: Calendar, from: string, until: string, percent: number, unit: Unit): string {
  const time = timeBetween(calendar, from, until, unit);
  return addTime(calendar, from, Math.round((time * percent) / 100), unit);
}

const isWorking = (unit: Unit): boolean => unit.startsWith('working');

function later(from: string, milliseconds: number): string {
  return new Date(Date.parse(from) + Math.round(milliseconds)).toISOString();
}

/** A time that summer time skips is the moment after the gap; of one that comes twice, the first. */
function addDays(calendar: Calendar, from: string, amount: number): string {
  const days = Math.trunc(amount);
  const there = Temporal.Instant.from(from).toZonedDateTimeISO(calendar.zone).add({ days });
  return later(new Date(there.epochMilliseconds).toISOString(), (amount - days) * 24 * HOUR);
}
