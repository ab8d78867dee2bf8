import type { Context } from '@dealwright/records';
import { type Connection, type Result, type Rows, type Statement, textOf } from '../connect/database.ts';
import { APP_ROLE } from '../schema/names.ts';

/** A statement may run so long; a question that needs more is refused as too complex. */
const LONGEST_MS = 30_000;

const SETTINGS = ['dealwright.actor', 'dealwright.roles', 'dealwright.team', 'dealwright.request', 'dealwright.now'];

/**
 * Makes the transaction the asking person's: the role that owns nothing, and who asks, for the policies of a later stage. Always
 * all settings, so that nothing of an earlier request can remain.
 */
export function enter({ actor, requestId, now }: Context): Statement {
  const values = [actor.system ? 'system' : actor.id, JSON.stringify(actor.roles), actor.team ?? '', requestId, now];
  return { text: ENTER, values };
}

const ENTER = `select set_config('role', '${APP_ROLE}', true), set_config('statement_timeout', '${LONGEST_MS}', true), ${SETTINGS.map((name, index) => `set_config('${name}', $${index + 1}, true)`).join(', ')}`;

export const statement = (text: string, ...values: readonly unknown[]): Statement => ({ text, values });

const TOO_LATE = 'The transaction has ended.';

interface Waiting {
  readonly statement: Statement;
  readonly resolve: (answer: Rows) => void;
  readonly reject: (error: unknown) => void;
}

/** One transaction on one connection. Questions that are asked at the same moment travel together. */
export class Transaction {
  readonly #connection: Connection;
  readonly #translate: (error: unknown) => unknown;
  #waiting: Waiting[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #isOver = false;

  /** @param translate says errors of the database in the words of the platform */
  constructor(connection: Connection, translate: (error: unknown) => unknown) {
    this.#connection = connection;
    this.#translate = translate;
  }

  /** The one text that a statement of ours answers; null when there is no row. */
  async ask(asked: Statement): Promise<string | null> {
    return textOf(await this.rows(asked));
  }

  /** The rows that a statement of ours answers. */
  rows(asked: Statement): Promise<Rows> {
    if (this.#isOver) return Promise.reject(new Error(TOO_LATE));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statement: asked, resolve, reject });
      if (this.#waiting.length === 1) void this.#inTurn(() => this.#send());
    });
  }

  /** Asks the last thing, and closes. */
  end(last: Statement): Promise<string | null> {
    const answer = this.ask(last);
    this.close();
    return answer;
  }

  /** What is asked from now on is an error: the connection may serve somebody else by then. */
  close(): void {
    this.#isOver = true;
  }

  /** Any SQL, after all that was asked before. */
  query(text: string, values?: readonly unknown[]): Promise<Result> {
    return this.#inTurn(() => this.#connection.query(text, values)).catch((error) => {
      throw this.#translate(error);
    });
  }

  /** The same with errors as the database says them, for MikroORM, which wraps them in its own. */
  queryRaw(text: string): Promise<Result> {
    return this.#inTurn(() => this.#connection.query(text));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isOver) return Promise.reject(new Error(TOO_LATE));
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #send(): Promise<void> {
    const sent = this.#waiting;
    this.#waiting = [];
    try {
      const answers = await this.#connection.answer(...sent.map((each) => each.statement));
      sent.forEach(({ resolve }, index) => {
        resolve(answers[index] ?? []);
      });
    } catch (error) {
      for (const { reject } of sent) reject(this.#translate(error));
    }
  }
}
