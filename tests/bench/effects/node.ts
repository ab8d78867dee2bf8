import { fileURLToPath } from 'node:url';
import { createPlatform } from '@dealwright/platform';

/** A node that does what commits promised: `node node.ts URL RECEIVER`. */
const [url = '', receiver = ''] = process.argv.slice(2);
const ENVIRONMENT: Readonly<Record<string, string>> = {
  RECEIVER: receiver,
  SECRET: `whsec_${Buffer.alloc(24, 1).toString('base64')}`,
};
await createPlatform({
  content: ['../timers/', './content/'].map((path) => fileURLToPath(new URL(path, import.meta.url))),
  environment: ENVIRONMENT,
  database: { url },
  ...{ demo: false, follow: false, effects: true },
  now: () => new Date().toISOString(),
  log: () => {},
  report: (error) => console.error(error),
});
console.log('ready on http://nowhere');
