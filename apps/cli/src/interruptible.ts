import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Does work that Ctrl-C may break off, which then has the time to put everything away: its signal is aborted, and the
 * process ends when the work has. A second Ctrl-C does not wait.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const hear = (name: (typeof SIGNALS)[number]) => {
    if (exitCode !== undefined) process.exit(exitCode);
    exitCode = 128 + constants.signals[name];
    controller.abort();
  };
  for (const each of SIGNALS) process.on(each, hear);
  try {
    return await work(controller.signal);
  } finally {
    if (exitCode !== undefined) process.exit(exitCode);
    for (const each of SIGNALS) process.off(each, hear);
  }
}

/** Settles as the work does, or rejects at once when the signal is aborted. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, aborted]);
}
