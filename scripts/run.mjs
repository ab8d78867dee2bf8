import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './terminal.mjs';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program in the foreground: it has our terminal, gets our signals, and its exit code is the answer (128 + n when
 * signal n ended it). Never through a shell, so that paths with blanks work on every system.
 *
 * A Ctrl-C at a terminal reaches the child by itself, because it shares our process group; it is forwarded only where
 * there is no terminal. We outlive the signal, to report how the child ended.
 */
export function run(program, args, { cwd = root, env = {}, stdio = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio });
    const forward = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    const stopWatching = whenOrphaned(() => child.kill('SIGTERM'));
    const release = () => {
      stopWatching();
      for (const signal of FORWARDED) process.off(signal, forward);
    };
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('close', (code, signal) => {
      release();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/**
 * Calls `end` when the shell that npm started us in is gone: it dies of npm's signal without passing it on. Only below
 * npm, because a person may well start us and close the terminal. Call the result to stop watching.
 */
function whenOrphaned(end) {
  if (process.env.npm_lifecycle_event === undefined) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, 200);
  return () => clearInterval(timer);
}

/** Runs a program in the background: its exit code and all it printed, both streams in the order they came. */
export async function capture(program, args, { cwd = root, env = {} } = {}) {
  const printed = [];
  const code = await new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => printed.push(piece));
    child.once('error', reject);
    child.once('close', (status, signal) => resolve(status ?? 128 + (constants.signals[signal] ?? 0)));
  });
  return { code, printed: Buffer.concat(printed).toString('utf8') };
}
