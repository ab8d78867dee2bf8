import { Temporal } from 'temporal-polyfill';
import { type Calendar, type Hours, WEEKDAYS } from './calendar.ts';
import { holidayName } from './holidays.ts';

/** Ten years without a working day: the calendar has none. */
const LONGEST_SEARCH = 3660;

/** The office hours of a day (`2026-01-31`): exceptions first, then holidays, then the week. Empty on a free day. */
export function officeHours(calendar: Calendar, date: string): readonly Hours[] {
  const exception = calendar.exceptions.get(date);
  if (exception) return exception;
  if (calendar.country !== undefined && holidayName(calendar.country, date) !== undefined) return [];
  const weekday = WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1];
  return (weekday && calendar.week[weekday]) ?? [];
}

export function isWorkingDay(calendar: Calendar, date: string): boolean {
  return officeHours(calendar, date).length > 0;
}

/**
 * The `days`-th working day after `date`; before it when negative. Zero is the day itself when it is one, else the next.
 * @throws RangeError when the calendar has no working day within ten years.
 */
export function addWorkingDays(calendar: Calendar, date: string, days: number): string {
  const step = days < 0 ? -1 : 1;
  let day = Temporal.PlainDate.from(date);
  let left = Math.abs(days);
  let searched = 0;
  if (left === 0 && isWorkingDay(calendar, date)) return date;
  left = Math.max(left, 1);
  while (left > 0) {
    day = day.add({ days: step });
    if (isWorkingDay(calendar, day.toString())) {
      left--;
      searched = 0;
    } else if (++searched > LONGEST_SEARCH) {
      throw new RangeError(`the calendar "${calendar.name}" has no working day near ${date}`);
    }
  }
  return day.toString();
}

/** The day that an instant (ISO 8601) falls on in the calendar's zone. */
export function dayOf(calendar: Calendar, instant: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(calendar.zone).toPlainDate().toString();
}
