import type { Problem } from './problem.ts';

/** Thrown inside a transaction to undo it when data was refused; caught where the answer is made, and told as data. */
export class Refusal extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((each) => each.code).join(', '));
    this.name = 'Refusal';
    this.problems = problems;
  }
}

/** The codes of `errors[]` in the API: everything that is not an expected refusal. */
export type RequestErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'TOO_COMPLEX'
  | 'RATE_LIMITED'
  | 'INTERNAL';

/** A request that cannot be answered at all, as against data that is refused (see {@link Refusal}). */
export class RequestError extends Error {
  readonly code: RequestErrorCode;
  readonly hint: string | undefined;
  constructor(code: RequestErrorCode, message: string, hint?: string) {
    super(message);
    this.name = 'RequestError';
    this.code = code;
    this.hint = hint;
  }
}
