import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addWorkingDays,
  addWorkingHours,
  type Calendar,
  dayOf,
  endOfWorkingDay,
  isWorkingDay,
  workingHoursBetween,
} from '../src/index.ts';

const office = [{ from: '09:00', until: '18:00' }];
const bucharest: Calendar = {
  name: 'office',
  zone: 'Europe/Bucharest',
  country: 'RO',
  week: { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office },
  exceptions: new Map([
    ['2026-03-14', [{ from: '09:00', until: '13:00' }]],
    ['2026-03-16', []],
  ]),
};
const allDay = [{ from: '00:00', until: '24:00' }];
const always: Calendar = {
  ...{ name: 'always', zone: 'Europe/Bucharest', country: undefined, exceptions: new Map() },
  week: {
    ...{ monday: allDay, tuesday: allDay, wednesday: allDay, thursday: allDay },
    ...{ friday: allDay, saturday: allDay, sunday: allDay },
  },
};

describe('Working days', () => {
  test('leave out weekends, holidays and exceptions, and count a Saturday that was made up', () => {
    expect(isWorkingDay(bucharest, '2026-03-13')).toBe(true);
    expect(isWorkingDay(bucharest, '2026-03-14')).toBe(true);
    expect(isWorkingDay(bucharest, '2026-03-15')).toBe(false);
    expect(isWorkingDay(bucharest, '2026-03-16')).toBe(false);
    expect(isWorkingDay(bucharest, '2026-01-02')).toBe(false);
  });

  test.each([
    ['2026-12-23', 3, '2026-12-29'],
    ['2026-03-13', 1, '2026-03-14'],
    ['2026-03-13', 2, '2026-03-17'],
    ['2026-03-17', -1, '2026-03-14'],
    ['2026-03-15', 0, '2026-03-17'],
    ['2026-03-17', 0, '2026-03-17'],
  ])('from %s, %i later is %s', (from, days, expected) => {
    expect(addWorkingDays(bucharest, from, days)).toBe(expected);
  });

  test('a calendar without any is refused instead of searched for ever', () => {
    expect(() => addWorkingDays({ ...bucharest, week: {} }, '2026-04-01', 1)).toThrow(RangeError);
  });

  test('the day of an instant is the day in the calendar’s zone', () => {
    expect(dayOf(bucharest, '2026-01-15T22:30:00Z')).toBe('2026-01-16');
  });

  test('the end of a working day is its closing time', () => {
    expect(endOfWorkingDay(bucharest, '2026-03-13')).toBe('2026-03-13T16:00:00.000Z');
    expect(endOfWorkingDay(bucharest, '2026-07-13')).toBe('2026-07-13T15:00:00.000Z');
  });
});

describe('Working hours', () => {
  test('stand still at night, on weekends and on holidays', () => {
    expect(addWorkingHours(bucharest, '2026-12-23T15:00:00Z', 2)).toBe('2026-12-24T08:00:00.000Z');
    expect(addWorkingHours(bucharest, '2026-12-24T15:00:00Z', 2)).toBe('2026-12-28T08:00:00.000Z');
  });

  test('begin when the office opens', () => {
    expect(addWorkingHours(bucharest, '2026-12-26T12:00:00Z', 0.5)).toBe('2026-12-28T07:30:00.000Z');
  });

  test('are hours that pass: the day summer time begins has 23, the day it ends 25', () => {
    expect(addWorkingHours(always, '2026-03-28T22:00:00Z', 24)).toBe('2026-03-29T22:00:00.000Z');
    expect(
      workingHoursBetween({ ...always, week: { sunday: allDay } }, '2026-03-28T00:00:00Z', '2026-03-31T00:00:00Z'),
    ).toBe(23);
    expect(
      workingHoursBetween({ ...always, week: { sunday: allDay } }, '2026-10-24T00:00:00Z', '2026-10-27T00:00:00Z'),
    ).toBe(25);
  });

  const instant = fc
    .integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2026, 11, 31) / 60_000 })
    .map((minutes) => new Date(minutes * 60_000).toISOString());

  test('add up: some hours and then some more are all of them at once', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 2000 }), (from, a, b) => {
        const twice = addWorkingHours(bucharest, addWorkingHours(bucharest, from, a / 60), b / 60);
        expect(twice).toBe(addWorkingHours(bucharest, from, (a + b) / 60));
      }),
    );
  });

  test('that were added are the hours between', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 6000 }), (from, minutes) => {
        const until = addWorkingHours(bucharest, from, minutes / 60);
        expect(workingHoursBetween(bucharest, from, until)).toBeCloseTo(minutes / 60, 6);
      }),
    );
  });
});
