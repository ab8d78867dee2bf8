import type { Entity } from '@dealwright/entities';
import type { Statement } from '../connect/database.ts';
import { columnOf, quoted, tableOf } from '../schema/names.ts';
import { arrayLiteral } from './values.ts';

/**
 * Statements that lock the parents of a part, the farthest first, each level in the order of its ids. The last one answers
 * the ids of the direct parents. None for an entity without a parent; a tree of one entity is locked one level up.
 * @param id of a part that is stored
 * @param parents ids of further parents: of a part to come
 */
export function printParentLocks(part: Entity, id: string | undefined, parents: readonly string[]): Statement[] {
  const values = [id ?? null, arrayLiteral(parents)];
  const statements: Statement[] = [];
  const seen = new Set([part]);
  let ids = '';
  for (let { parent } = part, child = part; parent?.reference; ) {
    const above = parent.reference.entity;
    const link = `select ${quoted(columnOf(parent))} from ${quoted(tableOf(child))} where "id"`;
    ids = ids === '' ? `${link} = $1::uuid union select unnest($2::uuid[])` : `${link} in (${ids})`;
    const locked = `select "id" from ${quoted(tableOf(above))} where "id" in (${ids}) order by "id" for no key update`;
    statements.unshift({ text: `select coalesce(json_agg(r."id"), '[]')::text from (${locked}) r`, values });
    if (seen.has(above)) break;
    seen.add(above);
    [child, parent] = [above, above.parent];
  }
  return statements;
}
