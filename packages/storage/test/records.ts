import { randomUUIDv7 } from 'node:crypto';
import type { RecordValues } from '@dealwright/entities';
import type { ListQuery, Selection } from '@dealwright/records';
import { entityOf, NOW, type Shop } from './shop.ts';

/** Stores records as they are said, in one transaction; ids are made where none is given. Answers the ids. */
export async function store(shop: Shop, entity: string, ...records: RecordValues[]): Promise<string[]> {
  return shop.storage.store.write(shop.context, async (session) => {
    const ids: string[] = [];
    for (const values of records) {
      const id = String(values.id ?? randomUUIDv7());
      await session.insert(entityOf(shop.model, entity), { id, createdAt: NOW, updatedAt: NOW, ...values });
      ids.push(id);
    }
    return ids;
  });
}

/** Selects fields by name: `name` a column, `customer.name` over a reference. */
export function select(shop: Shop, entity: string, ...names: string[]): Selection {
  const of = entityOf(shop.model, entity);
  const selection = new Map();
  for (const name of names) {
    const [head = '', ...rest] = name.split('.');
    const field = of.fields.get(head);
    const target = field?.reference?.entity;
    if (field && target && rest.length > 0) {
      const below = selection.get(head)?.select ?? new Map();
      for (const [key, value] of select(shop, target.name, rest.join('.'))) below.set(key, value);
      selection.set(head, { is: 'one', field, entity: target, select: below });
    } else selection.set(head, { is: 'field', field });
  }
  return selection;
}

/** A list query with everything that a test does not say. */
export function query(shop: Shop, entity: string, names: readonly string[], more: Partial<ListQuery> = {}): ListQuery {
  return {
    entity: entityOf(shop.model, entity),
    select: select(shop, entity, ...names),
    orderBy: [],
    page: {},
    count: false,
    ...more,
  };
}
