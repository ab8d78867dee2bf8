import { Refusal } from '@dealwright/diagnostics';
import { ENTITY, type Entity } from '@dealwright/entities';
import { fieldEquals } from '@dealwright/expressions';
import {
  type Change,
  type Context,
  type OutboxEntry,
  type ReadSession,
  type RecordStore,
  type Row,
  type Selected,
  saveRecord,
} from '@dealwright/records';
import { type JsonObject, valueTypes } from '@dealwright/values';
import { storable } from '../storable.ts';
import type { Deliveries, Outcome } from './deliveries.ts';

interface DeliveryRowsOptions {
  readonly store: RecordStore;
  /** The platform's own, of the moment: the store sees everything with it. */
  readonly context: (requestId: string) => Context;
  /** Blackens what nobody may read. */
  readonly hide: (text: string) => string;
}

/** What asks somebody outside has a Delivery in any case; the rest only when it failed. */
const OUTSIDE: ReadonlySet<string> = new Set(['send', 'webhook', 'call']);

/** Deliveries as records of the entity Delivery, one for each entry. */
export function deliveryRows({ store, context: contextOf, hide }: DeliveryRowsOptions): Deliveries {
  return {
    async isDelivered(entry) {
      const context = contextOf(entry.requestId);
      return (await store.read(context, (session) => findDelivery(session, context, entry.id)))?.status === 'delivered';
    },
    async tell(entry, outcome) {
      const isAtOnce = outcome.is === 'delivered' && outcome.attempts === 1 && entry.data.resent !== true;
      if (isAtOnce && !OUTSIDE.has(entry.is)) return;
      const context = contextOf(entry.requestId);
      const save = (change: Change) => saveRecord(store, context, deliveryOf(context), change);
      const told = toldOf(outcome, context.now, hide);
      // Most are new; that there is one already, the key says.
      const created =
        outcome.attempts <= 1 && entry.is !== 'send'
          ? await save({ is: 'create', values: { ...describe(entry), ...told } })
          : undefined;
      if (created?.id !== undefined) return;
      if (created && !created.problems.every(({ code }) => code === 'KEY_TAKEN')) throw new Refusal(created.problems);
      const found = await store.read(context, (session) => findDelivery(session, context, entry.id));
      const { id, problems } = await save(
        found
          ? { is: 'update', id: String(found.id), values: told }
          : { is: 'create', values: { ...describe(entry), ...told } },
      );
      if (id === undefined) throw new Refusal(problems);
    },
  };
}

/** The Delivery of an entry; undefined when there is none yet. */
async function findDelivery(session: ReadSession, context: Context, entry: string): Promise<Row | undefined> {
  const entity = deliveryOf(context);
  const select = new Map<string, Selected>();
  for (const name of ['id', 'status']) {
    const field = entity.fields.get(name);
    if (field) select.set(name, { is: 'field', field });
  }
  const where = fieldEquals('entry', entry, { kind: 'string' });
  const query = { entity, select, where, orderBy: [], page: { first: 1 }, count: false, cursors: false };
  return (await session.list(query, {})).rows[0];
}

/** What is said of an entry before anything became of it. */
export function describe(entry: OutboxEntry): JsonObject {
  const { is, data, entity, record, id } = entry;
  const text = (...values: readonly unknown[]) =>
    storable(values.filter((each) => typeof each === 'string').join(' '), LONGEST_LINE);
  const about = { entity, record, entry: id, promise: keptOf(entry) };
  switch (is) {
    case 'send':
      return { ...about, is: 'mail', to: text(data.to), subject: text(data.subject) };
    case 'webhook':
      return { ...about, is: 'webhook', to: text(data.webhook), subject: text(data.type) };
    case 'call':
      return {
        ...about,
        is: 'call',
        to: text(data.connector),
        subject: `${text(data.connector)}.${text(data.operation)}`,
      };
    default:
      return { ...about, is: 'other', to: text(data.to), subject: text(is, data.message, data.document, data.event) };
  }
}

/** Null when it is larger than any value may be: then it is told of, but cannot be sent again. */
function keptOf(entry: OutboxEntry): JsonObject | null {
  const promise: JsonObject = { ...entry };
  const parsed = valueTypes.get('json')?.parse(promise, {});
  return parsed && 'value' in parsed ? promise : null;
}

function deliveryOf({ model }: Context): Entity {
  return model.get(ENTITY, 'Delivery');
}

/** As a text field holds. */
const LONGEST_LINE = 255;
/** Longer errors tell nothing more. */
const LONGEST = 2_000;

function toldOf(outcome: Outcome, now: string, hide: (text: string) => string): JsonObject {
  const { is: status, attempts } = outcome;
  return {
    status,
    attempts,
    lastError: 'because' in outcome ? storable(hide(outcome.because), LONGEST) : null,
    nextAt: 'nextAt' in outcome ? outcome.nextAt : null,
    deliveredAt: status === 'delivered' ? now : null,
  };
}
