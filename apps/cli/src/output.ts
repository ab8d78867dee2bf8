import { type Problem, showProblem } from '@dealwright/diagnostics';

/** Prints a line of the answer on standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints what is not the answer (progress, remarks, errors) on standard error. */
export function remark(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Prints the answer as JSON, indented: it is read by people too. */
export function printJson(answer: unknown): void {
  print(JSON.stringify(answer, undefined, 2));
}

/** Prints problems as `file:line:column CODE message (hint)`, each with its source line and a caret. */
export function printProblems(
  problems: readonly Problem[],
  locale: string | undefined,
  stream: NodeJS.WritableStream = process.stdout,
): void {
  for (const each of problems) stream.write(`${showProblem(each, locale)}\n`);
}

/** A mistake of the person who typed the command: told without a stack, exit code 2. */
export class UsageError extends Error {}
