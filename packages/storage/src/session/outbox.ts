import type { Outbox, OutboxEntry } from '@dealwright/records';
import { type Database, onConnection, textOf } from '../connect/database.ts';
import { INTERNAL } from '../schema/names.ts';
import { OUTBOX_CHANNEL } from './write-session.ts';

/** The promises of commits, in the order in which they were made. */
export function openOutbox(database: Database): Outbox {
  const db = {
    executeSql: (text: string, values?: unknown[]) =>
      onConnection(database, async (connection) => ({ rows: [...(await connection.query(text, values)).rows] })),
  };
  return {
    db,
    subscribe: (heard) => database.subscribe(OUTBOX_CHANNEL, () => heard()),
    take: (most, keep) =>
      onConnection(database, async (connection) => {
        await connection.query('begin');
        try {
          // In turns: were a later batch queued before an earlier one, a record's promises would lose their order.
          await connection.query(`select pg_advisory_xact_lock(hashtext('${OUTBOX_CHANNEL}'))`);
          const [found] = await connection.answer({ text: TAKE, values: [most] });
          const entries = JSON.parse(textOf(found) ?? '[]') as OutboxEntry[];
          if (entries.length > 0) {
            await keep(entries, {
              executeSql: async (text, values) => ({ rows: [...(await connection.query(text, values)).rows] }),
            });
          }
          await connection.query('commit');
          return entries.length;
        } catch (error) {
          await connection.query('rollback').catch(() => {});
          throw error;
        }
      }),
  };
}

/** Deleted at once, but only for this transaction until it commits. */
const TAKE = `with taken as (
    delete from ${INTERNAL}.outbox where position in (
      select position from ${INTERNAL}.outbox order by position limit $1::int)
    returning position, id, "is", entity, record, data, request_id)
  select coalesce(json_agg(json_build_object('id', id, 'is', "is", 'entity', entity, 'record', record, 'data', data, 'requestId', request_id)
    order by position), '[]')::text from taken`;
