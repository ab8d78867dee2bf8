import { type ChildProcess, spawn } from 'node:child_process';

/** A server in a process of its own, as it would run: its event loop is not ours. */
export interface Started {
  readonly url: string;
  readonly process: ChildProcess;
}

/** Starts a Node program that prints `ready on http://…` when it serves. */
export function start(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd?: string,
): Promise<Started> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, {
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(cwd === undefined ? {} : { cwd }),
    });
    let printed = '';
    child.stdout.on('data', (piece) => {
      printed += String(piece);
      const url = /ready on (http:\S+)/.exec(printed)?.[1];
      if (url) resolve({ url, process: child });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${command.at(-1)} ended with code ${code}: ${printed}`)));
  });
}

export async function stop({ process: child }: Started): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
