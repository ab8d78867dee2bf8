import { setTimeout as sleep } from 'node:timers/promises';
import { type Waking, wakeDue } from './wake-due.ts';

export interface TimerWorkerOptions extends Waking {
  /** Loops that take what is due beside each other, each with a connection for what it holds. */
  readonly concurrency?: number;
  /** Milliseconds between looks when nothing is due. */
  readonly lookEvery?: number;
}

export interface TimerWorker {
  start(): void;
  /** Takes no more, and waits for what is being done. */
  stop(): Promise<void>;
}

/** What one loop holds: the others, and other nodes, take what comes after it. */
const AT_ONCE = 20;

/**
 * Wakes records when their timers are due, at least once, in as many nodes as there are. Who dies holds nothing any more:
 * another node, or this one when it is back, takes it at its next look.
 */
export function createTimerWorker(options: TimerWorkerOptions): TimerWorker {
  const { concurrency = 2, lookEvery = 1_000, log } = options;
  const stopping = new AbortController();
  let loops: readonly Promise<void>[] = [];

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      const found = await wakeDue(options, AT_ONCE).catch((error: Error) => {
        log(`timers: the queue cannot be read: ${error.message}`);
        return 0;
      });
      if (found < AT_ONCE) await sleep(lookEvery, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  return {
    start() {
      loops = Array.from({ length: concurrency }, loop);
    },
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}
