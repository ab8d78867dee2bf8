import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './content.ts';

const PLACE = `kind: calendar
name: first
zone: Europe/Bucharest
week: { monday: 09:00-17:00 }
---
kind: calendar
name: second
zone: Europe/Bucharest
week: { monday: 09:00-17:00 }
---
`;
const HEAD = `kind: process
name: test
of: Order
field: status
`;
const REST = 'approved: {}\n  sent: {}\n  cancelled: {}';

/** The problems of a process over the shop, without their places. */
function told(body: string, before = ''): readonly string[] {
  return problemsOf(`${before}${HEAD}${body}`)
    .filter(
      (each) => !/CHOICE_WITHOUT_STATE|UNREACHABLE_STATE No event leads to `(approved|sent|cancelled)`/.test(each),
    )
    .map((each) => each.replace(/^\d+:\d+ /, ''));
}

describe('A process that cannot work', () => {
  test('has two states of one name', () => {
    expect(
      told(`states:
  draft: { on: { go: { to: checked } } }
  checked: { states: { draft: { on: { on: { to: end } } }, end: { final: true } }, done: { to: sent } }
  ${REST}`),
    ).toContain('DUPLICATE_STATE There are two states `draft`. (give one of them another name)');
  });

  test('leads from one part into another', () => {
    expect(
      told(`states:
  draft:
    parts:
      one: { states: { a: { on: { go: { to: d }, out: { to: sent } } }, b: { final: true } } }
      two: { states: { c: { on: { on: { to: d }, back: { to: a } } }, d: { final: true } } }
    on: { again: { to: b } }
    done: { to: sent }
  ${REST}`),
    ).toEqual([
      'ACROSS_PARTS This leads from the part `one` of `draft` into its part `two`, which goes on by itself. (lead to a state of the same part, or out of the whole; let the other part wait by `always`)',
      'ACROSS_PARTS This leads from the part `two` of `draft` into its part `one`, which goes on by itself. (lead to a state of the same part, or out of the whole; let the other part wait by `always`)',
    ]);
  });

  test('waits for a part that never comes to an end', () => {
    expect(
      told(`states:
  draft:
    parts:
      one: { states: { a: { on: { go: { to: b } } }, b: { on: { go: { to: a } } } } }
      two: { states: { c: { on: { on: { to: d } } }, d: { final: true } } }
    done: { to: sent }
    on: { stop: { to: checked } }
  checked: { states: { e: { on: { go: { to: f } } }, f: { on: { go: { to: e } } } }, done: { to: sent }, on: { out: { to: sent } } }
  ${REST}`),
    ).toEqual([
      'NEVER_DONE The part `one` never comes to an end, so `draft` is never done. (let a way lead to a state with `final: true` in it)',
      'NEVER_DONE `checked` is never done: no final state in it is reached. (let a way lead to a state with `final: true` in it)',
    ]);
  });

  test('mixes what a state can hold, or asks twice for the same', () => {
    expect(
      told(`states:
  draft:
    states: { a: { on: { go: { to: sent } } } }
    parts: { one: { states: {} } }
    approvals: { legal: { by: [manager] } }
    agreed: { to: sent }
    disagreed: { to: sent }
  checked:
    parts:
      one: { states: { b: { tasks: { word: { by: [seller] } }, done: { to: c } }, c: { final: true } } }
      two: { states: { d: { tasks: { word: { by: [seller] } }, done: { to: e } }, e: { final: true } } }
    done: { to: sent }
  ${REST}`).filter((each) => !each.includes('warning')),
    ).toEqual([
      'STATES_AND_PARTS `draft` has both states and parts. (write the states as one of the parts)',
      'ASKS_BESIDE_STATES `draft` holds states, so it cannot ask for approvals and tasks itself. (put them into one of the states in it)',
      'NO_STATES The part `one` has no states. (give it at least two: one where it begins, one where it ends)',
      'DUPLICATE_ASK `word` is asked for twice at the same time. (give one of them another name)',
    ]);
  });

  test('asks nobody, too few, or for nothing that follows', () => {
    expect(
      told(`states:
  draft:
    approvals:
      one: { by: [] }
      two: { by: [mangaer], when: 1 > 2, warn: 75% }
    needed: 3
  checked: { agreed: { to: sent }, done: { to: sent }, tasks: {} }
  ${REST}`).filter((each) => !each.includes('UNREACHABLE')),
    ).toEqual([
      'NOBODY_TO_ANSWER Nobody is asked. (name roles or people: `by: [owner]`)',
      'NO_TIME_LIMIT `warn` says what happens when time passes, but there is no time limit. (add `within: 2 working days`)',
      'UNKNOWN_ROLE There is no role `mangaer`. (did you mean `manager`?)',
      'warning NO_WAY_OUT From `draft` no final state can be reached. (add an event that leads on)',
      'warning NOTHING_FOLLOWS Nothing follows when `draft` is agreed. (add `agreed: { to: … }`)',
      'warning NOTHING_FOLLOWS Nothing follows when `draft` is disagreed. (add `disagreed: { to: … }`)',
      'TOO_FEW_APPROVALS 3 must agree, but 2 are asked. (write at most `needed: 2`, or `all`)',
      'warning NEVER_ASKED `two` is never asked. (correct its `when`, or take it out)',
      'NO_APPROVALS `checked` asks for no approvals. (add `approvals`, or take this out)',
    ]);
  });

  test('asks a role that no permission names', () => {
    const permission = 'kind: permission\nname: sellers\nrole: seller\nentities: { Order: { read: all } }\n---\n';
    const role = 'kind: role\nname: auditor\n---\n';
    const body = (by: string) => `states:
  draft: { tasks: { audit: { by: [${by}] } }, done: { to: sent } }
  ${REST}`;
    expect(told(body('auditor'), permission + role)).toEqual([
      'warning EMPTY_GROUP No permission names `auditor`: who has the role sees nothing, so nobody will answer. (write a `kind: permission` for `auditor`, or name another role)',
    ]);
    expect(told(body('auditor, owner'), permission + role)).toEqual([]);
    expect(told(body('manager'), permission + role)).toEqual([]);
  });

  test('has clocks without a calendar, or with several', () => {
    const body = `states: { draft: { on: { go: { to: sent } } }, ${REST.replaceAll('\n', ',')} }
clocks: { first: { runs: [draft, drfat], pauses: [draft], within: 2 working days } }`;
    expect(told(body)).toEqual([
      'UNKNOWN_STATE There is no state `drfat`. (did you mean `draft`?)',
      'NO_CALENDAR Working time needs a calendar, and there is none. (add a `kind: calendar`)',
      'CLOCK_RUNS_AND_PAUSES The clock both runs and pauses in `draft`. (name the state in one of the two)',
    ]);
    expect(told(body, PLACE)[1]).toBe(
      'CALENDAR_AMBIGUOUS There are several calendars, and the process does not say which it works by. (write `calendar: first` in the process, or a setting `calendar`)',
    );
    expect(told(`calendar: second\n${body}`, PLACE)).toHaveLength(2);
  });

  test('has times that nobody can read', () => {
    expect(
      told(`states:
  draft: { after: { 2 fortnights: { to: sent } } }
  ${REST}
clocks: { first: { runs: [draft], within: 2 days, until: today(), keeps: { due: items }, warn: { at: soon, then: [] } } }`),
    ).toEqual([
      expect.stringMatching(/^WRONG_SHAPE .*`2 fortnights`.*write an amount and its unit/),
      'WRONG_SHAPE `clocks.first.warn.at` is not written right: `soon`. (write `75%`, or `4 working hours before`)',
    ]);
    expect(
      told(`states: { draft: {} }
clocks: { first: { runs: [draft], keeps: { due: items } } }`),
    ).toEqual([
      'NO_TIME_LIMIT A clock says how long there is, or until when. (write one of `within` and `until`)',
      'WRONG_TYPE `items` is no instant. (name a field of type instant)',
    ]);
  });

  test('never comes to rest, or is never woken', () => {
    expect(
      told(`states:
  draft: { always: [{ when: items > 3, then: [] }, { when: customer.orders > 3, to: sent }, { when: today() > sentOn, to: sent }] }
  checked: { always: [{ when: 'true', to: approved }], on: { go: { to: sent } } }
  approved: { after: { 0 days: { to: checked } } }
  sent: {}
  cancelled: {}`).filter((each) => !each.includes('UNREACHABLE')),
    ).toEqual([
      'NEVER_RESTS This changes nothing, so it would be taken again for ever. (write `to:` another state)',
      'warning NOT_WOKEN `always` is not looked at because time passes. (write `after: { 1 days: { from: …, to: … } }`)',
      'warning NOT_WOKEN `always` is not looked at when `customer.orders` changes: that belongs to another record. (let that record `fire` an event of this one, or read records that refer to this one)',
      'NEVER_RESTS From `checked` it goes on by itself, round and round. (give one of the ways a condition, or time that is not zero)',
    ]);
  });

  test('names effects, events and people that do not exist', () => {
    expect(
      told(`states:
  draft:
    on:
      go:
        to: sent
        then:
          - { mail: order-aproved, to: customer.name }
          - { invite: order-approved, to: ownr, starts: now(), ends: now(), as: visit }
          - { fire: ship, on: custmer }
          - { fire: ship, on: customer }
          - { start: tset }
          - { start: test }
          - { call: biling.open, answered: opend }
          - { notify: order-approved, to: manager of ownr }
      none: { by: [], to: sent }
      answered-by-none: { by: [manager of clerk], to: sent }
  ${REST}`),
    ).toEqual([
      'UNKNOWN_NAME There is no message `order-aproved`. (did you mean `order-approved`?)',
      expect.stringMatching(/ownr/),
      'UNKNOWN_PATH `custmer` leads to no records. (did you mean `customer`?)',
      'UNKNOWN_EVENT Customer has no event `ship`. (add a `kind: process` of Customer)',
      'UNKNOWN_NAME There is no process `tset`. (did you mean `test`?)',
      expect.stringMatching(/^CANNOT_START /),
      expect.stringMatching(/^CANNOT_START /),
      expect.stringMatching(/^UNKNOWN_EVENT Order has no event `opend`/),
      'UNKNOWN_NAME There is no connector `biling`.',
      expect.stringMatching(/^UNKNOWN_RECEIVER Nobody is reached by `manager of ownr`/),
      'NOBODY_MAY_FIRE Nobody may fire this event. (name roles, leave `by` out, or fire it by `call … answered` or `fire`)',
    ]);
  });

  test('takes the name of an event that answers', () => {
    expect(
      told(`states:
  draft: { approvals: { legal: { by: [manager] } }, agreed: { to: sent }, disagreed: { to: sent }, on: { agree-legal: { to: sent } } }
  ${REST}`),
    ).toEqual([
      'EVENT_IS_MADE `agree-legal` is made from the approval or task of that name already. (give the event another name)',
    ]);
  });
});
