import type { Entity } from '@dealwright/entities';
import { fieldIsOneOf } from '@dealwright/expressions';
import { LARGEST_PAGE, type Row, type Selection } from '@dealwright/records';
import type { GraphQLResolveInfo } from 'graphql';
import type { Operation } from '../execute/operation.ts';

/** The records with these ids as the actor may see them, by id; in pages, because a page has an end. */
export async function readSaved(
  entity: Entity,
  ids: readonly string[],
  select: Selection,
  operation: Operation,
  info: GraphQLResolveInfo,
): Promise<ReadonlyMap<string, Row>> {
  const idField = entity.fields.get('id');
  if (!idField) throw new Error(`The entity ${entity.name} has no id.`);
  const withId: Selection = new Map([...select, ['$id', { is: 'field', field: idField }]]);
  const found = new Map<string, Row>();
  for (let start = 0; start < ids.length; start += LARGEST_PAGE) {
    const some = ids.slice(start, start + LARGEST_PAGE);
    const query = {
      entity,
      select: withId,
      where: fieldIsOneOf('id', some),
      orderBy: [],
      page: { first: LARGEST_PAGE },
      count: false,
      cursors: false,
    } as const;
    const page = await operation.list(query, info);
    for (const row of page.rows) found.set(String(row.$id), row);
  }
  return found;
}
