import { SYSTEM } from '@dealwright/access';
import { Refusal } from '@dealwright/diagnostics';
import { createOutboxWorker, createTimerWorker, notifier } from '@dealwright/effects';
import { ENTITY } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { type Context, type Outbox, saveRecord, type Timers } from '@dealwright/records';
import type { Storage } from '@dealwright/storage';

/** Where a node can die: each is a moment at which something is done and the next thing is not. */
export const POINTS = [
  'promise taken, not queued',
  'promise queued, not taken from the outbox',
  'promise in the queue',
  'effect begun, not done',
  'effect done, job not',
  'timer taken, nothing done',
  'timer done, job not',
] as const;
export type Point = (typeof POINTS)[number];

export interface PortsNode {
  stop(): Promise<void>;
}

export const contextOf = (model: Model): Context => ({
  actor: SYSTEM,
  ...{ now: new Date().toISOString(), zone: 'UTC', locale: 'en', model, requestId: 'kill' },
});

/** The two workers of a node on the ports below them, with `at` called at each point. */
export async function startPortsNode(storage: Storage, model: Model, at: (point: Point) => void): Promise<PortsNode> {
  const { store } = storage;
  const now = () => new Date().toISOString();
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  const tell = notifier({ store, model: () => model, now, zone: 'UTC', locale: 'en' });
  const outbox: Outbox = {
    ...storage.outbox,
    async take(most, keep) {
      const taken = await storage.outbox.take(most, async (entries, db) => {
        at('promise taken, not queued');
        await keep(entries, db);
        at('promise queued, not taken from the outbox');
      });
      if (taken > 0) at('promise in the queue');
      return taken;
    },
  };
  const handlers = {
    async notify(...given: Parameters<typeof tell>) {
      at('effect begun, not done');
      await tell(...given);
      at('effect done, job not');
    },
    ...{ call: async () => {}, webhook: async () => {}, look: async () => {} },
  };
  const worker = createOutboxWorker({ outbox, handlers, backend: 'postgres', log, expireInSeconds: 2 });
  const timers: Timers = {
    ...storage.timers,
    takeDue: (due, most, wake) =>
      storage.timers.takeDue(due, most, async (taken) => {
        at('timer taken, nothing done');
        const undone = await wake(taken);
        at('timer done, job not');
        return undone;
      }),
  };
  const clocks = createTimerWorker({
    ...{ timers, now, log, lookEvery: 100 },
    async wake(timer, due) {
      const change = { is: 'tick', id: timer.record } as const;
      const entity = model.get(ENTITY, timer.entity);
      const { problems } = await saveRecord(store, { ...contextOf(model), now: due }, entity, change);
      if (problems.length > 0) throw new Refusal(problems);
    },
    giveUp: async () => {},
  });
  await worker.start();
  clocks.start();
  return {
    async stop() {
      await clocks.stop();
      await worker.stop();
    },
  };
}
