import type { DueTimer, Timers, UndoneTimer } from '@dealwright/records';
import { type Connection, type Database, onConnection, textOf } from '../connect/database.ts';

/** The wake-ups of a queue's table. Whoever holds one holds its row: when a process dies, others see it again at once. */
export function openTimers(database: Database, table: string): Timers {
  const find = async (connection: Connection, now: string, most: number): Promise<readonly Job[]> => {
    const [found] = await connection.answer({ text: due(table), values: [now, most] });
    return JSON.parse(textOf(found) ?? '[]') as Job[];
  };
  const settle = async (
    connection: Connection,
    jobs: readonly Job[],
    undone: readonly UndoneTimer[],
  ): Promise<void> => {
    const failed = undone.map(({ timer, because, again }) => ({
      job: (timer as Job).job,
      because,
      again: again ?? null,
    }));
    const done = jobs.map(({ job }) => job).filter((job) => !failed.some((each) => each.job === job));
    await connection.answer(
      {
        text: `delete from ${table} where id in (select json_array_elements_text($1::json)::uuid)`,
        values: [JSON.stringify(done)],
      },
      ...(failed.length > 0 ? [{ text: fail(table), values: [JSON.stringify(failed)] }] : []),
    );
  };
  return {
    takeDue: (now, most, wake) =>
      database.is === 'postgres'
        ? onConnection(database, (connection) =>
            inTransaction(connection, async () => {
              const jobs = await find(connection, now, most);
              if (jobs.length > 0) await settle(connection, jobs, (await wake(jobs)) ?? []);
              return jobs.length;
            }),
          )
        : takeAlone(now, most, wake),
    next: () =>
      onConnection(database, async (connection) => {
        const [found] = await connection.answer({ text: first(table), values: [] });
        return textOf(found) ?? undefined;
      }),
  };

  /** PGlite has one connection, which whoever is woken needs, and no other node that could take the same. */
  async function takeAlone(now: string, most: number, wake: Parameters<Timers['takeDue']>[2]): Promise<number> {
    const jobs = await onConnection(database, (connection) => find(connection, now, most));
    if (jobs.length === 0) return 0;
    const undone = (await wake(jobs)) ?? [];
    await onConnection(database, (connection) => settle(connection, jobs, undone));
    return jobs.length;
  }
}

/** A wake-up with the id of its job. */
type Job = DueTimer & { readonly job: string };

async function inTransaction<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  await connection.query('begin');
  try {
    const answer = await work();
    await connection.query('commit');
    return answer;
  } catch (error) {
    await connection.query('rollback').catch(() => {});
    throw error;
  }
}

/** By the index on what waits: what is not due is not looked at. */
const due = (table: string): string => `with due as (
    select id, data, retry_count, start_after from ${table}
    where state < 'active' and not blocked and start_after <= $1::timestamptz
    order by start_after limit $2::int for update skip locked)
  select coalesce(json_agg(data || jsonb_build_object('job', id, 'failures', retry_count) order by start_after), '[]')::text from due`;

const first = (
  table: string,
): string => `select to_char(start_after at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  from ${table} where state < 'active' and not blocked order by start_after limit 1`;

/** What is given up is a failed job, as the queue's own tools know it. */
const fail = (table: string): string => `update ${table} j set
    state = (case when f.again is null then 'failed' else 'retry' end)::pgboss.job_state,
    retry_count = j.retry_count + 1,
    start_after = coalesce(f.again, j.start_after),
    completed_on = case when f.again is null then now() end,
    output = jsonb_build_object('message', f.because)
  from json_to_recordset($1::json) as f (job uuid, because text, again timestamptz) where j.id = f.job`;
