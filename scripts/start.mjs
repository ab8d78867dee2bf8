/** `npm start`: the whole platform on its embedded database. The settings are in the README (`PORT`, `DATA_DIR` …). */
import { join } from 'node:path';
import { prepare, runOnNode } from './prepare.mjs';
import { SERVER_FLAGS } from './server-flags.mjs';
import { main, root } from './terminal.mjs';

await main(async () => {
  const node = await prepare({ build: true, tell: true });
  return runOnNode(node, [...SERVER_FLAGS, join(root, 'apps', 'server', 'dist', 'main.js')]);
});
