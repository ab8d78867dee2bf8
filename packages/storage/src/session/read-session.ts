import type { Entity } from '@dealwright/entities';
import type {
  Context,
  DecisionEntry,
  HistoryEntry,
  ListQuery,
  PageOfRows,
  Parameters,
  ReadSession,
} from '@dealwright/records';
import type { Json } from '@dealwright/values';
import { type Connection, type Database, isLost, type Rows, type Statement } from '../connect/database.ts';
import { printAsJson } from '../print/print-list.ts';
import { printFindByKey } from '../print/print-record.ts';
import { printList } from '../print/print-rows.ts';
import { INTERNAL } from '../schema/names.ts';
import { enter, statement, Transaction } from './transaction.ts';
import { translateError } from './translate-error.ts';

/** Reads within a transaction that somebody else began and ends. */
export class Reading implements ReadSession {
  protected readonly transaction: Transaction;
  protected readonly collation: string;

  constructor(transaction: Transaction, collation: string) {
    this.transaction = transaction;
    this.collation = collation;
  }

  async list(query: ListQuery, parameters: Parameters): Promise<PageOfRows> {
    const { statement, read } = printList(query, parameters, this.collation);
    return read(await this.transaction.rows(statement));
  }

  async history(entity: Entity, ids: readonly string[]): Promise<readonly HistoryEntry[]> {
    const found = await this.transaction.ask(statement(HISTORY, JSON.stringify(ids), entity.name));
    return (JSON.parse(found ?? '[]') as HistoryEntry[]).map((entry) => ({
      ...entry,
      event: entry.event ?? undefined,
      reason: entry.reason ?? undefined,
    }));
  }

  async decisions(record: string): Promise<readonly DecisionEntry[]> {
    return JSON.parse((await this.transaction.ask(statement(DECISIONS, record))) ?? '[]') as DecisionEntry[];
  }

  async decision(id: string): Promise<DecisionEntry | undefined> {
    const [found] = JSON.parse((await this.transaction.ask(statement(DECISION, id))) ?? '[]') as DecisionEntry[];
    return found;
  }

  async findByKey(entity: Entity, field: string, value: Json): Promise<string | undefined> {
    const asked = printFindByKey(entity, field, value);
    return (asked && (await this.transaction.ask(asked))) ?? undefined;
  }
}

const decisionsWhere = (condition: string) => `select coalesce(json_agg(r), '[]')::text from (
  select id, entity, record, answer, facts, zone, refused, model_hash as "modelHash", to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, by
  from ${INTERNAL}.decision d where ${condition} order by position desc) r`;
const DECISIONS = decisionsWhere('record = $1::uuid');
const DECISION = decisionsWhere('id = $1::uuid');

const HISTORY = `select coalesce(json_agg(r), '[]')::text from (
  select entity, record, version, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, by, operation, event, reason, changes
  from ${INTERNAL}.history where record in (select value::uuid from json_array_elements_text($1::json)) and entity = $2::text
  order by position desc) r`;

const BEGIN = statement('begin isolation level repeatable read, read only');
const COMMIT = statement('commit');

/** One list, one round trip: the settings and the question travel together, in one implicit transaction. */
export async function readOne(
  database: Database,
  context: Context,
  query: ListQuery,
  parameters: Parameters,
  collation: string,
): Promise<PageOfRows> {
  const { statement: asked, read } = printList(query, parameters, collation);
  return read(await askAlone(database, context, asked));
}

/** The rows of one list as the JSON text that PostgreSQL makes of them. */
export async function readAsJson(
  database: Database,
  context: Context,
  query: ListQuery,
  parameters: Parameters,
  collation: string,
): Promise<string> {
  const rows = await askAlone(database, context, printAsJson(query, parameters, collation));
  return `[${rows.map(([row]) => row).join(',')}]`;
}

async function askAlone(database: Database, context: Context, asked: Statement): Promise<Rows> {
  const connection = await database.connect();
  try {
    const [, rows] = await connection.alone(enter(context), asked);
    connection.release();
    return rows ?? [];
  } catch (error) {
    connection.release(isLost(error) ? error : undefined);
    throw translateError(error);
  }
}

/** Many questions to one moment of the database. The first one brings the beginning along. */
export async function readMany<T>(
  database: Database,
  context: Context,
  collation: string,
  work: (session: ReadSession) => Promise<T>,
): Promise<T> {
  const connection = await database.connect();
  const transaction = new Transaction(connection, translateError);
  void transaction.ask(BEGIN).catch(() => {});
  void transaction.ask(enter(context)).catch(() => {});
  try {
    const answer = await work(new Reading(transaction, collation));
    // Nothing was written, so the answer need not wait for the end.
    void end(connection, transaction);
    return answer;
  } catch (error) {
    void end(connection, transaction);
    throw error;
  }
}

function end(connection: Connection, transaction: Transaction): Promise<void> {
  return transaction.end(COMMIT).then(
    () => connection.release(),
    (error) => connection.release(error),
  );
}
