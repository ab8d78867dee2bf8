import { fileURLToPath } from 'node:url';
import { createPlatform } from '@dealwright/platform';
import type { Asked } from './play.ts';

/**
 * A node to be killed: the whole house on the content beside this file, `node node.ts URL`. Answers what its parent asks by
 * messages, each when it is stored.
 */
const [url = ''] = process.argv.slice(2);
const now = () => new Date().toISOString();
const tell = (line: string) => process.stderr.write(`${line}\n`);

const platform = await createPlatform({
  content: [fileURLToPath(new URL('./content/', import.meta.url))],
  database: { url },
  demo: false,
  follow: false,
  effects: true,
  expireInSeconds: 3,
  environment: process.env,
  now,
  log: () => {},
  report: (error, where) => tell(`${where}: ${error instanceof Error ? error.stack : String(error)}`),
});

process.on('message', async ({ id, actor, document, variables, key }: Asked) => {
  const caller = { actor, now: now(), zone: 'UTC', locale: 'en', requestId: key, idempotencyKey: key };
  const { data, errors } = await platform.api.execute({ document, variables, caller });
  process.send?.({ id, data, errors });
});
process.send?.('ready');
