import { fileURLToPath } from 'node:url';
import { createPlatform } from '@dealwright/platform';

/** A node that does what commits promised: `node node.ts URL`. */
const [url = ''] = process.argv.slice(2);
await createPlatform({
  content: [fileURLToPath(new URL('../timers/', import.meta.url))],
  database: { url },
  ...{ demo: false, follow: false, effects: true },
  now: () => new Date().toISOString(),
  log: () => {},
  report: (error) => console.error(error),
});
console.log('ready on http://nowhere');
