import { describe, expect, test } from '@jest/globals';
import { enter } from '../src/index.ts';
import { ENVIRONMENT, STRANGER } from './content.ts';
import { Desk, paperProcess } from './office.ts';

const NESTED = paperProcess(`
states:
  draft: { on: { submit: { to: review } } }
  review:
    enter: [{ notify: told, to: owner }]
    states:
      content:
        label: { en: Content, ro: Conținut }
        approvals: { legal: { by: [legal], within: 2 working days } }
        agreed: { to: wording }
        disagreed: { to: draft }
      wording:
        tasks: { word: { by: [legal], form: [wording] } }
        done: { to: worded }
        on: { rework: { to: content } }
      worded: { final: true }
    done: { to: ready }
    on: { recall: { by: [owner], to: draft }, restart: { to: review }, rework: { by: [boss], to: rejected } }
  ready: {}
  rejected: {}
`);

const PARALLEL = paperProcess(`
states:
  draft: { on: { order: { to: review } } }
  review:
    parts:
      build:
        label: { en: Building, ro: Construcție }
        states:
          ordered: { on: { build: { to: built }, stop: { set: { total: 1 } } } }
          built: { final: true }
      bill:
        states:
          asked: { on: { bill: { set: { total: 7 }, to: billed } }, after: { 3 days: { to: closed } } }
          billed: { final: true }
    done: { to: ready }
    on: { stop: { to: rejected }, undo: { to: ordered } }
  ready: { always: [{ when: total > 100, to: waiting }, { when: total > 5, to: closed }] }
  waiting: {}
  closed: {}
  rejected: {}
`);

describe('States within states', () => {
  test('are entered from the outer one in, and the field holds the outermost', () => {
    const at = new Desk(NESTED).begin();
    at.fire('ana', 'submit');
    expect([at.active, at.record.status, at.told]).toEqual([
      'review/content',
      'review',
      ['owner told', 'dan,eva task-given'],
    ]);
    at.fire('dan', 'agree-legal');
    expect([at.active, at.told, at.timers]).toEqual(['review/wording', ['dan,eva task-given'], []]);
    at.fire('dan', 'complete-word', { wording: 'So' });
    expect(at.active).toBe('ready');
  });

  test('have the events of those that hold them; their own go first', () => {
    const at = new Desk(NESTED).begin();
    at.fire('ana', 'submit');
    expect(at.fire('ana', 'rework')).toEqual(['EVENT_NOT_ALLOWED']);
    at.fire('dan', 'agree-legal');
    at.fire('ana', 'rework');
    expect([at.active, at.instance?.rounds]).toEqual(['review/content', { content: 2, wording: 1 }]);
    at.fire('ana', 'recall');
    expect([at.active, at.instance?.asks, at.timers]).toEqual(['draft', {}, []]);
  });

  test('are left and entered again when the outer one leads to itself', () => {
    const at = new Desk(NESTED).begin();
    at.fire('ana', 'submit');
    at.fire('dan', 'agree-legal');
    at.fire('ana', 'restart');
    expect([at.active, at.told[0], at.instance?.rounds.content]).toEqual(['review/content', 'owner told', 2]);
  });

  test('refuse what is of another state, and say what is possible', () => {
    const at = new Desk(NESTED).begin();
    at.fire('ana', 'submit');
    at.fire('ana', 'complete-word');
    expect(at.last?.problems).toMatchObject([
      {
        code: 'EVENT_NOT_POSSIBLE',
        message: { ro: '„Finalizează: Word” nu este posibil în starea „Conținut”.' },
        hint: { en: 'possible now: `agree-legal`, `disagree-legal`, `delegate-legal`, `recall`, `restart`, `rework`' },
      },
    ]);
  });

  test('are brought in the middle of their life with what they ask for, without what led there', () => {
    let ids = 0;
    const request = { record: { id: 'p1', owner: 'ana' }, actor: STRANGER, environment: ENVIRONMENT };
    const people = new Desk(NESTED).people;
    const fired = enter(NESTED, 'review', { ...request, people, newId: () => String(ids++) });
    expect(fired).toMatchObject({ to: 'review', instance: { active: ['review', 'content'] } });
    expect('effects' in fired && fired.effects.map(({ is }) => is)).toEqual(['ask', 'notify']);
  });
});

describe('Parts of a state', () => {
  const ordered = () => {
    const at = new Desk(PARALLEL).begin();
    at.fire('ana', 'order');
    return at;
  };

  test('go on at the same time, and all must come to an end', () => {
    const at = ordered();
    expect(at.active).toBe('review/ordered/asked');
    at.fire('ana', 'build');
    expect(at.active).toBe('review/built/asked');
    at.fire('ana', 'bill');
    // `done` leads to ready, which goes on by itself.
    expect([at.active, at.record.status]).toEqual(['closed', 'closed']);
  });

  test('leave the whole by time, or by its own event when none of them knows it', () => {
    const late = ordered().until('2026-03-10T00:00:00.000Z');
    expect([late.active, late.timers]).toEqual(['closed', []]);
    const at = ordered();
    at.fire('ana', 'stop');
    expect([at.active, at.record.total]).toEqual(['review/ordered/asked', 1]);
    at.fire('ana', 'build');
    at.fire('ana', 'stop');
    expect(at.active).toBe('rejected');
  });

  test('begin again together when their whole leads into one of them', () => {
    const at = ordered();
    at.fire('ana', 'bill');
    at.fire('ana', 'undo');
    expect(at.active).toBe('review/ordered/asked');
  });
});

describe('What goes on by itself', () => {
  test('is looked at when the record changes', () => {
    const at = new Desk(
      paperProcess('states: { draft: { always: [{ when: total > 3, to: ready }] }, ready: {} }'),
    ).begin({ total: 1 });
    expect([at.active, at.look({ total: 2 }), at.look({ total: 4 }), at.active]).toEqual([
      'draft',
      false,
      true,
      'ready',
    ]);
  });

  test('must come to rest', () => {
    const at = new Desk(
      paperProcess(`
states:
  draft: { on: { go: { to: review } } }
  review: { always: [{ when: total != 3, to: waiting }] }
  waiting: { always: [{ when: total != 3, to: review }] }`),
    ).begin();
    expect(at.fire('ana', 'go')).toEqual(['NEVER_RESTS']);
    expect(at.active).toBe('draft');
  });
});

describe('Files', () => {
  test('are needed by their kind, with all else that is missing', () => {
    const at = new Desk(
      paperProcess(
        'states: { draft: { on: { go: { needs: { fields: [total], files: [signed, { file: proof, when: total > 3 }] }, to: ready } } }, ready: {} }',
      ),
    ).begin();
    expect(at.fire('ana', 'go')).toEqual(['FIELD_NEEDED', 'FILE_NEEDED']);
    at.attached = ['signed'];
    expect(at.fire('ana', 'go', { total: 5 })).toEqual(['FILE_NEEDED']);
    at.attached = ['signed', 'proof'];
    expect(at.fire('ana', 'go', { total: 5 })).toEqual([]);
  });
});
