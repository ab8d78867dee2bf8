import { ENTITY, settingKind } from '@dealwright/entities';
import { fieldIsOneOf, type Predicate } from '@dealwright/expressions';
import type { Model } from '@dealwright/metadata';
import { type Context, LARGEST_PAGE, type RecordStore, saveRecord } from '@dealwright/records';

const USUAL_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * Forgets the deliveries that nothing has become of for so many days as the setting `deliveryDays` says (90 when there is
 * none); those that are on their way stay. Resolves to how many.
 */
export async function forgetDeliveries(store: RecordStore, context: Context): Promise<number> {
  const entity = context.model.find(ENTITY, 'Delivery');
  const field = entity?.fields.get('id');
  if (!entity || !field) return 0;
  const until = new Date(Date.parse(context.now) - deliveryDaysOf(context.model) * DAY_MS);
  const where = olderThan(until.toISOString());
  const select = new Map([['id', { is: 'field', field } as const]]);
  const page = { first: LARGEST_PAGE };
  const query = { entity, select, where, orderBy: [], page, count: false, cursors: false };
  for (let forgotten = 0; ; ) {
    const { rows } = await store.list(context, query, {});
    for (const { id } of rows) await saveRecord(store, context, entity, { is: 'delete', id: String(id) });
    forgotten += rows.length;
    if (rows.length < LARGEST_PAGE) return forgotten;
  }
}

/** For how many days Deliveries are kept of which nothing has become any more. */
export function deliveryDaysOf(model: Model): number {
  const days = model.find(settingKind, 'deliveryDays')?.value;
  return typeof days === 'number' ? days : USUAL_DAYS;
}

function olderThan(instant: string): Predicate {
  const type = { kind: 'date and time' } as const;
  const left = { is: 'field', path: ['updatedAt'], type } as const;
  const before: Predicate = { is: 'compare', operator: '<', left, right: { is: 'value', value: instant, type } };
  return { is: 'and', of: [before, fieldIsOneOf('status', ['delivered', 'given-up', 'not-sent'])] };
}
