import { Refusal, RequestError, type RequestErrorCode, say } from '@dealwright/diagnostics';
import { GraphQLError } from 'graphql';

export interface ErrorTelling {
  readonly requestId: string;
  readonly locale: string;
  /** Hears of what is not told to the caller. */
  report(error: unknown): void;
}

/** What graphql-js and graphql-jit say of an error; jit's are not of the class. */
interface Located {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly locations?: GraphQLError['locations'];
  readonly originalError?: unknown;
  readonly extensions?: GraphQLError['extensions'];
}

/** An error as the caller hears it: with a code of the list, and nothing of the inside. */
export function describeError(error: Located, telling: ErrorTelling): GraphQLError {
  const { message, extensions } = whatToSay(error, telling);
  const told = new GraphQLError(message, { extensions, ...(error.path ? { path: error.path } : {}) });
  if (error.locations) Object.defineProperty(told, 'locations', { value: error.locations, enumerable: true });
  return told;
}

function whatToSay(error: Located, telling: ErrorTelling): { message: string; extensions: Record<string, unknown> } {
  const cause = innermost(error);
  if (cause instanceof RequestError) {
    return { message: cause.message, extensions: { code: cause.code, ...(cause.hint ? { hint: cause.hint } : {}) } };
  }
  if (cause instanceof Refusal) {
    const problems = cause.problems.map((each) => ({ code: each.code, message: say(each.message, telling.locale) }));
    return {
      message: problems.map((each) => each.message).join(' '),
      extensions: { code: 'BAD_USER_INPUT', problems },
    };
  }
  // The engine turns it into an error of its own when it happens in a variable.
  if ((cause === undefined || cause instanceof RangeError) && (cause ?? error).message.includes('call stack')) {
    const code: RequestErrorCode = 'TOO_COMPLEX';
    return { message: 'This is nested too deeply.', extensions: { code, hint: 'put fewer things inside each other' } };
  }
  if (cause === undefined || cause instanceof GraphQLError) {
    return { message: error.message, extensions: { code: codeOf(error) } };
  }
  telling.report(cause);
  return {
    message: 'Something went wrong inside. It has been noted under this request id.',
    extensions: { code: 'INTERNAL' satisfies RequestErrorCode, requestId: telling.requestId },
  };
}

/** The error that somebody threw, below those that only say where; undefined when the engine itself refused. */
function innermost(error: Located): unknown {
  let at: unknown = error.originalError;
  while (at instanceof GraphQLError && at.originalError) at = at.originalError;
  return at ?? undefined;
}

/** The codes of Apollo and graphql-js are all the caller's mistakes, but for the one that says otherwise. */
function codeOf({ extensions, message }: Located): RequestErrorCode {
  if (message.endsWith('Parsing aborted.')) return 'TOO_COMPLEX';
  return extensions?.code === 'INTERNAL_SERVER_ERROR' ? 'INTERNAL' : 'BAD_USER_INPUT';
}
