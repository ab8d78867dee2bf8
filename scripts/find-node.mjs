import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Missing, root } from './terminal.mjs';

/** The first versions that run TypeScript sources as they are, without a flag. */
const LEAST = { 22: 18, 23: 6 };

/** True when this Node runs our sources: 22.18 or newer, or 23.6 or newer. */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major >= 24 || minor >= (LEAST[major] ?? Number.POSITIVE_INFINITY);
}

/**
 * The program that runs the platform: `{ path, version }`. The Node that runs this script when it is new enough, else
 * the one that npm brought as a platform package, which is tried before it is trusted.
 */
export function findNode() {
  if (runsTypeScript(process.versions.node)) return { path: process.execPath, version: process.versions.node };
  const tried = [];
  for (const path of candidates().filter(existsSync)) {
    const answer = spawnSync(path, ['--version'], { encoding: 'utf8' });
    const version = answer.stdout?.trim().replace(/^v/, '') ?? '';
    if (answer.status === 0 && runsTypeScript(version)) return { path, version };
    tried.push(`${path} does not run here${version ? ` (it is ${version})` : ''}.`);
  }
  throw new Missing(
    `Node 22.18 or newer is needed to run the platform; this is ${process.versions.node}.`,
    ...tried,
    'Install it from https://nodejs.org or with your package manager (Alpine: apk add nodejs-current), or',
    'let npm bring it where its programs fit: npm install --no-save node@24 --allow-scripts=node',
  );
}

function candidates() {
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const system = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const packages = [`node-${system}`, `node-bin-${system}`, 'node'];
  return packages.map((name) => join(root, 'node_modules', name, 'bin', program));
}
