import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Desk, paperProcess } from './office.ts';

const review = (state: string) =>
  paperProcess(`
states:
  draft: { on: { submit: { to: review } } }
  review:
    ${state.trim().split('\n').join('\n    ')}
    agreed: { to: ready }
    disagreed: { to: draft }
    on: { recall: { by: [owner], to: draft } }
  ready: {}
  rejected: {}
`);

const desk = (state: string) => new Desk(review(state)).begin();
const submitted = (state: string) => {
  const at = desk(state);
  at.fire('ana', 'submit');
  return at;
};

const TWO = `
approvals:
  legal: { label: { en: Legal, ro: Juridic }, by: [legal], answers: [agree, disagree, not-concerned] }
  finance: { by: [finance], answers: [agree, disagree, not-concerned] }
`;

describe('Approvals', () => {
  test('are asked when the state is entered: a Task each, and a message to those who may answer', () => {
    const at = submitted(TWO);
    expect(at.effects('ask')).toMatchObject([
      {
        task: expect.any(String),
        values: {
          ...{ kind: 'approval', name: 'legal', label: { ro: 'Juridic' }, process: 'test', state: 'review', round: 1 },
          ...{ entity: 'Paper', record: 'p1', subject: 'Terms', roles: 'legal', assignee: null, status: 'open' },
          ...{ people: ['dan', 'eva'], askedAt: at.now, dueAt: null },
        },
      },
      { values: { name: 'finance', roles: 'finance', people: ['ion', 'mia'] } },
    ]);
    expect(at.told).toEqual(['dan,eva task-given', 'ion,mia task-given']);
  });

  test('are agreed when all have agreed, or are not concerned', () => {
    const at = submitted(TWO);
    at.fire('dan', 'agree-legal');
    expect(at.active).toBe('review');
    expect(at.effects('settle')).toMatchObject([
      { values: { status: 'done', answer: 'agree', answeredBy: 'dan', answeredAt: at.now } },
    ]);
    at.fire('ion', 'not-concerned-finance');
    expect(at.active).toBe('ready');
    expect(at.instance).toMatchObject({ asks: {}, rounds: { review: 1 } });
  });

  test('are not agreed as soon as one disagrees, with its reason; the others are taken back', () => {
    const at = submitted(TWO);
    expect(at.fire('dan', 'disagree-legal')).toEqual(['REASON_NEEDED']);
    at.fire('dan', 'disagree-legal', { reason: 'Too long' });
    expect(at.active).toBe('draft');
    expect(at.effects('settle').map(({ values }) => [values.status, values.reason])).toEqual([
      ['done', 'Too long'],
      ['recalled', undefined],
    ]);
  });

  test('wait for everybody where that is said', () => {
    const at = submitted(`${TWO}everybody: true`);
    at.fire('dan', 'disagree-legal', { reason: 'No' });
    expect(at.active).toBe('review');
    at.fire('ion', 'agree-finance');
    expect(at.active).toBe('draft');
  });

  test('are enough when any agrees, or so many as are needed', () => {
    const any = submitted(`${TWO}needed: any`);
    any.fire('dan', 'disagree-legal', { reason: 'No' });
    expect(any.active).toBe('review');
    any.fire('ion', 'agree-finance');
    expect(any.active).toBe('ready');
    const both = submitted(`${TWO}needed: 2`);
    both.fire('dan', 'not-concerned-legal');
    expect(both.active).toBe('draft');
  });

  test('are asked one after the other where that is said, each only under its own condition', () => {
    const at = desk(`
approvals:
  legal: { by: [legal] }
  finance: { by: [finance], when: total > 100 }
  boss: { by: [boss] }
inTurn: true`);
    at.record = { ...at.record, total: 5 };
    at.fire('ana', 'submit');
    expect(at.effects('ask').map(({ values }) => values.name)).toEqual(['legal']);
    expect(at.fire('ion', 'agree-finance')).toEqual(['ASK_NOT_OPEN']);
    at.fire('eva', 'agree-legal');
    expect(at.effects('ask').map(({ values }) => values.name)).toEqual(['boss']);
    at.fire('mia', 'agree-boss');
    expect(at.active).toBe('ready');
  });

  test('that nobody is asked for are agreed at once', () => {
    const at = submitted('approvals: { legal: { by: [legal], when: total > 100 } }');
    expect([at.active, at.codes()]).toEqual(['ready', []]);
  });

  test('need as many members of a group as it says, each of whom counts once', () => {
    const at = submitted('approvals: { legal: { by: [legal], members: 2 } }');
    at.fire('dan', 'agree-legal');
    expect(at.active).toBe('review');
    expect(at.fire('dan', 'agree-legal')).toEqual(['ANSWERED_BY_YOU']);
    at.fire('eva', 'agree-legal');
    expect(at.active).toBe('ready');
  });

  test('of all members fail when one cannot agree any more', () => {
    const at = submitted('approvals: { legal: { by: [legal], members: all } }');
    at.fire('dan', 'disagree-legal', { reason: 'No' });
    expect(at.active).toBe('draft');
  });

  test('are refused when there is nobody, or too few, to answer', () => {
    const at = desk('approvals: { legal: { by: [legal] } }');
    at.people = at.people.filter(({ roles }) => !roles.includes('legal'));
    expect(at.fire('ana', 'submit')).toEqual(['NOBODY_TO_ANSWER']);
    expect(at.active).toBe('draft');
    const three = desk('approvals: { legal: { by: [legal], members: 3 } }');
    expect(three.fire('ana', 'submit')).toEqual(['NOBODY_TO_ANSWER']);
  });

  test('escalate at once when those who are asked have left', () => {
    const at = desk(
      'approvals: { legal: { by: [reviewer], within: 2 working days, escalate: { to: manager of reviewer } } }',
    );
    at.record = { ...at.record, reviewer: 'dan' };
    at.people = at.people.map((each) => (each.id === 'dan' ? { ...each, active: false } : each));
    at.fire('ana', 'submit');
    expect(at.effects('ask')).toMatchObject([{ values: { people: ['mia'], escalatedAt: at.now } }]);
    expect(at.fire('dan', 'agree-legal')).toEqual(['EVENT_NOT_ALLOWED']);
    at.fire('mia', 'agree-legal');
    expect(at.active).toBe('ready');
  });

  test('can be answered by who stands in for one of them, on their behalf', () => {
    const at = desk('approvals: { legal: { by: [legal], members: 2 } }');
    at.people = at.people.map((each) => (each.id === 'dan' ? { ...each, substitutes: ['ana'] } : each));
    at.fire('ana', 'submit');
    expect(at.told).toEqual(['dan,ana,eva task-given']);
    at.fire('ana', 'agree-legal');
    expect(at.instance?.asks.legal?.answers).toMatchObject([{ by: 'ana', onBehalfOf: 'dan' }]);
    expect(at.fire('dan', 'agree-legal')).toEqual(['ANSWERED_BY_YOU']);
    at.fire('eva', 'agree-legal');
    expect(at.active).toBe('ready');
  });

  test('can be handed on; then only the other answers', () => {
    const at = submitted('approvals: { legal: { by: [legal] } }');
    expect(at.fire('dan', 'delegate-legal')).toEqual(['FIELD_NEEDED']);
    expect(at.fire('dan', 'delegate-legal', { to: 'dan' })).toEqual(['CANNOT_DELEGATE']);
    expect(at.fire('dan', 'delegate-legal', { to: 'nobody' })).toEqual(['CANNOT_DELEGATE']);
    expect(at.fire('dan', 'delegate-legal', { to: 'ion' })).toEqual([]);
    expect(at.effects('settle')).toMatchObject([{ values: { assignee: 'ion', people: ['ion'] } }]);
    expect(at.told).toEqual(['ion task-delegated']);
    expect(at.record).not.toHaveProperty('to');
    expect(at.fire('dan', 'agree-legal')).toEqual(['EVENT_NOT_ALLOWED']);
    at.fire('ion', 'agree-legal');
    expect(at.active).toBe('ready');
  });

  test('are no matter of those who are excepted', () => {
    const at = desk('approvals: { legal: { by: [legal], except: [owner] } }');
    at.record = { ...at.record, owner: 'dan' };
    at.fire('dan', 'submit');
    expect(at.effects('ask')).toMatchObject([{ values: { people: ['eva'] } }]);
    expect(at.fire('dan', 'agree-legal')).toEqual(['EVENT_NOT_ALLOWED']);
  });

  test('refuse a second answer and say who was first', () => {
    const at = submitted(TWO);
    at.fire('dan', 'agree-legal');
    at.fire('eva', 'agree-legal');
    expect(at.last?.problems).toMatchObject([
      { code: 'ALREADY_ANSWERED', hint: { en: 'answered by Dan on 2026-03-02', ro: 'a răspuns Dan la 2026-03-02' } },
    ]);
  });

  test('are taken back by leaving, and asked anew in the next round', () => {
    const at = submitted(TWO);
    at.fire('dan', 'agree-legal');
    at.fire('ana', 'recall');
    expect(at.effects('settle')).toMatchObject([{ values: { status: 'recalled' } }]);
    expect(at.fire('ion', 'agree-finance')).toEqual(['EVENT_NOT_POSSIBLE']);
    at.fire('ana', 'submit');
    expect(at.effects('ask').map(({ values }) => values.round)).toEqual([2, 2]);
    expect(at.instance?.asks.legal?.answers).toEqual([]);
  });

  test('warn, escalate and end with the time they have', () => {
    const at = submitted(
      'approvals: { legal: { by: [legal], within: settings.reviewDays working days, warn: 75%, escalate: { to: role boss }, late: { then: [{ notify: told, to: owner }] } } }',
    );
    // Monday 12:00 in Bucharest, where the office closes at 17:00: two working days end on Wednesday.
    expect(at.timers).toEqual(['2026-03-04T09:45 near legal', '2026-03-04T15:00 late legal']);
    at.until('2026-03-04T12:00:00.000Z');
    expect(at.told).toEqual(['dan,eva task-near']);
    at.until('2026-03-04T15:00:00.000Z');
    expect(at.told).toEqual(['mia task-late', 'owner told']);
    expect(at.effects('settle')).toMatchObject([{ values: { escalatedAt: at.now, people: ['dan', 'eva', 'mia'] } }]);
    expect([at.active, at.timers]).toEqual(['review', []]);
    at.fire('mia', 'agree-legal');
    expect(at.active).toBe('ready');
  });

  test('are no consent by silence, unless that is said', () => {
    const at = submitted('approvals: { legal: { by: [legal], within: 24 hours, silence: agree } }');
    at.until('2026-03-03T10:00:00.000Z');
    expect([at.active, at.effects('settle')]).toMatchObject([
      'ready',
      [{ values: { answer: 'agree', answeredBy: null } }],
    ]);
  });

  test('show what people can do now, and why the rest cannot', () => {
    const at = submitted(TWO);
    const shown = (by: string) =>
      at.can(by).map(({ event, possible, reasons }) => `${event} ${possible ? 'yes' : reasons[0]?.code}`);
    expect(shown('dan')).toEqual([
      'recall EVENT_NOT_ALLOWED',
      'agree-legal yes',
      'disagree-legal yes',
      'not-concerned-legal yes',
      'delegate-legal yes',
      'agree-finance EVENT_NOT_ALLOWED',
      'disagree-finance EVENT_NOT_ALLOWED',
      'not-concerned-finance EVENT_NOT_ALLOWED',
      'delegate-finance EVENT_NOT_ALLOWED',
    ]);
    at.fire('dan', 'agree-legal');
    expect(shown('ana').some((each) => each.includes('-legal'))).toBe(false);
    expect(at.can('ion').find(({ event }) => event === 'disagree-finance')).toMatchObject({
      ...{ possible: true, asksReason: true, label: { en: 'Disagree: Finance', ro: 'Dezacord: Finance' } },
    });
  });

  test('come to the same in any order, when everybody answers', () => {
    const answers = fc.constantFrom('agree', 'disagree', 'not-concerned');
    const voices = ['dan agree-legal', 'ion agree-finance', 'mia agree-boss'];
    const state = `
approvals:
  legal: { by: [legal], answers: [agree, disagree, not-concerned] }
  finance: { by: [finance], answers: [agree, disagree, not-concerned] }
  boss: { by: [boss], answers: [agree, disagree, not-concerned] }
everybody: true
needed: `;
    const processes = ['all', 'any', '2'].map((needed) => review(`${state}${needed}`));
    fc.assert(
      fc.property(
        fc.constantFrom(...processes),
        fc.tuple(answers, answers, answers),
        fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        (process, given, order) => {
          const outcome = (sequence: readonly number[]) => {
            const at = new Desk(process).begin();
            at.fire('ana', 'submit');
            for (const index of sequence) {
              const [by = '', event = ''] = voices[index]?.split(' ') ?? [];
              at.fire(by, event.replace('agree', given[index] ?? ''), { reason: 'x' });
            }
            return at.active;
          };
          expect(outcome(order)).toBe(outcome([0, 1, 2]));
          expect(outcome(order)).not.toBe('review');
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('Tasks', () => {
  const PROCESS = paperProcess(`
states:
  draft: { on: { submit: { to: review } } }
  review:
    tasks:
      word: { by: [legal], form: [wording, { field: total, when: wording = "long" }], within: 1 working day }
      check: { by: [owner], when: total > 10 }
    done: { to: ready, then: [{ create: Paper, each: answers, values: { subject: item.name, wording: item.by } }] }
  ready: {}
`);
  const open = (total: number) => {
    const at = new Desk(PROCESS).begin();
    at.record = { ...at.record, total };
    at.fire('ana', 'submit');
    return at;
  };

  test('are done with what their form needs, and lead on when all are', () => {
    const at = open(20);
    expect(at.fire('dan', 'complete-word')).toEqual(['FIELD_NEEDED']);
    at.fire('dan', 'complete-word', { wording: 'Short' });
    expect([at.active, at.record.wording]).toEqual(['review', 'Short']);
    at.fire('ana', 'complete-check');
    expect(at.active).toBe('ready');
    expect(at.effects('create').map(({ values }) => values)).toEqual([
      { subject: 'word', wording: 'Dan' },
      { subject: 'check', wording: 'Ana' },
    ]);
  });

  test('of one person name that person, and are not asked where their condition does not hold', () => {
    const at = open(20);
    expect(at.effects('ask').map(({ values }) => [values.name, values.assignee])).toEqual([
      ['word', null],
      ['check', 'ana'],
    ]);
    const few = open(1);
    few.fire('eva', 'complete-word', { wording: 'Short' });
    expect(few.active).toBe('ready');
  });
});
