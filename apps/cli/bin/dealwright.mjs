#!/usr/bin/env node
/** Plain Node 20: brings what is missing, then runs the commands, which are TypeScript, on Node 24. */
import { join } from 'node:path';
import { prepare, runOnNode } from '../../../scripts/prepare.mjs';
import { main, root } from '../../../scripts/terminal.mjs';

await main(async () => {
  const node = await prepare();
  return runOnNode(node, [join(root, 'apps', 'cli', 'src', 'main.ts'), ...process.argv.slice(2)], {
    cwd: process.cwd(),
  });
});
