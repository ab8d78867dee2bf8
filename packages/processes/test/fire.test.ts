import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { actions, type Fired, fire, processKind, start } from '../src/index.ts';
import { ENVIRONMENT, MANAGER, OWNER, processOf, SELLER, STRANGER } from './content.ts';

const ORDER = `
kind: process
name: test
label: { en: Life of an order, ro: Viața unei comenzi }
of: Order
field: status
start:
  needs: { fields: [subject] }
  decide: { routing: order-routing }
  set: { round: routing.rank }
  to: draft
  then: [{ notify: order-approved, to: role manager }]
states:
  draft:
    on:
      submit:
        label: { en: Submit, ro: Trimite }
        by: [owner, seller]
        when: items > 0
        unless: { en: Add items first., ro: Adăugați întâi articole. }
        needs:
          fields: [items, { field: giftText, when: gift = true }]
          decisions: [order-check]
        set: { round: round + 1 }
        to: { decide: order-routing }
        then:
          - { notify: order-approved, to: owner }
          - { create: Customer, as: customer, values: { name: subject, orders: round } }
      cancel: &cancel
        label: { en: Cancel, ro: Anulează }
        by: [manager]
        needs: { reason: true }
        to: cancelled
  checked: { on: { approve: { when: clerk.id != me.id, to: approved }, cancel: *cancel } }
  approved:
    on:
      send: { by: [clerk], set: { sentOn: today() }, to: sent, then: [{ generate: order-form }] }
      note: { needs: { fields: [subject] } }
  sent: {}
  cancelled: {}
`;

const draft: JsonObject = { status: 'draft', subject: 'Chairs', items: 3, round: 1, owner: 'u1' };

function codes({ problems }: Fired): readonly string[] {
  return problems.map(({ code, path }) => `${code} ${path?.join('.')}`);
}

describe('An event', () => {
  const process = processOf(ORDER);
  const send = (event: string, record: JsonObject, input: JsonObject = {}, actor = OWNER) =>
    fire(process, { event, input, record, before: record, actor, environment: ENVIRONMENT });

  test('gives the next state, the new values and the effects, computed over the record as it will be', () => {
    expect(send('submit', draft, { items: 5 })).toMatchObject({
      from: 'draft',
      to: 'approved',
      values: { items: 5, round: 2, status: 'approved' },
      effects: [
        { is: 'notify', message: 'order-approved', to: 'owner' },
        { is: 'create', entity: 'Customer', as: 'customer', values: { name: 'Chairs', orders: 2 } },
      ],
      answers: [
        { decision: 'order-check', outcome: [] },
        { decision: 'order-routing', outcome: { state: 'approved', rank: 1 } },
      ],
      problems: [],
    });
  });

  test('promises only what its `when` asks for, and one record for each of a list', () => {
    const several = processOf(`
kind: process
name: test
of: Order
field: status
states:
  draft:
    on:
      count:
        decide: { checks: order-check }
        to: sent
        then:
          - { notify: order-approved, to: owner, when: items > 100 }
          - { create: Customer, each: checks, when: subject = null, values: { name: item.field, orders: items } }
  sent: {}
  checked: {}
  approved: {}
  cancelled: {}`);
    const effects = (items: number, subject: string | null) => {
      const record = { status: 'draft', items, subject };
      const request = { event: 'count', input: {}, record, before: record, actor: OWNER, environment: ENVIRONMENT };
      const fired = fire(several, request);
      return 'effects' in fired ? fired.effects : fired.problems;
    };
    const created = (name: string) => ({
      is: 'create',
      entity: 'Customer',
      as: undefined,
      values: { name, orders: 101 },
    });
    expect(effects(101, null)).toEqual([
      { is: 'notify', message: 'order-approved', to: 'owner' },
      created('items'),
      created('subject'),
    ]);
    expect(effects(5, 'Chairs')).toEqual([]);
    expect(effects(101, 'Chairs')).toEqual([{ is: 'notify', message: 'order-approved', to: 'owner' }]);
  });

  test('goes where the decision says', () => {
    expect(send('submit', draft, { items: 11 })).toMatchObject({ to: 'checked' });
  });

  test('tells everything that stands against it at once, at the field that is meant', () => {
    const fired = send('submit', { ...draft, subject: null, items: null, gift: true });
    expect(codes(fired)).toEqual([
      'FIELD_NEEDED input.items',
      'FIELD_NEEDED input.giftText',
      'NOT_NOW input.items',
      'DECISION_REFUSES input.subject',
    ]);
    expect(fired.problems.map(({ message }) => message)).toEqual([
      { en: 'Items is needed.', ro: 'Articole este necesar.' },
      { en: 'Gift text is needed.', ro: 'Textul cadoului este necesar.' },
      { en: 'Add items first.', ro: 'Adăugați întâi articole.' },
      'A subject is needed.',
    ]);
  });

  test('takes what its input brings for the record', () => {
    expect(send('submit', { ...draft, items: null, gift: true }, { items: 4, giftText: 'For you' })).toMatchObject({
      to: 'approved',
    });
  });

  test('asks who may fire it of the record as it stands, not as the input would have it', () => {
    const [before, record] = [{ ...draft, owner: 'u2' }, draft];
    const fired = fire(process, {
      event: 'submit',
      input: { owner: 'u1' },
      before,
      record,
      actor: OWNER,
      environment: ENVIRONMENT,
    });
    expect(codes(fired)).toEqual(['EVENT_NOT_ALLOWED event']);
  });

  test('shows the answer of the decision that refuses', () => {
    const [problem] = send('submit', draft, { items: 101 }).problems;
    expect(problem).toMatchObject({
      code: 'DECISION_REFUSES',
      message: { ro: 'Nu avem atâtea.' },
      decision: { decision: 'order-check', matched: [{ rule: '1' }] },
    });
  });

  test('is for the people it names: by role, by a role that includes it, by a field of the record, or for the platform', () => {
    const may = (actor: typeof OWNER, record: JsonObject, event: string) =>
      codes(send(event, record, { reason: 'x' }, actor))[0] !== 'EVENT_NOT_ALLOWED event';
    expect([OWNER, SELLER, MANAGER, STRANGER].map((actor) => may(actor, draft, 'submit'))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect([OWNER, SELLER, MANAGER].map((actor) => may(actor, draft, 'cancel'))).toEqual([false, false, true]);
    expect(
      [{ id: 'u2', name: 'Dan' }, 'u2', 'u9', null].map((clerk) => may(SELLER, { status: 'approved', clerk }, 'send')),
    ).toEqual([true, true, false, false]);
    expect(may({ ...STRANGER, system: true }, draft, 'cancel')).toBe(true);
  });

  test('asks for a reason and hands it on', () => {
    expect(codes(send('cancel', draft, { reason: '  ' }, MANAGER))).toEqual(['REASON_NEEDED input.reason']);
    const fired = send('cancel', draft, { reason: 'Too late' }, MANAGER);
    expect(fired).toMatchObject({ to: 'cancelled', reason: 'Too late', values: { status: 'cancelled' } });
    expect('values' in fired && fired.values).not.toHaveProperty('reason');
  });

  test('of another state is refused, with those that are possible', () => {
    expect(send('send', draft).problems).toMatchObject([
      {
        code: 'EVENT_NOT_POSSIBLE',
        message: { ro: '„Send” nu este posibil în starea „Ciornă”.' },
        hint: { en: 'possible now: `submit`, `cancel`' },
      },
    ]);
    expect(send('sbmit', draft).problems).toMatchObject([
      { code: 'UNKNOWN_EVENT', hint: { en: 'did you mean `submit`?' } },
    ]);
    expect(send('send', { status: 'sent' }).problems).toMatchObject([
      { hint: { en: 'this is a final state, it ended as “Sent”; nothing is possible any more' } },
    ]);
  });

  test('without `to` stays where it is', () => {
    expect(send('note', { status: 'approved', subject: 'Chairs' })).toMatchObject({ from: 'approved', to: 'approved' });
  });

  test('sees who asks, and the references that are loaded', () => {
    expect(codes(send('approve', { status: 'checked', clerk: { id: 'u1' } }))).toEqual(['NOT_NOW event']);
    expect(send('approve', { status: 'checked', clerk: { id: 'u2' } }, { clerk: 'u2' })).toMatchObject({
      to: 'approved',
    });
  });

  test('sets the day of the asking person', () => {
    const environment = { ...ENVIRONMENT, now: '2026-03-02T23:00:00.000Z' };
    const fired = fire(process, {
      event: 'send',
      input: {},
      record: { status: 'approved', clerk: 'u1' },
      before: { status: 'approved', clerk: 'u1' },
      actor: OWNER,
      environment,
    });
    expect(fired).toMatchObject({
      values: { sentOn: '2026-03-03' },
      effects: [{ is: 'generate', document: 'order-form' }],
    });
  });

  test('whose decision names no state is refused with its answer', () => {
    const record = { ...draft, items: -1 };
    const fired = fire(processOf(ORDER.replace('when: items > 0', 'when: items != 0')), {
      event: 'submit',
      input: {},
      record,
      before: record,
      actor: OWNER,
      environment: ENVIRONMENT,
    });
    expect(fired.problems).toMatchObject([
      { code: 'NO_STATE_DECIDED', decision: { decision: 'order-routing', outcome: null } },
    ]);
  });

  test('never throws, whatever the record and the input are', () => {
    const name = fc.constantFrom(
      'status',
      'items',
      'subject',
      'owner',
      'clerk',
      'round',
      'gift',
      'reason',
      '__proto__',
    );
    const object = fc.dictionary(name, fc.jsonValue()) as fc.Arbitrary<JsonObject>;
    const event = fc.constantFrom('submit', 'cancel', 'approve', 'send', 'note', 'nothing', '__proto__');
    const status = fc.constantFrom('draft', 'checked', 'approved', 'sent', 'nowhere', 'constructor');
    fc.assert(
      fc.property(
        event,
        object,
        object,
        status,
        fc.constantFrom(OWNER, MANAGER),
        (sent, record, input, state, actor) => {
          const fired = fire(process, {
            event: sent,
            input,
            record: { ...record, status: state },
            before: { ...record, status: state },
            actor,
            environment: ENVIRONMENT,
          });
          const isRefused = fired.problems.some(({ severity }) => severity === 'error');
          expect('to' in fired).toBe(!isRefused);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('A new record', () => {
  const request = { actor: OWNER, environment: ENVIRONMENT };

  test('begins as `start` says', () => {
    const input = { subject: 'Chairs', items: 20 };
    expect(start(processOf(ORDER), { ...request, input, record: input })).toMatchObject({
      from: '',
      to: 'draft',
      values: { subject: 'Chairs', items: 20, round: 2, status: 'draft' },
      effects: [{ is: 'notify', to: 'role manager' }],
      answers: [{ decision: 'order-routing' }],
    });
  });

  test('begins in the first state, or in the one that is named, where nothing else is said', () => {
    const states = 'states: { draft: { on: { send: { to: sent } } }, sent: {} }';
    const plain = `kind: process\nname: test\nof: Order\nfield: status\n${states}\n`;
    expect(start(processOf(plain), { ...request, input: {}, record: {} })).toMatchObject({
      to: 'draft',
      values: { status: 'draft' },
    });
    expect(start(processOf(`${plain}initial: sent\n`), { ...request, input: {}, record: {} })).toMatchObject({
      to: 'sent',
    });
  });

  test('is refused when what it needs is missing', () => {
    expect(codes(start(processOf(ORDER), { ...request, input: {}, record: {} }))).toEqual([
      'FIELD_NEEDED input.subject',
    ]);
  });
});

describe('The actions of a record', () => {
  const process = processOf(ORDER);

  test('are the events of its state, each with what stands against it', () => {
    const found = actions([process], {
      record: { ...draft, gift: true, items: 0 },
      actor: SELLER,
      environment: ENVIRONMENT,
    });
    expect(found).toMatchObject([
      {
        event: 'submit',
        label: { ro: 'Trimite' },
        possible: false,
        needs: ['items', 'giftText'],
        asksReason: false,
        reasons: [
          { code: 'FIELD_NEEDED', path: ['input', 'giftText'] },
          { code: 'NOT_NOW', path: ['input', 'items'] },
        ],
      },
      {
        event: 'cancel',
        possible: false,
        needs: [],
        asksReason: true,
        reasons: [{ code: 'EVENT_NOT_ALLOWED', hint: { ro: 'aceasta se face de către: manager' } }],
      },
    ]);
  });

  test('are possible when nothing stands against them', () => {
    const [submit] = actions([process], { record: draft, actor: OWNER, environment: ENVIRONMENT });
    expect(submit).toMatchObject({ event: 'submit', possible: true, reasons: [] });
  });

  test('that name nobody are for those who may update the record', () => {
    const record = { status: 'checked', clerk: { id: 'u9' } };
    const possible = (mayUpdate: boolean) =>
      actions([process], { record, actor: STRANGER, environment: ENVIRONMENT, mayUpdate })[0]?.possible;
    expect([possible(true), possible(false)]).toEqual([true, false]);
  });

  test('of a final state are none', () => {
    expect(actions([process], { record: { status: 'sent' }, actor: OWNER, environment: ENVIRONMENT })).toEqual([]);
  });

  test('need these paths of the record', () => {
    expect(process.paths.map((path) => path.join('.'))).toEqual([
      'status',
      'subject',
      'items',
      'owner.id',
      'giftText',
      'gift',
      'round',
      'clerk.id',
    ]);
    expect(processKind.name).toBe('process');
  });
});
