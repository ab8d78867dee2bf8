import { isClean } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { Connection } from '../connect/database.ts';
import { readCatalog } from './catalog.ts';
import { computeAnew } from './compute-anew.ts';
import { designSchema } from './design.ts';
import { planSchema, type SchemaPlan } from './plan-schema.ts';

/** What would be done for these entities. Changes nothing. */
export async function plan(connection: Connection, entities: Iterable<Entity>): Promise<SchemaPlan> {
  const catalog = await readCatalog(connection);
  return planSchema(designSchema(entities, catalog.trigramIn), catalog, connection);
}

/** Does it, all or nothing, unless something would be lost. Only one node at a time. */
export async function apply(connection: Connection, entities: Iterable<Entity>): Promise<SchemaPlan> {
  // Who waits behind a long question for a table makes all others wait behind it: better give up and say so.
  await connection.query(`begin; set local lock_timeout = '5s'; select pg_advisory_xact_lock(${LOCK})`);
  try {
    const planned = await plan(connection, entities);
    if (isClean(planned.problems) && planned.statements.length > 0) {
      await connection.query(planned.statements.join(';\n'));
      for (const [table, fields] of planned.anew) await computeAnew(connection, table, fields);
    }
    await connection.query('commit');
    return planned;
  } catch (error) {
    await connection.query('rollback').catch(() => {});
    throw error;
  }
}

const LOCK = 4_242_002;
