import { type Entity, formatNumber } from '@dealwright/entities';
import { INTERNAL, sqlName, tableOf } from '../schema/names.ts';
import { statement, type Transaction } from './transaction.ts';

/**
 * The next number of an entity. From a sequence: never given twice, also when this transaction fails, and nobody waits for
 * anybody. Gapless ones from a row that stays locked until the end of the transaction.
 */
export async function takeNumber(transaction: Transaction, entity: Entity, year: number): Promise<string> {
  const { number } = entity;
  if (!number) throw new Error(`${entity.name} has no number format.`);
  // Without the year in it, a number must not begin again each year.
  const series = number.parts.some(({ is }) => is === 'year') ? `${tableOf(entity)}_${year}` : tableOf(entity);
  const next = await transaction.ask(statement(NEXT, sqlName(`number_${series}`), number.gapless));
  return formatNumber(number, year, Number(next));
}

const NEXT = `select ${INTERNAL}.next_number($1::text, $2::boolean)::text`;
