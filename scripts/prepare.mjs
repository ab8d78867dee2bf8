/**
 * What a fresh machine needs before the platform can run, in order. Plain Node 20 without dependencies, because it runs
 * before there are any; each step does nothing when its work is there, and none needs the network then.
 */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApps } from './build-apps.mjs';
import { findChromium } from './find-chromium.mjs';
import { findNode } from './find-node.mjs';
import { installDependencies } from './install-dependencies.mjs';
import { run } from './run.mjs';
import { main, root, say } from './terminal.mjs';

/**
 * Brings what is missing and answers the path of the Node that runs the platform.
 *
 * `build`: also build the apps (the server and the studio need it; commands do not).
 * `tell`: also say what was found, not only what had to be done.
 */
export async function prepare({ build = false, tell = false } = {}) {
  // Set by some users; our engines name what the sources need, not what these scripts need.
  delete process.env.npm_config_engine_strict;
  await installDependencies(root);
  const node = findNode();
  if (tell) {
    const chromium = await findChromium(node.path);
    say(`Node ${node.version}${node.path === process.execPath ? '' : ' (from npm)'}`);
    say(`Chromium ${chromium.path ?? `is missing, so documents cannot be printed: ${chromium.why}`}`);
  }
  if (build) await buildApps(node.path);
  return node.path;
}

/** Runs one of our TypeScript files (or a built one) on the Node that {@link prepare} answered, with a compile cache. */
export function runOnNode(node, args, options = {}) {
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...options.env };
  return run(node, args, { ...options, env });
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await prepare({ build: true, tell: true });
    return 0;
  });
}
