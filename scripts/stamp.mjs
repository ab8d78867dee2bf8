import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NOT_SOURCES = new Set(['node_modules', 'dist', 'test']);

/** A SHA-256 over the content of files and folders (names and bytes, in a fixed order); what is missing counts as empty. */
export function hashOf(paths, ...more) {
  const hash = createHash('sha256').update(JSON.stringify(more));
  for (const path of paths) addTo(hash, path);
  return hash.digest('hex');
}

function addTo(hash, path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    for (const name of readdirSync(path).sort()) if (!NOT_SOURCES.has(name)) addTo(hash, join(path, name));
  } else if (found) {
    hash.update(`${path}\0${found.size}\0`).update(readFileSync(path));
  }
}

/** True when the stamp file says what we expect: the step it stands for was done on exactly these inputs. */
export function isStamped(file, expected) {
  try {
    return readFileSync(file, 'utf8') === expected;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

export function stamp(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
