import { Temporal } from 'temporal-polyfill';
import type { Calendar } from './calendar.ts';
import { addWorkingDays, dayOf, officeHours } from './working-days.ts';

const HOUR = 3_600_000;

/**
 * The instant at which `hours` of office time have passed since `from` (ISO 8601 in, ISO UTC with milliseconds out); when
 * negative, the one since which they had passed at `from`. The clock stands still outside office hours. Hours are hours
 * that really pass: a day on which summer time begins is shorter.
 * @throws RangeError when the calendar has no working day within ten years.
 */
export function addWorkingHours(calendar: Calendar, from: string, hours: number): string {
  let left = Math.round(hours * HOUR);
  if (left < 0) return takeWorkingTime(calendar, from, -left);
  const start = Temporal.Instant.from(from).epochMilliseconds;
  let day = dayOf(calendar, from);
  for (;;) {
    for (const [opens, closes] of openTimes(calendar, day)) {
      const begin = Math.max(opens, start);
      if (begin >= closes) continue;
      if (left <= closes - begin) return new Date(begin + left).toISOString();
      left -= closes - begin;
    }
    day = addWorkingDays(calendar, day, 1);
  }
}

function takeWorkingTime(calendar: Calendar, until: string, milliseconds: number): string {
  let left = milliseconds;
  const end = Temporal.Instant.from(until).epochMilliseconds;
  let day = dayOf(calendar, until);
  for (;;) {
    for (const [opens, closes] of openTimes(calendar, day).reverse()) {
      const from = Math.min(closes, end);
      if (from <= opens) continue;
      if (left <= from - opens) return new Date(from - left).toISOString();
      left -= from - opens;
    }
    day = addWorkingDays(calendar, day, -1);
  }
}

/** Hours of office time between two instants; zero when `until` is not after `from`. */
export function workingHoursBetween(calendar: Calendar, from: string, until: string): number {
  const [start, end] = [Temporal.Instant.from(from).epochMilliseconds, Temporal.Instant.from(until).epochMilliseconds];
  let passed = 0;
  const last = dayOf(calendar, until);
  for (let day = dayOf(calendar, from); day <= last; day = addWorkingDays(calendar, day, 1)) {
    for (const [opens, closes] of openTimes(calendar, day)) {
      passed += Math.max(0, Math.min(closes, end) - Math.max(opens, start));
    }
  }
  return passed / HOUR;
}

/** The instant at which the last office hours of a day end: what "by the end of that working day" means. */
export function endOfWorkingDay(calendar: Calendar, date: string): string {
  const closes = openTimes(calendar, date).at(-1)?.[1] ?? toInstant(calendar, date, '24:00');
  return new Date(closes).toISOString();
}

/** Opening and closing of a day in milliseconds of the epoch. */
function openTimes(calendar: Calendar, date: string): (readonly [number, number])[] {
  return officeHours(calendar, date).map(
    ({ from, until }) => [toInstant(calendar, date, from), toInstant(calendar, date, until)] as const,
  );
}

/** A local time that a change to summer time skips means the moment after the gap. */
function toInstant(calendar: Calendar, date: string, time: string): number {
  const midnight = time === '24:00';
  const day = Temporal.PlainDate.from(date).add({ days: midnight ? 1 : 0 });
  return day.toZonedDateTime({ timeZone: calendar.zone, plainTime: midnight ? '00:00' : time }).epochMilliseconds;
}
