import { chmod, mkdir, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** As whom PostgreSQL's programs run. They refuse to run as root. */
export interface ProgramUser {
  readonly uid: number;
  readonly gid: number;
}

/** When we are root: `nobody`, for no account may be created. Undefined: run as who we are. */
export async function programUser(): Promise<ProgramUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(accounts) ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : { uid: 65534, gid: 65534 };
}

/** True when `user` may pass through this folder and every folder above it. */
export async function canEnter(folder: string, user: ProgramUser): Promise<boolean> {
  let at = await realpath(folder);
  for (;;) {
    const { mode, uid } = await stat(at);
    if ((mode & (uid === user.uid ? 0o100 : 0o001)) === 0) return false;
    if (at === dirname(at)) return true;
    at = dirname(at);
  }
}

/** A folder of ours that every user can enter: for what {@link ProgramUser} needs when ours lies where it cannot. */
export async function publicFolder(): Promise<string> {
  for (const parent of ['/var/lib', tmpdir()]) {
    const folder = join(parent, 'dealwright');
    try {
      await mkdir(folder, { recursive: true, mode: 0o755 });
      const { uid, mode } = await stat(folder);
      // In a folder like /tmp somebody else may have been first: never run programs from a place that is not ours.
      if (uid === process.getuid?.() && (mode & 0o022) === 0) return folder;
    } catch {
      // The next place, then.
    }
  }
  throw new Error("There is no folder outside of this user's home where the database could lie: set DATABASE_URL.");
}

/** Lets everybody read (and enter) all that lies in the folder. */
export async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const each of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, each.name);
    if (each.isDirectory()) await makeReadable(path);
    else if (each.isFile()) await chmod(path, ((await stat(path)).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}
