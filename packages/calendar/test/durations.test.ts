import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addTime,
  addTo,
  type Calendar,
  dayOf,
  instantAt,
  officeHours,
  readDuration,
  timeBetween,
  UNITS,
  type Unit,
} from '../src/index.ts';

const office = [
  { from: '09:00', until: '12:30' },
  { from: '13:00', until: '18:00' },
];
const bucharest: Calendar = {
  name: 'office',
  zone: 'Europe/Bucharest',
  country: 'RO',
  week: { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office },
  exceptions: new Map([['2026-03-16', []]]),
};
/** Open through both changes to and from summer time, which come on a Sunday night. */
const nights = [{ from: '00:00', until: '24:00' }];
const sundays: Calendar = { ...bucharest, country: undefined, week: { sunday: nights } };

describe('A duration', () => {
  test.each([
    ['24 hours', '24', 'hours'],
    ['1 hour', '1', 'hours'],
    ['3 working days', '3', 'working days'],
    ['1 working day', '1', 'working days'],
    ['8 working hours', '8', 'working hours'],
    ['30 days', '30', 'days'],
    ['30 calendar days', '30', 'days'],
    ['settings.reviewDays working days', 'settings.reviewDays', 'working days'],
    ['if vip then 4 else 8  working  hours ', 'if vip then 4 else 8', 'working hours'],
    ['90 minutes', '90', 'minutes'],
  ])('%s is an amount and its unit', (text, amount, unit) => {
    expect(readDuration(text)).toEqual({ amount, unit });
  });

  test.each(['24', 'hours', '24 h', '3 workdays', 'days 3', ''])('%s is none', (text) => {
    expect(readDuration(text)).toBeUndefined();
  });

  test.each<[number, Unit]>([
    [Number.NaN, 'hours'],
    [Number.POSITIVE_INFINITY, 'days'],
    [1e9, 'working days'],
    [-1e12, 'minutes'],
  ])('of %d %s is refused instead of counted for ever', (amount, unit) => {
    expect(() => addTo(bucharest, '2026-03-02T08:00:00Z', amount, unit)).toThrow(RangeError);
  });
});

describe('So much later', () => {
  test.each<[string, number, Unit, string]>([
    ['2026-03-02T08:00:00Z', 24, 'hours', '2026-03-03T08:00:00.000Z'],
    ['2026-03-02T08:00:00Z', 90, 'minutes', '2026-03-02T09:30:00.000Z'],
    ['2026-03-02T08:00:00Z', 30, 'days', '2026-04-01T07:00:00.000Z'],
    ['2026-03-02T08:00:00Z', 0.5, 'days', '2026-03-02T20:00:00.000Z'],
    ['2026-03-02T08:00:00Z', 8, 'working hours', '2026-03-03T07:30:00.000Z' /* 10:00 to 18:00 are 7.5 */],
    ['2026-03-13T08:00:00Z', 1, 'working days', '2026-03-17T16:00:00.000Z' /* Monday is an exception */],
    ['2026-03-14T08:00:00Z', 1, 'working days', '2026-03-17T16:00:00.000Z' /* from a Saturday */],
    ['2026-12-23T20:00:00Z', 3, 'working days', '2026-12-29T16:00:00.000Z' /* in the evening, over Christmas */],
    ['2026-03-13T08:00:00Z', 1.5, 'working days', '2026-03-18T16:00:00.000Z'],
    ['2026-03-13T08:00:00Z', 0, 'working days', '2026-03-13T16:00:00.000Z'],
    ['2026-03-13T20:00:00Z', 0, 'working days', '2026-03-13T20:00:00.000Z'],
    ['2026-03-15T08:00:00Z', 0, 'working hours', '2026-03-15T08:00:00.000Z'],
    ['2026-03-17T16:00:00Z', -1, 'working days', '2026-03-13T16:00:00.000Z'],
    ['2026-03-17T08:00:00Z', -4, 'working hours', '2026-03-13T13:00:00.000Z'],
  ])('than %s, %d %s: %s', (from, amount, unit, expected) => {
    expect(addTo(bucharest, from, amount, unit)).toBe(expected);
  });
});

describe('When summer time begins (29 March, 03:00 to 04:00) and ends (25 October, 04:00 to 03:00)', () => {
  test.each<[string, number, Unit, string]>([
    ['2026-03-28T10:00:00Z', 24, 'hours', '2026-03-29T10:00:00.000Z' /* 13:00 on the clock, one hour later */],
    ['2026-03-28T10:00:00Z', 1, 'days', '2026-03-29T09:00:00.000Z' /* noon is noon */],
    ['2026-10-24T09:00:00Z', 24, 'hours', '2026-10-25T09:00:00.000Z'],
    ['2026-10-24T09:00:00Z', 1, 'days', '2026-10-25T10:00:00.000Z'],
    ['2026-03-28T01:30:00Z', 1, 'days', '2026-03-29T01:30:00.000Z' /* 03:30 is skipped: 04:30 */],
    ['2026-10-24T00:30:00Z', 1, 'days', '2026-10-25T00:30:00.000Z' /* 03:30 comes twice: the first */],
    ['2026-03-27T10:00:00Z', 1, 'working days', '2026-03-30T15:00:00.000Z' /* 18:00 in summer */],
    ['2026-10-23T10:00:00Z', 1, 'working days', '2026-10-26T16:00:00.000Z' /* 18:00 in winter */],
  ])('than %s, %d %s is %s', (from, amount, unit, expected) => {
    expect(addTo(bucharest, from, amount, unit)).toBe(expected);
  });

  test('an office that is open all night has the hours that really pass', () => {
    const [begins, ends] = ['2026-03-28T22:00:00.000Z', '2026-10-24T21:00:00.000Z'];
    expect(timeBetween(sundays, begins, '2026-03-31T00:00:00Z', 'working hours')).toBe(23 * 3_600_000);
    expect(timeBetween(sundays, ends, '2026-10-27T00:00:00Z', 'working hours')).toBe(25 * 3_600_000);
    expect(addTo(sundays, begins, 23, 'working hours')).toBe('2026-03-29T21:00:00.000Z');
    expect(addTo(sundays, ends, 25, 'working hours')).toBe('2026-10-25T22:00:00.000Z');
    expect(addTo(sundays, '2026-10-25T22:00:00.000Z', -25, 'working hours')).toBe(ends);
  });
});

describe('Part of a time', () => {
  test('of working days is part of the office hours between start and deadline', () => {
    // 13:00 local on Tuesday; two days later at 18:00: 5 + 8.5 + 8.5 hours, of which three quarters are 16.5.
    const [from, until] = ['2026-03-03T11:00:00.000Z', '2026-03-05T16:00:00.000Z'];
    expect(addTo(bucharest, from, 2, 'working days')).toBe(until);
    expect(instantAt(bucharest, from, until, 75, 'working days')).toBe('2026-03-05T10:00:00.000Z');
    expect(instantAt(bucharest, from, until, 0, 'working days')).toBe(from);
    expect(instantAt(bucharest, from, until, 100, 'working days')).toBe(until);
  });

  test('of hours is part of the hours', () => {
    expect(instantAt(bucharest, '2026-03-07T10:00:00Z', '2026-03-08T10:00:00Z', 75, 'hours')).toBe(
      '2026-03-08T04:00:00.000Z',
    );
  });
});

const instant = fc
  .integer({ min: Date.UTC(2025, 11, 1) / 60_000, max: Date.UTC(2027, 0, 31) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000).toISOString());
const unit = fc.constantFrom(...UNITS);
const workingUnit = fc.constantFrom<Unit>('working hours', 'working days');
const amount = fc.integer({ min: 1, max: 60 });

describe('For every time', () => {
  test('what was added is what is measured', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 6_000 }), unit, (from, minutes, unit) => {
        const until = addTime(bucharest, from, minutes * 60_000, unit);
        expect(timeBetween(bucharest, from, until, unit)).toBe(minutes * 60_000);
      }),
    );
  });

  test('a clock that stood still any number of times has run as long as one that did not', () => {
    fc.assert(
      fc.property(instant, amount, unit, fc.array(fc.nat(3_000), { maxLength: 4 }), (from, amount, unit, pauses) => {
        const until = addTo(bucharest, from, amount, unit);
        const whole = timeBetween(bucharest, from, until, unit);
        let left = whole;
        let now = from;
        for (const minutes of pauses) {
          const stops = new Date(
            Math.min(Date.parse(now) + minutes * 60_000, Date.parse(addTime(bucharest, now, left, unit))),
          ).toISOString();
          left -= timeBetween(bucharest, now, stops, unit);
          now = addTo(bucharest, stops, 5, 'hours');
        }
        const end = addTime(bucharest, now, left, unit);
        expect(timeBetween(bucharest, now, end, unit)).toBe(left);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(whole);
      }),
    );
  });

  test('more is later, and a later start ends no earlier', () => {
    fc.assert(
      fc.property(instant, instant, amount, unit, (one, other, amount, unit) => {
        const [from, after] = [one, other].sort() as [string, string];
        const until = addTo(bucharest, from, amount, unit);
        expect(until > from).toBe(true);
        expect(addTo(bucharest, from, amount + 1, unit) > until).toBe(true);
        expect(addTo(bucharest, after, amount, unit) >= until).toBe(true);
      }),
    );
  });

  test('working time ends within office hours, and none passes outside of them', () => {
    fc.assert(
      fc.property(instant, amount, workingUnit, (from, amount, unit) => {
        const until = addTo(bucharest, from, amount, unit);
        const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: bucharest.zone }).format(
          new Date(until),
        );
        const hours = officeHours(bucharest, dayOf(bucharest, until));
        expect(hours.some((each) => each.from < time && time <= each.until)).toBe(true);
        const closed = addTo(bucharest, until, 0, 'working days');
        const opens = addTo(bucharest, closed, 1 / 60, 'working hours');
        const waits = Date.parse(opens) - Date.parse(closed) - 60_000;
        expect(timeBetween(bucharest, closed, new Date(Date.parse(closed) + waits).toISOString(), unit)).toBe(0);
      }),
    );
  });

  test('backwards is the same way as forwards', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 6_000 }), (from, minutes) => {
        const earlier = addTo(bucharest, from, -minutes / 60, 'working hours');
        expect(timeBetween(bucharest, earlier, from, 'working hours')).toBe(minutes * 60_000);
      }),
    );
  });

  test('percents grow with the time and stay within it', () => {
    fc.assert(
      fc.property(instant, amount, unit, fc.nat(100), fc.nat(100), (from, amount, unit, one, other) => {
        const until = addTo(bucharest, from, amount, unit);
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((percent) =>
          instantAt(bucharest, from, until, percent, unit),
        ) as [string, string];
        expect(from <= less && less <= more && more <= until).toBe(true);
      }),
    );
  });
});
