import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONTENT_FOLDERS } from '@dealwright/platform';
import { expect } from '@jest/globals';

const MAIN = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));

/** One thing that a guide does: a command with what it prints, a file to write, a change of a file. */
export type Step =
  | { readonly is: 'command'; readonly command: string; readonly prints: string }
  | { readonly is: 'file'; readonly file: string; readonly text: string }
  | { readonly is: 'change'; readonly file: string; readonly diff: string };

const BLOCK = /(?:<!-- (file|change): (\S+) -->\n)?```(\w+)\n([\s\S]*?)```/g;

/**
 * The steps of a guide, in order: blocks of `console`, where a line that begins with `$ ` is a command and the lines below
 * it what it prints; blocks after a comment `file: NAME`, which are written; blocks of `diff` after `change: NAME`.
 */
function stepsOf(guide: string): Step[] {
  return [...guide.matchAll(BLOCK)].flatMap(([, mark, file = '', language, text = '']): Step[] => {
    if (mark === 'file') return [{ is: 'file', file, text }];
    if (mark === 'change') return [{ is: 'change', file, diff: text }];
    return language === 'console' ? commandsOf(text) : [];
  });
}

function commandsOf(block: string): Step[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((each) => {
      const end = each.indexOf('\n');
      return { is: 'command', command: each.slice(0, end), prints: each.slice(end + 1) };
    });
}

/** A folder with the content in which the commands of a guide run, as at an analyst's desk. */
export interface Desk {
  /** Does a step; answers what a command prints, on both of its outputs. */
  take(step: Step): string;
  /** A file that a command wrote. */
  read(file: string): string;
  leave(): void;
}

/** @param environment what the commands find beside the usual, such as DATABASE_URL */
export function openDesk(environment: NodeJS.ProcessEnv = {}): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'guide-'));
  for (const each of CONTENT_FOLDERS) cpSync(each, join(folder, each), { recursive: true });
  const bin = join(folder, '.bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" "${MAIN}" "$@"\n`);
  chmodSync(join(bin, 'npx'), 0o755);
  const env = {
    ...process.env,
    ...environment,
    PATH: [bin, process.env.PATH].join(delimiter),
    NODE_COMPILE_CACHE: join(tmpdir(), 'dealwright-compiled'),
  };
  return {
    take(step) {
      if (step.is === 'file') write(step.file, step.text);
      else if (step.is === 'change')
        write(step.file, changed(readFileSync(join(folder, step.file), 'utf8'), step.diff));
      else return run(step.command);
      return '';
    },
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    leave: () => rmSync(folder, { recursive: true }),
  };

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }

  function run(command: string): string {
    const { stdout, error } = spawnSync('sh', ['-c', `{ ${command}\n} 2>&1`], { cwd: folder, env, encoding: 'utf8' });
    if (error) throw error;
    return stdout;
  }
}

/**
 * Types the commands of a guide and compares what they print with what it shows. `UPDATE_GOLDEN=1` writes what they print
 * into the guide where it does not agree; read the difference.
 */
export function followGuide(file: string, desk: Desk): void {
  const guide = readFileSync(file, 'utf8');
  const steps = stepsOf(guide);
  expect(steps.filter(({ is }) => is === 'command').length).toBeGreaterThan(3);
  let [updated, rest] = ['', guide];
  for (const step of steps) {
    const printed = desk.take(step);
    if (step.is !== 'command' || agrees(step.prints, printed)) continue;
    const [shown, seen] = [`$ ${step.command}\n${step.prints}`, `$ ${step.command}\n${printed.trimEnd()}\n`];
    if (process.env.UPDATE_GOLDEN !== '1') expect(seen).toBe(shown);
    const end = rest.indexOf(shown);
    updated += rest.slice(0, end) + seen;
    rest = rest.slice(end + shown.length);
  }
  updated += rest;
  if (updated !== guide) writeFileSync(file, updated);
}

/** Lines that begin with `-` go, those with `+` come in their place, the others must stand there. */
function changed(text: string, diff: string): string {
  const lines = diff.trimEnd().split('\n');
  const side = (sign: string) =>
    lines
      .filter((line) => line.startsWith(sign) || line.startsWith(' '))
      .map((line) => line.slice(1))
      .join('\n');
  const [before, after] = [side('-'), side('+')];
  if (!text.includes(before)) throw new Error(`the guide changes what is not there:\n${before}`);
  return text.replace(before, () => after);
}

/** Says whether a text is what the guide shows: `…` on a line of its own stands for lines, within a line for characters. */
function agrees(shown: string, printed: string): boolean {
  const pattern = shown
    .trimEnd()
    .split('\n')
    .map((line) => (line.trim() === '…' ? ANY_LINES : line.split('…').map(literally).join('[^\\n]*')))
    .join('\n')
    .replaceAll(`\n${ANY_LINES}`, '(?:\\n[^\\n]*)*')
    .replaceAll(ANY_LINES, '(?:[^\\n]*\\n)*?[^\\n]*');
  return new RegExp(`^${pattern}$`).test(printed.trimEnd());
}

const ANY_LINES = '\u0000';

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
