import pg from 'pg';

/** The part of `pg`'s connection through which every prepared statement of storage goes. */
interface Wire {
  parse(message: { text: string; name: string }, ...more: unknown[]): void;
  bind(message: { statement: string }, ...more: unknown[]): void;
}

const texts = new Map<string, string>();
const seen: string[] = [];
const wire = pg.Connection.prototype as unknown as Wire;
const { parse, bind } = wire;
wire.parse = function watched(this: Wire, message, ...more) {
  texts.set(message.name, message.text);
  parse.call(this, message, ...more);
};
wire.bind = function watched(this: Wire, message, ...more) {
  seen.push(texts.get(message.statement) ?? message.statement);
  bind.call(this, message, ...more);
};

/** The lists that were asked while `work` ran, and all statements, with those which begin, end and set the session. */
export async function statementsOf<T>(
  work: () => Promise<T>,
): Promise<{ readonly sql: readonly string[]; readonly all: readonly string[]; readonly answer: T }> {
  seen.length = 0;
  const answer = await work();
  const all = [...seen];
  return { sql: all.filter((each) => each.includes(' from (select t1.* from ')), all, answer };
}
