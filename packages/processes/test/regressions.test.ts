import { describe, expect, test } from '@jest/globals';
import { actions, fire, type Instance, look, transitionsOf } from '../src/index.ts';
import { processAlone } from './content.ts';
import { Desk, paperProcess } from './office.ts';

const desk = (body: string) => new Desk(paperProcess(body)).begin();

describe('Time that passes by itself', () => {
  test('that never comes to rest is refused, and does not hang whoever lets it pass', () => {
    const at = desk(`
states:
  draft: { on: { submit: { to: waiting } } }
  waiting:
    after: { total days: { to: waiting } }
    on: { close: { to: closed } }
  closed: {}
`);
    at.record = { ...at.record, total: 0 };
    at.fire('ana', 'submit');
    expect(at.timers).toHaveLength(1);
    at.until(at.now);
    expect(at.codes()).toEqual(['NEVER_RESTS']);
  });
});

describe('Who may answer', () => {
  const ASSIGN = `
states:
  draft: { on: { submit: { to: review } } }
  review:
    tasks: { assign: { by: [reviewer], form: [reviewer] } }
    done: { to: ready }
  ready: {}
`;

  test('is said by the record as it stands: nobody becomes the one who is asked by naming themselves in the form', () => {
    const at = desk(ASSIGN);
    at.record = { ...at.record, reviewer: 'dan' };
    at.fire('ana', 'submit');
    expect(at.fire('eva', 'complete-assign', { reviewer: 'eva' })).toEqual(['EVENT_NOT_ALLOWED']);
    expect(at.fire('dan', 'complete-assign', { reviewer: 'eva' })).toEqual([]);
    expect([at.active, at.record.reviewer]).toEqual(['ready', 'eva']);
  });

  test('is said by the record as it stands: nobody is let in by naming another as the one who may not', () => {
    const at = desk(`
states:
  draft: { on: { submit: { to: review } } }
  review:
    approvals: { legal: { by: [legal], except: [reviewer], needs: { fields: [reviewer] } } }
    agreed: { to: ready }
    disagreed: { to: draft }
  ready: {}
`);
    at.record = { ...at.record, reviewer: 'dan' };
    at.fire('ana', 'submit');
    expect(at.fire('dan', 'agree-legal', { reviewer: 'ana' })).toEqual(['EVENT_NOT_ALLOWED']);
    expect(at.fire('eva', 'agree-legal', { reviewer: 'ana' })).toEqual([]);
  });

  test('the manager of somebody at the end of a path may fire the event', () => {
    const process = paperProcess(`
states:
  draft: { on: { submit: { by: [manager of reviewer.team.head], to: ready } } }
  ready: {}
`);
    expect(process.asksPeople).toBe(true);
    const record = { id: 'p1', status: 'draft', reviewer: { id: 'dan', team: { id: 't', head: { id: 'ion' } } } };
    const request = {
      ...{ record, input: {}, event: 'submit', before: { id: 'p1', status: 'draft', reviewer: 'dan' } },
      actor: { id: 'mia', name: 'Mia', roles: [], team: undefined, system: false },
      people: new Desk(process).people,
      environment: { now: '2026-03-02T10:00:00.000Z', zone: 'UTC', locale: 'en' },
    };
    expect(fire(process, request).problems).toEqual([]);
    const other = { ...request, record: { ...record, reviewer: { ...record.reviewer, id: 'eva' } } };
    expect(fire(process, other).problems).toMatchObject([{ code: 'EVENT_NOT_ALLOWED' }]);
  });
});

describe('Answers of a group', () => {
  const TWO = `
states:
  draft: { on: { submit: { to: review } } }
  review:
    approvals: { legal: { by: [legal], members: 2 } }
    agreed: { to: ready }
    disagreed: { to: rejected }
  ready: {}
  rejected: {}
`;

  test('the disagreement of the one to whom it was handed on is no agreement', () => {
    const at = desk(TWO);
    at.fire('ana', 'submit');
    at.fire('dan', 'agree-legal');
    at.fire('eva', 'delegate-legal', { to: 'ion' });
    at.fire('ion', 'disagree-legal', { reason: 'No' });
    expect(at.active).toBe('rejected');
  });

  test('an agreement is no disagreement because another has left meanwhile', () => {
    const at = desk(TWO);
    at.fire('ana', 'submit');
    at.people = at.people.map((each) => (each.id === 'eva' ? { ...each, active: false } : each));
    at.fire('dan', 'agree-legal');
    expect(at.active).toBe('review');
    at.people = at.people.map((each) => (each.id === 'ion' ? { ...each, roles: ['legal'] } : each));
    at.fire('ion', 'agree-legal');
    expect(at.active).toBe('ready');
  });
});

describe('A state that is left and entered again in one step', () => {
  test('asks anew: what was answered in the round before does not end the new one', () => {
    const at = desk(`
states:
  draft:
    always: [{ when: total = 1, set: { total: "2" }, to: review }]
    on: { submit: { to: review } }
  review:
    tasks: { check: { by: [legal], form: [total] } }
    always: [{ when: total = 1, to: draft }]
    done: { to: ready }
  ready: {}
`);
    at.fire('ana', 'submit');
    at.fire('dan', 'complete-check', { total: 1 });
    expect([at.codes(), at.active, at.instance?.rounds]).toEqual([[], 'review', { review: 2 }]);
    at.fire('dan', 'complete-check', { total: 3 });
    expect(at.active).toBe('ready');
  });
});

describe('A process that waits for what is computed in other records', () => {
  test('is woken by any change of them, for nobody stores what is computed', () => {
    const { wakers } = processAlone(`
kind: choices
name: box-status
values: { open: Open, full: Full }
---
kind: entity
name: Box
title: name
fields: { name: { type: text }, status: { type: choice, of: box-status } }
---
kind: entity
name: Item
title: name
fields:
  name: { type: text }
  box: { type: reference, to: Box, inverse: items }
  weight: { type: integer }
  heavy: { type: formula, returns: boolean, is: weight > 3 }
---
kind: process
name: test
of: Box
field: status
states:
  open: { always: [{ when: every i in items satisfies i.heavy, to: full }] }
  full: {}
`);
    expect(wakers).toEqual([{ entity: 'Item', reference: 'box', fields: [] }]);
  });
});

describe('A clock', () => {
  const CLOCK = `
states:
  draft: { on: { close: { to: closed } } }
  closed: {}
clocks:
  first: { runs: [draft], within: 2 hours, keeps: { due: due, late: late, met: met }, breach: { set: { wording: reviewer.name } } }
`;

  test('that ran out is not met because nobody had let the time come yet', () => {
    const at = desk(CLOCK);
    at.now = '2026-03-02T13:00:00.000Z';
    at.fire('ana', 'close');
    expect(at.record).toMatchObject({ due: null, late: true });
    expect(at.record.met ?? null).toBeNull();
  });

  test('reads what its breach needs', () => {
    expect(paperProcess(CLOCK).paths.map((each) => each.join('.'))).toContain('reviewer.name');
  });
});

describe('A record from before instances were kept', () => {
  test('stands in the inner states, too, so that their events are as guarded as ever', () => {
    const process = paperProcess(`
states:
  draft: { on: { submit: { to: review } } }
  review:
    states:
      waiting: { on: { go: { to: ready } } }
  ready: {}
`);
    const record = { id: 'p1', status: 'review' };
    expect(transitionsOf(process, 'go', record).map(({ event }) => event)).toEqual(['go']);
    const request = {
      ...{ record, actor: { id: 'ana', name: 'Ana', roles: [], team: undefined, system: false }, mayUpdate: false },
      environment: { now: '2026-03-02T10:00:00.000Z', zone: 'UTC', locale: 'en' },
    };
    expect(actions([process], request)).toMatchObject([{ event: 'go', possible: false }]);
  });
});

describe('An instance that moves to another definition', () => {
  test('goes on when nothing is left to be done there', () => {
    const tasks = (more: string, running: string) => `${running}
states:
  draft: { on: { submit: { to: review } } }
  review:
    tasks: { first: { by: [legal] }${more} }
    done: { to: ready }
  ready: {}
`;
    const at = desk(tasks(', second: { by: [legal] }', ''));
    at.fire('ana', 'submit');
    at.fire('dan', 'complete-first');
    expect(at.active).toBe('review');
    const now = paperProcess(tasks('', '\nrunning: { follow: true }'));
    const fired = look(now, {
      ...{ record: at.record, instance: at.instance as Instance, people: at.people, newId: () => 'id' },
      actor: { id: 'system', name: '', roles: [], team: undefined, system: true },
      environment: { now: at.now, zone: 'UTC', locale: 'en' },
    });
    expect(fired).toMatchObject({ to: 'ready' });
  });
});
