import { describe, expect, test } from '@jest/globals';
import { actions, fire, look, type Person, type Process, start, tick } from '../src/index.ts';
import { ENVIRONMENT, MANAGER, OWNER, processOf } from './content.ts';

const HEAD = `kind: process
name: test
of: Order
field: status
`;

const EARLIER = `${HEAD}states:
  draft: { on: { submit: { to: checked } } }
  checked:
    approvals:
      stock: { by: [manager], within: 2 hours }
      price: { by: [seller] }
    agreed: { to: approved }
    after: { 10 hours: { to: cancelled } }
  approved: {}
  cancelled: {}
`;

const PEOPLE: readonly Person[] = [
  { id: MANAGER.id, name: 'Eva', roles: ['manager', 'seller'], active: true, manager: null, substitutes: [] },
  { id: OWNER.id, name: 'Ana', roles: [], active: true, manager: null, substitutes: [] },
];

/** An order that was submitted by the earlier definition. */
function submitted() {
  const process = processOf(EARLIER);
  let ids = 0;
  const request = {
    ...{ actor: OWNER, environment: ENVIRONMENT, people: PEOPLE, newId: () => `id-${++ids}` },
    record: { id: 'r1', items: 1 },
  };
  const started = start(process, { ...request, input: {} });
  if (!('to' in started)) throw new Error(JSON.stringify(started.problems));
  const record = { ...request.record, ...started.values };
  const fired = fire(process, {
    ...request,
    record,
    before: record,
    input: {},
    event: 'submit',
    instance: started.instance,
  });
  if (!('to' in fired)) throw new Error(JSON.stringify(fired.problems));
  return { ...request, record: { ...record, ...fired.values }, instance: fired.instance };
}

const definitionOf = (process: Process) => process.fingerprint;

describe('An instance of an earlier definition', () => {
  test('goes on by the new one: what was asked stays asked, what is asked no more is recalled, what is new is asked', () => {
    const request = submitted();
    const now = processOf(`${HEAD}running: { follow: true }
states:
  draft: { on: { submit: { to: checked } } }
  checked:
    approvals:
      stock: { by: [manager], within: 2 hours }
      quality: { by: [manager] }
    agreed: { to: approved }
  approved: {}
`);
    const fired = fire(now, { ...request, actor: MANAGER, before: request.record, input: {}, event: 'agree-stock' });
    if (!('to' in fired)) throw new Error(JSON.stringify(fired.problems));
    const { asks } = fired.instance;
    expect(Object.keys(asks).sort()).toEqual(['quality', 'stock']);
    expect(asks.stock?.task).toBe(request.instance.asks.stock?.task);
    expect(asks.stock?.result).toBe('agree');
    const settled = fired.effects.flatMap((each) => (each.is === 'settle' ? [[each.task, each.values.status]] : []));
    expect(settled).toContainEqual([request.instance.asks.price?.task, 'recalled']);
    expect(fired.effects.some((each) => each.is === 'ask' && each.values.name === 'quality')).toBe(true);
    expect(fired.instance.definition).toBe(definitionOf(now));
    expect(Object.values(fired.instance.timers).map(({ is }) => is)).not.toContain('after');
  });

  test('moves to the state that takes the place of its own, and begins what lies in that', () => {
    const request = submitted();
    const now = processOf(`${HEAD}running: { follow: true, states: { checked: sent } }
states:
  draft: { on: { submit: { to: sent } } }
  sent:
    states:
      packed: { label: Packed, on: { load: { to: loaded } } }
      loaded: { label: Loaded, final: true }
    done: { to: approved }
  approved: {}
`);
    expect(
      actions([now], { ...request, actor: MANAGER, instances: { test: request.instance } }).map(({ event }) => event),
    ).toEqual(['load']);
    const fired = fire(now, { ...request, before: request.record, input: {}, event: 'load' });
    if (!('to' in fired)) throw new Error(JSON.stringify(fired.problems));
    expect(fired.to).toBe('approved');
    expect(fired.effects.filter((each) => each.is === 'settle')).toHaveLength(2);
  });

  test('keeps the deadline that was given, and hears it by the new definition', () => {
    const request = submitted();
    const now = processOf(
      `${EARLIER.replace('within: 2 hours }', 'within: 9 hours, late: { to: cancelled } }')}running: { follow: true }\n`,
    );
    const later = { ...request, environment: { ...ENVIRONMENT, now: '2026-03-02T12:00:00.000Z' } };
    const ticked = tick(now, later);
    expect(ticked && 'to' in ticked && ticked.to).toBe('cancelled');
  });

  test('is looked at: what the new definition times differently is timed anew, and nobody is told', () => {
    const request = submitted();
    const now = processOf(`${EARLIER.replace('10 hours', '11 hours')}running: { follow: true }\n`);
    const looked = look(now, request);
    if (!looked || !('to' in looked)) throw new Error('nothing moved');
    expect(looked.effects).toEqual([]);
    expect(Object.values(looked.instance.timers).find(({ is }) => is === 'after')?.at).toBe('2026-03-02T21:00:00.000Z');
  });
});
