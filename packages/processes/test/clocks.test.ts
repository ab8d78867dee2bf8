import { describe, expect, test } from '@jest/globals';
import { Desk, paperProcess } from './office.ts';

const clock = (more: string) =>
  new Desk(
    paperProcess(`
states:
  draft: { on: { submit: { to: review }, hold: { to: waiting }, assign: { needs: { fields: [reviewer] } } } }
  review: { on: { hold: { to: waiting }, close: { to: closed } } }
  waiting: { on: { resume: { to: review } } }
  closed: { on: { again: { to: draft } } }
clocks:
  first:
    runs: [draft, review]
    pauses: [waiting]
    keeps: { due: due, late: late, met: met }
    ${more}
`),
  ).begin();

describe('A clock', () => {
  test('begins with its states, over which it runs, and is met when they are left', () => {
    const at = clock('within: 24 hours');
    expect([at.record.due, at.record.late, at.timers]).toEqual([
      '2026-03-03T10:00:00.000Z',
      false,
      ['2026-03-03T10:00 late first'],
    ]);
    at.fire('ana', 'submit');
    expect(at.timers).toEqual(['2026-03-03T10:00 late first']);
    at.now = '2026-03-02T12:00:00.000Z';
    at.fire('ana', 'close');
    expect([at.record.due, at.record.met, at.record.late, at.timers]).toEqual([null, at.now, false, []]);
    at.fire('ana', 'again');
    expect(at.timers).toEqual([]);
  });

  test('stands still where it pauses, and goes on with what was left', () => {
    const at = clock('within: 4 working hours');
    // 12:00 in Bucharest; the office closes at 17:00.
    expect(at.record.due).toBe('2026-03-02T14:00:00.000Z');
    at.now = '2026-03-02T11:00:00.000Z';
    at.fire('ana', 'hold');
    expect([at.record.due, at.timers]).toEqual([null, []]);
    at.now = '2026-03-03T07:00:00.000Z';
    at.fire('ana', 'resume');
    expect(at.record.due).toBe('2026-03-03T10:00:00.000Z');
  });

  test('begins anew when a field that it watches changes, by an event or an update', () => {
    const at = clock('within: 24 hours\n    restarts: [reviewer]');
    at.now = '2026-03-02T12:00:00.000Z';
    at.fire('ana', 'assign', { reviewer: 'dan' });
    expect(at.record.due).toBe('2026-03-03T12:00:00.000Z');
    at.now = '2026-03-02T13:00:00.000Z';
    expect(at.look({ reviewer: { id: 'dan', name: 'Dan' } })).toBe(false);
    expect(at.look({ reviewer: 'eva' })).toBe(true);
    expect(at.record.due).toBe('2026-03-03T13:00:00.000Z');
  });

  test('warns as often as it says, and what it breaks may lead on', () => {
    const at = clock(`within: settings.reviewDays working days
    warn:
      - { at: 50%, then: [{ notify: told, to: owner }] }
      - { at: 1 working hours before, then: [{ notify: told, to: manager of owner }] }
    breach: { set: { subject: '"Late"' }, then: [{ notify: told, to: role boss }], to: closed }`);
    // 5 + 8 + 8 office hours: half of them are over on Tuesday at 14:30.
    expect(at.timers).toEqual([
      '2026-03-03T12:30 near first',
      '2026-03-04T14:00 near first',
      '2026-03-04T15:00 late first',
    ]);
    at.until('2026-03-03T13:00:00.000Z');
    expect(at.told).toEqual(['owner told']);
    at.until('2026-03-04T14:30:00.000Z');
    expect(at.told).toEqual(['manager of owner told']);
    at.until('2026-03-05T00:00:00.000Z');
    expect([at.told, at.active, at.record.subject]).toEqual([['role boss told'], 'closed', 'Late']);
    expect([at.record.late, at.record.met]).toEqual([true, undefined]);
  });

  test('counts from an instant of the record, or until one', () => {
    const from = new Desk(
      paperProcess(`
states: { draft: {} }
clocks: { first: { runs: [draft], from: due, within: 2 days, keeps: { due: met } } }`),
    ).begin({ due: '2026-03-01T00:00:00.000Z' });
    expect(from.record.met).toBe('2026-03-03T00:00:00.000Z');
    const until = new Desk(
      paperProcess(`
states: { draft: {} }
clocks: { first: { runs: [draft], until: expiresOn, keeps: { due: due } } }`),
    ).begin({ expiresOn: '2026-03-28' });
    // The end of the day in Bucharest, before summer time begins.
    expect(until.record.due).toBe('2026-03-28T22:00:00.000Z');
  });

  test('keeps days on the clock of the wall when summer time begins', () => {
    const at = new Desk(
      paperProcess('states: { draft: {} }\nclocks: { first: { runs: [draft], within: 2 days, keeps: { due: due } } }'),
    );
    at.now = '2026-03-28T10:00:00.000Z';
    expect(at.begin().record.due).toBe('2026-03-30T09:00:00.000Z');
  });
});

describe('After so much time', () => {
  const PROCESS = paperProcess(`
states:
  draft:
    after:
      2 hours: { then: [{ notify: told, to: owner }] }
      1 days: { from: expiresOn, to: closed }
    on: { note: {}, again: { to: draft } }
  closed: {}
`);

  test('something happens once, as long as the state is not left', () => {
    const at = new Desk(PROCESS).begin();
    at.until('2026-03-02T11:00:00.000Z').fire('ana', 'note');
    expect(at.timers).toEqual(['2026-03-02T12:00 after draft']);
    at.until('2026-03-02T13:00:00.000Z');
    expect([at.told, at.timers]).toEqual([['owner told'], []]);
    at.fire('ana', 'again');
    expect(at.timers).toEqual(['2026-03-02T15:00 after draft']);
  });

  test('it counts from the end of a date, and follows the date', () => {
    const at = new Desk(PROCESS).begin({ expiresOn: '2026-03-10' });
    expect(at.timers).toContain('2026-03-11T22:00 after draft');
    expect(at.look({ expiresOn: '2026-03-04' })).toBe(true);
    expect(at.timers).toContain('2026-03-05T22:00 after draft');
    expect(at.look({ subject: 'Other' })).toBe(false);
    at.until('2026-03-06T00:00:00.000Z');
    expect([at.active, at.timers]).toEqual(['closed', []]);
  });

  test('a step that comes late does all that was due, in its order', () => {
    const at = new Desk(PROCESS).begin({ expiresOn: '2026-03-02' });
    at.now = '2026-03-20T00:00:00.000Z';
    at.until('2026-03-20T00:00:00.000Z');
    expect([at.told, at.active]).toEqual([['owner told'], 'closed']);
  });
});
