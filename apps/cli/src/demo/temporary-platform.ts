import { createPlatform, type Platform } from '@dealwright/platform';
import { interruptible, untilAborted } from '../interruptible.ts';
import { remark } from '../output.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

export interface TemporaryPlatform {
  readonly platform: Platform;
  /** What the platform's clock shows. */
  now(): string;
  /** Moves the platform's clock: ISO 8601 in UTC. */
  setClock(now: string): void;
}

/** Lends the platform with demo data, on a database that nobody keeps, and with a clock that only the borrower moves. */
export function onTemporaryPlatform<T>(
  content: readonly string[],
  beginning: string,
  work: (temporary: TemporaryPlatform) => Promise<T>,
): Promise<T> {
  const use = (signal: AbortSignal) =>
    inTemporaryFolder(async (dataDir) => {
      let now = beginning;
      const platform = await createPlatform({
        content,
        database: { dataDir, durable: false },
        demo: true,
        signal,
        follow: false,
        effects: false,
        sandbox: true,
        chromiumPath: process.env.CHROMIUM_PATH,
        now: () => now,
        log: () => {},
        report: (error, where) => remark(`${where}: ${error instanceof Error ? error.stack : String(error)}`),
      });
      const setClock = (instant: string) => {
        now = instant;
      };
      try {
        return await untilAborted(work({ platform, now: () => now, setClock }), signal);
      } finally {
        await platform.close();
      }
    });
  return interruptible(use);
}
