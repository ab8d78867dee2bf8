import type { Text } from '@dealwright/diagnostics';
import type { Expression, FeelType } from '@dealwright/expressions';
import type { KindOf } from '@dealwright/metadata';

/** A linked connector: another system, and what it can be asked. Of secrets it holds only the names. */
export interface Connector {
  readonly name: string;
  readonly label: Text;
  /** The variable of the environment that holds the system's address. */
  readonly url: string;
  readonly authentication: Authentication | undefined;
  /** Milliseconds after which one attempt counts as failed. */
  readonly timeout: number;
  readonly retry: Retry;
  readonly breaker: BreakerRule;
  readonly operations: ReadonlyMap<string, Operation>;
}

/** How a request says who asks. Each value is the name of a variable of the environment. */
export type Authentication =
  | { readonly is: 'bearer'; readonly token: string }
  | { readonly is: 'basic'; readonly user: string; readonly password: string }
  | { readonly is: 'header'; readonly name: string; readonly value: string };

/** A call is made at most `times` times; the wait between two doubles from `first` to `most` milliseconds. */
export interface Retry {
  readonly times: number;
  readonly first: number;
  readonly most: number;
}

/** After so many failures one after the other nobody is asked for `rest` milliseconds; then one call tries. */
export interface BreakerRule {
  readonly failures: number;
  readonly rest: number;
}

/** One thing that the system can be asked. */
export interface Operation {
  readonly name: string;
  readonly label: Text;
  readonly method: Method;
  /** Texts and the expressions between them; each value becomes one encoded piece. */
  readonly path: readonly PathPiece[];
  /** What a process gives with `with`. */
  readonly takes: ReadonlyMap<string, Taken>;
  /** True when files of the record can be attached. */
  readonly takesFiles: boolean;
  /** The member of the body that holds the attached files. */
  readonly files: string | undefined;
  readonly query: ReadonlyMap<string, Expression>;
  readonly headers: ReadonlyMap<string, Expression>;
  /** Undefined: nothing is sent. */
  readonly body: Body | undefined;
  /** Over what was taken and `status`, `headers` and `body` of the answer. */
  readonly gives: ReadonlyMap<string, Expression>;
  readonly refused: { readonly when: Expression; readonly because: Expression | undefined } | undefined;
  /** The operation that takes it back. */
  readonly undo: string | undefined;
  /** What the sandbox answers: the first whose `when` holds. */
  readonly sandbox: readonly SandboxAnswer[];
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A value in a path; `name` when it is just a name, as the sandbox calls it. */
export type PathPiece = string | { readonly value: Expression; readonly name: string };

export interface Taken {
  readonly type: FeelType;
  /** False when it may be left out. */
  readonly needed: boolean;
}

/** One expression, or one for each member. */
export type Body = Expression | ReadonlyMap<string, Expression>;

/** Over `request`: method, path, parameters, query, headers, body, and an `id` derived from them. */
export interface SandboxAnswer {
  readonly when: Expression | undefined;
  readonly status: Expression | undefined;
  readonly headers: ReadonlyMap<string, Expression>;
  readonly body: Body | undefined;
}

/** The kind, for those who only ask for its documents. */
export const CONNECTOR: KindOf<Connector> = { name: 'connector' };
