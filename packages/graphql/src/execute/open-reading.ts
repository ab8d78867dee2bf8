import type { Context, Reading, Records } from '@dealwright/records';

/** A read transaction that stays open while an operation needs it. */
export interface OpenReading {
  readonly reading: Promise<Reading>;
  /** Ends the transaction. Never throws: whoever used it has heard of its errors. */
  close(): Promise<void>;
}

export function openReading(records: Records, context: Context): OpenReading {
  const opened = Promise.withResolvers<Reading>();
  const closed = Promise.withResolvers<void>();
  const ended = records.read(context, async (reading) => {
    opened.resolve(reading);
    await closed.promise;
  });
  const settled = ended.catch(opened.reject);
  return {
    reading: opened.promise,
    close() {
      closed.resolve();
      return settled;
    },
  };
}
