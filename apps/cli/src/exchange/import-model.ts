import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isClean } from '@dealwright/diagnostics';
import { type DmnDocument, importDmn } from '@dealwright/exchange';
import type { CommonOptions } from '../content-command.ts';
import { print, printJson, printProblems, remark, UsageError } from '../output.ts';

export interface ModelOptions extends CommonOptions {
  readonly to?: string;
  readonly partly?: true;
}

/** No model that people drew is larger; a larger file is not even read. */
const LARGEST = 32 * 1024 * 1024;

/**
 * A `.dmn` file as content: printed, or with `--to DIR` written there, a file for each document. When the file says what
 * our language cannot, nothing is written unless `--partly` is given, and the exit code is 1.
 */
export function importModel(file: string, { to, partly, json, locale }: ModelOptions): void {
  const { documents, problems } = importDmn(readText(file), basename(file));
  const isWritten = to !== undefined && (isClean(problems) || partly === true) && documents.length > 0;
  const files = isWritten ? write(documents, to) : [];
  if (!isClean(problems)) process.exitCode = 1;
  if (json) {
    printJson({ documents, written: files, problems });
    return;
  }
  if (to === undefined) for (const { text } of documents) print(`---\n${text.trimEnd()}`);
  printProblems(problems, locale, process.stderr);
  if (to === undefined) return;
  if (isWritten) remark(`${files.length} files written to ${to}. Now run: dealwright check`);
  else remark('Nothing is written until this is mended; --partly writes what could be read.');
}

function readText(file: string): string {
  try {
    const { size } = statSync(file);
    if (size > LARGEST) throw new UsageError(`${file} is larger than ${LARGEST / 1024 / 1024} MB.`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`The file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Writes each document into a file of its own; a file that is there and says something else is never overwritten. */
function write(documents: readonly DmnDocument[], folder: string): readonly string[] {
  const files = documents.map(({ kind, name, text }) => {
    const isTaken = kind === 'choices' && documents.some((each) => each.kind === 'decision' && each.name === name);
    return { path: join(folder, `${name}${isTaken ? '.choices' : ''}.yaml`), text };
  });
  const differing = files.filter(({ path, text }) => existsSync(path) && readFileSync(path, 'utf8') !== text);
  if (differing.length > 0) {
    throw new UsageError(
      `These files are there already and say something else: ${differing.map(({ path }) => path).join(', ')}. Name another folder with --to.`,
    );
  }
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of files) writeFileSync(path, text);
  return files.map(({ path }) => path);
}
