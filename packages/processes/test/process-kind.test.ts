import { describe, expect, test } from '@jest/globals';
import { problemsOf, processOf } from './content.ts';

const HEAD = `kind: process
name: test
of: Order
field: status
`;

describe('A process', () => {
  test('knows all its events with their labels', () => {
    const process = processOf(
      `${HEAD}states: { draft: { on: { go: { label: { en: Go, ro: Mergi }, to: sent }, rush-it: { to: sent } } }, sent: {} }`,
    );
    expect([...process.events]).toEqual([
      ['go', { en: 'Go', ro: 'Mergi' }],
      ['rush-it', 'Rush it'],
    ]);
    expect([...process.states.values()].map(({ name, label, final }) => [name, label, final])).toEqual([
      ['draft', { en: 'Draft', ro: 'Ciornă' }, false],
      ['sent', 'Sent', true],
    ]);
  });

  test('collects the requirements of all that stands in it', () => {
    const process = processOf(`${HEAD}requirement: A1
states: { draft: { on: { go: { requirement: [A2, A1], to: sent, needs: { fields: [{ field: items, requirement: A3 }] } } } }, sent: {} }`);
    expect(process.requirement).toEqual(['A1', 'A2', 'A3']);
  });
});

describe('A broken process', () => {
  test('tells all names that do not exist, at their places, with suggestions', () => {
    expect(
      problemsOf(`${HEAD}start: { to: drft }
states:
  draft:
    on:
      submit:
        by: [sellr, ownr]
        when: itms > 0
        needs: { fields: [itms, { field: gift, when: 1 }], decisions: [order-chek] }
        decide: { routing: order-routing }
        set: { rond: 1, status: '"sent"', version: 2, round: routing.rnk }
        to: { decide: order-check }
        then:
          - { notify: order-aproved, to: ownr }
          - { notify: order-approved, to: role sellr }
          - { generate: order-from }
          - { create: Customr }
          - { create: Customer, as: clerk, values: { nam: subject, orders: subject } }
          - { create: Customer, as: customer, each: items, when: items, values: { name: item } }
      nothing: { by: [], to: sendt }
  sendt: {}`)
        .filter((each) => !each.includes(' warning '))
        .map((each) => each.replace(/^\d+:\d+ /, '')),
    ).toEqual([
      'UNKNOWN_STATE There is no state `drft`. (did you mean `draft`?)',
      expect.stringMatching(/UNKNOWN_ROLE There is no role `sellr`. \(did you mean `seller`\?\)/),
      expect.stringMatching(/UNKNOWN_ROLE There is no role `ownr`. \(did you mean `owner`\?\)/),
      expect.stringMatching(/`?itms`?.*items/),
      'UNKNOWN_FIELD Order has no field `itms`. (did you mean `items`?)',
      expect.stringMatching(/WRONG_TYPE|NOT_A_CONDITION/),
      'UNKNOWN_NAME There is no decision `order-chek`. (did you mean `order-check`?)',
      expect.stringMatching(/NO_STATE_IN_OUTCOME/),
      'UNKNOWN_FIELD Order has no field `rond`. (did you mean `round`?)',
      expect.stringMatching(/STATE_IS_SET_BY_EVENTS/),
      expect.stringMatching(/FIELD_IS_COMPUTED/),
      expect.stringMatching(/rnk.*rank/),
      'UNKNOWN_NAME There is no message `order-aproved`. (did you mean `order-approved`?)',
      'UNKNOWN_RECEIVER Nobody is reached by `ownr`. (did you mean `owner`?)',
      'UNKNOWN_RECEIVER Nobody is reached by `role sellr`. (did you mean `role seller`?)',
      'UNKNOWN_NAME There is no document `order-from`. (did you mean `order-form`?)',
      'UNKNOWN_NAME There is no entity `Customr`. (did you mean `Customer`?)',
      expect.stringMatching(/CREATE_INCOMPLETE A new Customer needs `name`/),
      'UNKNOWN_FIELD Customer has no field `nam`. (did you mean `name`?)',
      expect.stringMatching(/WRONG_TYPE/),
      expect.stringMatching(/CREATE_INCOMPLETE A new Customer needs `name`/),
      expect.stringMatching(/WRONG_REFERENCE/),
      expect.stringMatching(/NOT_A_CONDITION|WRONG_TYPE/),
      expect.stringMatching(/EACH_OF_NO_LIST/),
      expect.stringMatching(/ONE_FOR_MANY/),
      expect.stringMatching(/NOBODY_MAY_FIRE/),
      expect.stringMatching(/UNKNOWN_STATE `sendt` is no choice of `status`. \(did you mean `sent`\?\)/),
    ]);
  });

  test('is warned of states that nothing reaches and of ways that never end', () => {
    expect(
      problemsOf(`${HEAD}states:
  draft: { on: { send: { to: sent }, check: { to: checked } } }
  checked: { on: { again: {} } }
  approved: { on: { send: { to: sent } } }
  sent: {}
  cancelled: {}`).map((each) => each.split('. ')[0]),
    ).toEqual([
      '8:3 warning UNREACHABLE_STATE No event leads to `approved`',
      '10:3 warning UNREACHABLE_STATE No event leads to `cancelled`',
      '7:3 warning NO_WAY_OUT From `checked` no final state can be reached',
    ]);
  });

  test('may not say that a state is final and is not', () => {
    expect(
      problemsOf(`${HEAD}states:
  draft: { final: true, on: { send: { to: sent } } }
  sent: { final: false }`).filter((each) => !each.includes('warning')),
    ).toEqual([expect.stringContaining('FINAL_WITH_EVENTS'), expect.stringContaining('NO_WAY_OUT')]);
  });

  test('may not be led by a decision whose outcomes are no states', () => {
    expect(
      problemsOf(`${HEAD}states: { draft: { on: { submit: { to: { decide: order-routing } } } }, checked: {} }`).filter(
        (each) => !each.includes('warning'),
      ),
    ).toEqual([expect.stringContaining('UNKNOWN_STATE There is no state `approved`')]);
  });

  test('refers to another record by one field that is a key of it', () => {
    const setting = (customer: string) =>
      problemsOf(
        `${HEAD}states: { draft: { on: { send: { set: { customer: '${customer}' }, to: sent } } }, sent: {} }`,
      ).filter((each) => !each.includes('warning'));
    expect(setting('{ code: subject }')).toEqual([]);
    expect(setting('customer')).toEqual([]);
    expect(setting('{ cod: subject }')).toEqual([expect.stringMatching(/NOT_A_KEY .*`cod`.*did you mean `code`/)]);
    expect(setting('{ name: subject }')).toEqual([expect.stringContaining('NOT_A_KEY')]);
  });

  test('governs a choice of an entity that exists', () => {
    expect(problemsOf(`kind: process\nname: test\nof: Ordr\nfield: status\nstates: { draft: {} }`)).toEqual([
      expect.stringContaining('did you mean `Order`'),
      expect.stringContaining('CHOICE_WITHOUT_STATE'),
    ]);
    expect(problemsOf(`kind: process\nname: test\nof: Order\nfield: items\nstates: { draft: {} }`)).toEqual([
      expect.stringContaining('FIELD_NOT_A_CHOICE'),
    ]);
    expect(problemsOf(`kind: process\nname: test\nof: Order\nfield: statu\nstates: { draft: {} }`)).toEqual([
      expect.stringContaining('did you mean `status`'),
    ]);
  });
});
