import { type DatabaseOptions, openStorage, type Storage, startDatabase } from '@dealwright/storage';

/**
 * The storage for one job without a running platform: `await using storage = await openForJob(…)` closes it, and the
 * database that was started for it. A server may use the database at the same time; its tables stay as they are.
 */
export async function openForJob(
  database: DatabaseOptions,
  log: (line: string) => void,
): Promise<Storage & AsyncDisposable> {
  const running = await startDatabase({ ...database, log });
  try {
    const storage = await openStorage({ database: running, log });
    return {
      ...storage,
      async [Symbol.asyncDispose]() {
        await storage.close();
        await running.stop();
      },
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}
