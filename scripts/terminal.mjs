import { fileURLToPath } from 'node:url';

/** The folder of the clone, with a separator at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Says in one line what a step does. On standard error, because standard output belongs to the command that follows. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Something is missing that the scripts cannot bring. `remedy` says how a person gets it, a line each. */
export class Missing extends Error {
  constructor(message, ...remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/** Runs a script's body, which returns the exit code; a {@link Missing} is told in plain lines, without a stack. */
export async function main(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    say(`\n${error.message}`);
    for (const line of error.remedy) say(`  ${line}`);
    process.exitCode = 1;
  }
}
