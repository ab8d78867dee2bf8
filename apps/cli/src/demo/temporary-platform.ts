import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlatform, type Platform } from '@dealwright/platform';
import { remark } from '../output.ts';

export interface TemporaryPlatform {
  readonly platform: Platform;
  /** Moves the platform's clock: ISO 8601 in UTC. */
  setClock(now: string): void;
  /** Ends it and removes its database. */
  close(): Promise<void>;
}

/** The platform with demo data, on a database of its own that nobody keeps, and a clock that only the caller moves. */
export async function openTemporaryPlatform(content: readonly string[], beginning: string): Promise<TemporaryPlatform> {
  const folder = mkdtempSync(join(tmpdir(), 'dealwright-demo-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  let now = beginning;
  try {
    const platform = await createPlatform({
      content,
      database: { dataDir: folder, durable: false },
      demo: true,
      follow: false,
      effects: false,
      chromiumPath: process.env.CHROMIUM_PATH,
      now: () => now,
      log: () => {},
      report: (error, where) => remark(`${where}: ${error instanceof Error ? error.stack : String(error)}`),
    });
    return {
      platform,
      setClock(instant) {
        now = instant;
      },
      async close() {
        await platform.close();
        removeFolder();
      },
    };
  } catch (error) {
    removeFolder();
    throw error;
  }
}
