import type { Entity } from '@dealwright/entities';
import { fieldEquals } from '@dealwright/expressions';
import type { Context, RecordStore, Row, Selected } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';

/** Records whose fields have these values, internal fields too: below access, for identity's own eyes. */
export async function findRows(
  store: RecordStore,
  context: Context,
  entity: Entity,
  where: JsonObject,
  fields: readonly string[],
): Promise<readonly Row[]> {
  const of = Object.entries(where).map(([name, value]) => fieldEquals(name, value));
  const select = new Map<string, Selected>();
  for (const name of fields) {
    const field = entity.fields.get(name);
    if (field) select.set(name, { is: 'field', field });
  }
  const page = { all: true };
  const query = { entity, select, where: { is: 'and', of } as const, orderBy: [], page, count: false, cursors: false };
  return (await store.read(context, (session) => session.list(query, {}))).rows;
}
