import type { Entity, Field } from '@dealwright/entities';
import { arrayLiteral } from '../print/values.ts';
import { columnOf, quoted, tableOf } from '../schema/names.ts';
import { statement, type Transaction } from './transaction.ts';

/** All references to an entity, and what deleting does there. */
export type Referrers = ReadonlyMap<Entity, readonly { readonly entity: Entity; readonly field: Field }[]>;

export function referrersOf(entities: Iterable<Entity>): Referrers {
  const found = new Map<Entity, { entity: Entity; field: Field }[]>();
  for (const entity of entities) {
    for (const field of entity.fields.values()) {
      const target = field.reference?.entity;
      if (target) found.set(target, [...(found.get(target) ?? []), { entity, field }]);
    }
  }
  return found;
}

/**
 * The records that stand in the way of deleting these: those that refer to one of them, or to a part that would go with
 * them, by a reference that refuses; except the ones that would be deleted too.
 */
export async function findObstacles(
  transaction: Transaction,
  referrers: Referrers,
  entity: Entity,
  id: string,
): Promise<readonly { entity: Entity; count: number }[]> {
  const doomed = new Map<Entity, Set<string>>([[entity, new Set([id])]]);
  const next: [Entity, string[]][] = [[entity, [id]]];
  for (let step = next.pop(); step; step = next.pop()) {
    const [target, ids] = step;
    for (const { entity: part, field } of referrers.get(target) ?? []) {
      if (field.reference?.onDelete !== 'delete') continue;
      const known = doomed.get(part) ?? new Set();
      const fresh = (await refer(transaction, part, field, ids)).filter((each) => !known.has(each));
      doomed.set(part, new Set([...known, ...fresh]));
      if (fresh.length > 0) next.push([part, fresh]);
    }
  }
  const obstacles = new Map<Entity, Set<string>>();
  for (const [target, ids] of doomed) {
    for (const { entity: other, field } of referrers.get(target) ?? []) {
      if (field.reference?.onDelete !== 'refuse') continue;
      const left = (await refer(transaction, other, field, [...ids])).filter((each) => !doomed.get(other)?.has(each));
      if (left.length > 0) obstacles.set(other, new Set([...(obstacles.get(other) ?? []), ...left]));
    }
  }
  return [...obstacles].map(([other, ids]) => ({ entity: other, count: ids.size }));
}

async function refer(
  transaction: Transaction,
  entity: Entity,
  field: Field,
  ids: readonly string[],
): Promise<string[]> {
  const text = `select coalesce(json_agg("id"), '[]')::text from ${quoted(tableOf(entity))} where ${quoted(columnOf(field))} = any($1::uuid[])`;
  return JSON.parse((await transaction.ask(statement(text, arrayLiteral(ids)))) ?? '[]') as string[];
}
