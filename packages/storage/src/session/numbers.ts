import { type Entity, formatNumber } from '@dealwright/entities';
import type { Database } from '../connect/database.ts';
import { INTERNAL, sqlName, tableOf } from '../schema/names.ts';
import { statement, type Transaction } from './transaction.ts';

/**
 * The next number of an entity. From a sequence: never given twice, also when this transaction fails, and nobody waits for
 * anybody. Gapless ones from a row that stays locked until the end of the transaction.
 */
export async function takeNumber(
  database: Database,
  transaction: Transaction,
  entity: Entity,
  year: number,
): Promise<string> {
  const { number } = entity;
  if (!number) throw new Error(`${entity.name} has no number format.`);
  // Without the year in it, a number must not begin again each year.
  const series = number.parts.some(({ is }) => is === 'year') ? `${tableOf(entity)}_${year}` : tableOf(entity);
  const name = sqlName(`number_${series}`);
  if (!number.gapless) await makeSequence(database, name);
  const next = await transaction.ask(statement(NEXT, name, number.gapless));
  return formatNumber(number, year, Number(next));
}

/** Sequences that are known to be there. */
const known = new WeakMap<Database, Set<string>>();

/** Beside the transaction: if it failed, a sequence made in it would be gone, and begin again. */
async function makeSequence(database: Database, name: string): Promise<void> {
  const made = known.get(database) ?? new Set();
  known.set(database, made);
  if (made.has(name)) return;
  await database.aside(`select ${INTERNAL}.make_series($1)`, [name]);
  made.add(name);
}

const NEXT = `select ${INTERNAL}.next_number($1::text, $2::boolean)::text`;
