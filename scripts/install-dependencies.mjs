import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { alone } from './lock.mjs';
import { run } from './run.mjs';
import { hashOf, isStamped, stamp } from './stamp.mjs';
import { Missing, say } from './terminal.mjs';

/**
 * Installs what `package-lock.json` in `folder` names, unless it is there. The stamp lies in `node_modules`, so it goes
 * with it; a `node_modules` that npm itself brought up to date (`npm install`) is recognised by npm's own list.
 */
export async function installDependencies(folder) {
  const lock = join(folder, 'package-lock.json');
  const stampFile = join(folder, 'node_modules', '.dealwright-installed');
  const expected = hashOf([lock], process.platform, process.arch);
  const isDone = () => isStamped(stampFile, expected);
  if (isDone()) return;
  await alone(async () => {
    if (isDone()) return;
    if (!agreesWithLock(folder)) await install(folder);
    stamp(stampFile, expected);
  });
}

async function install(folder) {
  say(`Installing dependencies into ${join(folder, 'node_modules')} (npm ci; a minute or two the first time)`);
  // Dependencies of development too, whatever NODE_ENV says: the server is built with them.
  const wanted = ['--ignore-scripts', '--include=dev', '--include=optional'];
  const code = await runNpm(
    ['ci', ...wanted, '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'],
    folder,
  );
  if (code === 0) return;
  throw new Missing(
    `npm ci failed with code ${code}.`,
    'npm says why above. The first start needs the npm registry: check the network, and a proxy in ~/.npmrc.',
    'Afterwards nothing is fetched any more.',
  );
}

/** True when npm's list of what it installed has every package of the lock file that this system needs, in that version. */
export function agreesWithLock(folder) {
  const listed = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(listed)) return false;
  const wanted = Object.entries(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages);
  const there = JSON.parse(readFileSync(listed, 'utf8')).packages;
  return wanted
    .filter(([path, entry]) => path.includes('node_modules/') && isNeeded(entry))
    .every(([path, entry]) => there[path]?.version === entry.version);
}

/** Optional packages may be absent, except the ones made for just this system (Node, PostgreSQL). */
function isNeeded({ optional, devOptional, os, cpu, libc }) {
  if (!optional && !devOptional) return true;
  return !libc && [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch);
}

/** npm by its own JavaScript file: on Windows `npm` is a batch file, which cannot be spawned without a shell. */
function runNpm(args, cwd) {
  const beside = dirname(process.execPath);
  const files = [
    process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const file = files.find((each) => each !== undefined && existsSync(each));
  // npm's own output goes to standard error, for the same reason as ours.
  const options = { cwd, stdio: ['ignore', 2, 2] };
  return file ? run(process.execPath, [file, ...args], options) : run('npm', args, options);
}
