/** `npm run demo`: the main job from a lead to a contract PDF, without a server. The same as `npx dealwright demo`. */
import { join } from 'node:path';
import { prepare, runOnNode } from './prepare.mjs';
import { main, root } from './terminal.mjs';

await main(async () => {
  const node = await prepare({ tell: true });
  return runOnNode(node, [join(root, 'apps', 'cli', 'src', 'main.ts'), 'demo', ...process.argv.slice(2)]);
});
