import type { Text } from '@dealwright/diagnostics';

/** Why an attempt came to nothing. */
export interface Failure {
  readonly because: Text;
  /** True when asking again can help. */
  readonly again: boolean;
  /** True when the system itself is to blame, and may want its peace. */
  readonly ofSystem: boolean;
  /** Milliseconds that the system asks us to wait. */
  readonly wait?: number;
}

/** Thrown where a request cannot be made or its answer not be had. */
export class CallFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(typeof failure.because === 'string' ? failure.because : failure.because.en);
    this.name = 'CallFailed';
    this.failure = failure;
  }
}

/** What is wrong here and would be wrong again. */
export function ofNoUse(because: Text): CallFailed {
  return new CallFailed({ because, again: false, ofSystem: false });
}

/** What is wrong there, and may be better later. */
export function later(because: Text): CallFailed {
  return new CallFailed({ because, again: true, ofSystem: true });
}
