import { appendFile } from 'node:fs/promises';
import { createOutboxWorker } from '@dealwright/effects';
import { openStorage } from '@dealwright/storage';

/** A node of its own, to be killed: `node worker-process.ts URL FILE MILLISECONDS`. Each entry done becomes a line of FILE. */
const [url = '', file = '', pause = '0'] = process.argv.slice(2);
const { outbox } = await openStorage({ database: { is: 'postgres', url } });
const worker = createOutboxWorker({
  outbox,
  backend: 'postgres',
  log: (line) => console.error(line),
  expireInSeconds: 2,
  handlers: {
    probe: async ({ data }) => {
      await new Promise((resolve) => setTimeout(resolve, Number(pause)));
      await appendFile(file, `${String(data.name)}\n`);
    },
  },
});
await worker.start();
await appendFile(file, 'started\n');
