import { setTimeout as sleep } from 'node:timers/promises';
import type { DueTimer, Timers, UndoneTimer } from '@dealwright/records';
import { describe, expect, test } from '@jest/globals';
import { createTimerWorker, wakeDue } from '../src/index.ts';

const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 8, 0, second)).toISOString();
const timer = (second: number, record: string): DueTimer => ({
  ...{ id: `timer-${second}-${record}`, at: at(second), entity: 'Order', record },
  ...{ process: 'order-life', requestId: 'test', failures: 0 },
});

/** A queue in memory, which may be taken from by several at once. */
function queueOf(...all: readonly DueTimer[]) {
  const waiting = new Map(all.map((each) => [each.id, { timer: each, at: each.at }]));
  const givenUp: UndoneTimer[] = [];
  const timers: Timers = {
    async takeDue(now, most, wake) {
      const due = [...waiting.values()].filter((each) => each.at <= now).sort((a, b) => (a.at < b.at ? -1 : 1));
      const taken = due.slice(0, most).map((each) => each.timer);
      for (const { id } of taken) waiting.delete(id);
      for (const each of (await wake(taken)) ?? []) {
        const failed = { ...each.timer, failures: each.timer.failures + 1 };
        if (each.again === undefined) givenUp.push(each);
        else waiting.set(failed.id, { timer: failed, at: each.again });
      }
      return taken.length;
    },
    next: async () => [...waiting.values()].map((each) => each.at).sort()[0],
  };
  return { timers, waiting, givenUp };
}

function waking(timers: Timers, wake: (timer: DueTimer, now: string) => Promise<void>) {
  const heard: string[] = [];
  const clock = { now: at(0) };
  const giveUp = async ({ id }: DueTimer, because: string) => void heard.push(`${id} is lost: ${because}`);
  const log = (line: string) => void heard.push(line);
  return { heard, clock, timers, wake, giveUp, log, now: () => clock.now, retries: { times: 2, first: 1, most: 60 } };
}

describe('Timers that are due', () => {
  test('wake their records, earliest first, each record once', async () => {
    const woken: string[] = [];
    const { timers } = queueOf(timer(3, 'b'), timer(1, 'a'), timer(2, 'a'), timer(9, 'c'));
    const options = waking(timers, async ({ record }) => void woken.push(record));
    options.clock.now = at(5);
    expect(await wakeDue(options, 10)).toBe(3);
    expect(woken).toEqual(['a', 'b']);
    expect(await timers.next()).toBe(at(9));
  });

  test('are done about at the instant by which they were due, also when the clock steps back meanwhile', async () => {
    const seen: string[] = [];
    const { timers, waiting } = queueOf(timer(3, 'a'), timer(4, 'b'));
    const options = waking(timers, async ({ at: due }, now) => {
      options.clock.now = at(0);
      seen.push(now);
      expect(now >= due).toBe(true);
    });
    options.clock.now = at(5);
    await wakeDue(options, 10);
    expect(seen).toEqual([at(5), at(5)]);
    expect(waiting.size).toBe(0);
  });

  test('that fail rest twice as long each time and do not keep the others; then somebody is told', async () => {
    const woken: string[] = [];
    const { timers, givenUp } = queueOf(timer(0, 'bad'), timer(0, 'good'));
    const options = waking(timers, async ({ record }) => {
      if (record === 'bad') throw new Error('refused');
      woken.push(record);
    });
    await wakeDue(options, 10);
    expect(woken).toEqual(['good']);
    expect(await timers.next()).toBe(at(1));
    options.clock.now = at(1);
    await wakeDue(options, 10);
    expect(await timers.next()).toBe(at(3));
    options.clock.now = at(3);
    await wakeDue(options, 10);
    expect(givenUp).toHaveLength(1);
    expect(options.heard).toEqual([
      'timers: order-life of Order bad failed: refused; it is tried again',
      'timers: order-life of Order bad failed: refused; it is tried again',
      'timers: order-life of Order bad failed: refused; it is given up',
      'timer-0-bad is lost: refused',
    ]);
  });
});

describe('The worker', () => {
  test('takes what is due in several loops, and stops when what it holds is done', async () => {
    const woken: string[] = [];
    const { timers, waiting } = queueOf(...Array.from({ length: 45 }, (_, index) => timer(0, `r${index}`)));
    const options = waking(timers, async ({ record }) => {
      await sleep(1);
      woken.push(record);
    });
    const worker = createTimerWorker({ ...options, lookEvery: 5 });
    worker.start();
    while (woken.length < 25) await sleep(1);
    await worker.stop();
    const stopped = woken.length;
    await sleep(20);
    expect(woken.length).toBe(stopped);
    expect(new Set(woken).size).toBe(stopped);
    expect(waiting.size).toBe(45 - stopped);
  });

  test('goes on when the database was away', async () => {
    const queue = queueOf(timer(0, 'a'));
    const woken: string[] = [];
    let failures = 0;
    const takeDue: Timers['takeDue'] = async (...given) => {
      if (failures++ < 2) throw new Error('gone');
      return queue.timers.takeDue(...given);
    };
    const options = waking({ ...queue.timers, takeDue }, async ({ record }) => void woken.push(record));
    const worker = createTimerWorker({ ...options, lookEvery: 1 });
    worker.start();
    while (woken.length === 0) await sleep(1);
    await worker.stop();
    expect(options.heard[0]).toBe('timers: the queue cannot be read: gone');
  });
});
