import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root, say } from './terminal.mjs';

const file = join(root, '.cache', 'prepare.pid');

/** Runs `work` while no other process installs or builds in this clone: two terminals may start at the same moment. */
export async function alone(work) {
  for (let waited = 0; !take(); waited += 200) {
    if (waited === 0) say(`Waiting for process ${holder()}, which prepares this clone (${file})`);
    await wait(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Makes the file that says who prepares; one whose process is gone (killed) does not count. */
function take() {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    // A link appears at once with its content, so that nobody ever reads an empty file.
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isAlive(holder())) rmSync(file, { force: true });
    return false;
  } finally {
    rmSync(own);
  }
}

function holder() {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return 0;
    throw error;
  }
}

function isAlive(pid) {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
