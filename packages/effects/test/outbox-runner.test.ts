import type { Outbox, OutboxEntry } from '@dealwright/records';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createOutboxRunner, GivenUp, type Handlers, NotSent, type Outcome, TryLater } from '../src/index.ts';
import { laneOf } from '../src/lane.ts';

const START = Date.parse('2026-03-02T10:00:00.000Z');
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

let count = 0;
function promised(is: string, data: OutboxEntry['data'] = {}, record = 'r1'): OutboxEntry {
  count += 1;
  return { id: `e${count}`, is, entity: 'Order', record, data, requestId: 'test' };
}

function running(entries: OutboxEntry[], handlers: Handlers) {
  const told = new Map<string, Outcome>();
  const log: string[] = [];
  let now = 0;
  const outbox: Outbox = {
    async take(most, keep) {
      const taken = entries.splice(0, most);
      await keep(taken, { executeSql: () => Promise.reject(new Error('no database')) });
      return taken.length;
    },
    subscribe: async () => async () => {},
    db: { executeSql: () => Promise.reject(new Error('no database')) },
  };
  const deliveries = {
    isDelivered: async ({ id }: OutboxEntry) => told.get(id)?.is === 'delivered',
    tell: async ({ id }: OutboxEntry, outcome: Outcome) => void told.set(id, outcome),
  };
  const runner = createOutboxRunner({
    outbox,
    handlers,
    deliveries,
    now: () => at(now),
    log: (line) => log.push(line),
  });
  const pass = async (seconds: number) => {
    now += seconds;
    await runner.run();
  };
  return { runner, told, log, pass };
}

describe('lanes', () => {
  test('are one for each receiver of a record; the rest shares one', () => {
    const names = [
      promised('notify'),
      promised('send', { to: 'ana@example.com' }),
      promised('mail'),
      promised('mail', { attach: ['contract'] }),
      promised('generate'),
      promised('call', { connector: 'ledger', operation: 'enter' }),
      promised('webhook', { webhook: 'orders' }),
      promised('fire'),
    ].map((each) => laneOf(each).name);
    expect(names).toEqual([
      'notify',
      'mail:ana@example.com',
      'mail',
      'rest',
      'rest',
      'call:ledger',
      'webhook:orders',
      'rest',
    ]);
  });

  test('a dead one leaves the others flowing, and holds back what is behind it', async () => {
    const done: string[] = [];
    let isDead = true;
    const webhook: Handlers[string] = async ({ id, data }) => {
      if (data.webhook === 'dead' && isDead) throw new Error('dead');
      done.push(id);
    };
    const entries = [
      promised('webhook', { webhook: 'dead' }),
      promised('webhook', { webhook: 'dead' }),
      promised('webhook', { webhook: 'alive' }),
      promised('webhook', { webhook: 'dead' }, 'r2'),
    ];
    const [first, second, third, fourth] = entries.map(({ id }) => id);
    const { runner, pass, told } = running(entries, { webhook });
    await runner.run();
    expect(done).toEqual([third]);
    expect(told.get(first ?? '')).toMatchObject({ is: 'failed', attempts: 1, nextAt: at(1) });
    expect(told.has(second ?? '')).toBe(false);
    isDead = false;
    await pass(1);
    expect(done.filter((id) => id !== fourth)).toEqual([third, first, second]);
    expect(done).toContain(fourth);
    expect(runner.next()).toBeUndefined();
  });

  test('keep their order, whatever fails how often', async () => {
    const plan = fc.array(
      fc.record({ record: fc.constantFrom('r1', 'r2'), hook: fc.constantFrom('a', 'b'), failures: fc.nat(3) }),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(plan, async (planned) => {
        const done: OutboxEntry[] = [];
        const left = new Map<string, number>();
        const entries = planned.map(({ record, hook, failures }) => {
          const entry = promised('webhook', { webhook: hook }, record);
          left.set(entry.id, failures);
          return entry;
        });
        const expected = [...entries];
        const webhook = async (entry: OutboxEntry) => {
          const failures = left.get(entry.id) ?? 0;
          left.set(entry.id, failures - 1);
          if (failures > 0) throw new Error('not now');
          done.push(entry);
        };
        const { runner, pass } = running(entries, { webhook });
        await runner.run();
        while (runner.next() !== undefined) await pass(60);
        const keyed = (all: readonly OutboxEntry[]) =>
          Object.fromEntries(Map.groupBy(all, (each) => `${each.record} ${laneOf(each).name}`));
        expect(keyed(done)).toEqual(keyed(expected));
      }),
      { numRuns: 50 },
    );
  });
});

describe('what fails', () => {
  test('is tried again later and later for about a day, then given up, and what is behind it goes on', async () => {
    const done: string[] = [];
    const attempts: number[] = [];
    const webhook: Handlers[string] = async ({ id, data }, { number }) => {
      if (data.bad) {
        attempts.push(number);
        throw new Error('answered 500');
      }
      done.push(id);
    };
    const entries = [promised('webhook', { webhook: 'a', bad: true }), promised('webhook', { webhook: 'a' })];
    const [bad, good] = entries.map(({ id }) => id);
    const { runner, told, pass } = running(entries, { webhook });
    await runner.run();
    let hours = 0;
    for (; runner.next() !== undefined; hours += 0.25) await pass(900);
    expect(attempts).toEqual(Array.from({ length: 101 }, (_, index) => index + 1));
    expect(hours).toBeGreaterThan(20);
    expect(hours).toBeLessThan(30);
    expect(told.get(bad ?? '')).toEqual({ is: 'given-up', attempts: 101, because: 'answered 500' });
    expect(done).toEqual([good]);
  });

  test('for good is not tried again', async () => {
    const entries = [promised('send'), promised('send', { to: 'b' })];
    const errors = [new GivenUp('no such user'), new NotSent('no server')];
    const { told, runner } = running(entries, {
      send: async () => {
        throw errors.shift();
      },
    });
    await runner.run();
    expect([...told.values()]).toEqual([
      { is: 'given-up', attempts: 1, because: 'no such user' },
      { is: 'not-sent', attempts: 1, because: 'no server' },
    ]);
    expect(runner.next()).toBeUndefined();
  });

  test('may say when it wants to be tried again, and whether it was an attempt', async () => {
    const numbers: number[] = [];
    const answers = [
      new TryLater({ at: at(30), because: 'the breaker is open', counts: false }),
      new TryLater({ at: at(50), because: 'busy', counts: true }),
      undefined,
    ];
    const call: Handlers[string] = async (_entry, { number }) => {
      numbers.push(number);
      const answer = answers.shift();
      if (answer) throw answer;
    };
    const { runner, pass, told } = running([promised('call', { connector: 'a' })], { call });
    await runner.run();
    expect(runner.next()).toBe(at(30));
    await pass(29);
    expect(numbers).toEqual([1]);
    await pass(1);
    expect(runner.next()).toBe(at(50));
    await pass(20);
    expect(numbers).toEqual([1, 1, 2]);
    expect([...told.values()]).toEqual([{ is: 'delivered', attempts: 2 }]);
  });

  test('and was delivered all the same is not done again', async () => {
    let sent = 0;
    const entry = promised('send', { to: 'a' });
    const send = async () => {
      sent += 1;
      throw new Error('the connection broke');
    };
    const { runner, pass, told } = running([entry], { send });
    await runner.run();
    told.set(entry.id, { is: 'delivered', attempts: 1 });
    await pass(1);
    expect(sent).toBe(1);
  });
});
