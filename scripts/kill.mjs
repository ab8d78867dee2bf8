/** `npm run test:kill [-- KILLS [SEED]]`: nodes under load are killed 200 times (20 in `npm test`), and nothing is lost or doubled. */
import { join } from 'node:path';
import { prepare, runOnNode } from './prepare.mjs';
import { main, root } from './terminal.mjs';

await main(async () => {
  const node = await prepare();
  const [kills = '200', seed] = process.argv.slice(2);
  process.env.KILLS = kills;
  if (seed) process.env.KILL_SEED = seed;
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  return runOnNode(node, [...flags, jest, 'tests/server/kill/kill.test.ts']);
});
