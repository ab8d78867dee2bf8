/** `npm run test:tck`: the conformance suite of DMN on the Node that runs the platform. */
import { join } from 'node:path';
import { prepare, runOnNode } from './prepare.mjs';
import { main, root } from './terminal.mjs';

await main(async () => {
  const node = await prepare();
  return runOnNode(node, [join(root, 'tests', 'conformance', 'tck.ts'), ...process.argv.slice(2)]);
});
