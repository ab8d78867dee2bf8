import { Refusal } from '@dealwright/diagnostics';
import { type Data, dataKind } from '@dealwright/entities';
import { type Context, type RecordStore, saveRecord } from '@dealwright/records';
import type { Json, JsonObject } from '@dealwright/values';
import { isEmpty } from './is-empty.ts';

/**
 * Stores the records of the content's `data` documents, smaller `order` first: reference data, and demo data when `demo`.
 * A record whose key is there already is left as it is, and those without a key come only where there are none of their
 * entity, so doing it twice changes nothing.
 * @throws Refusal with the problems of the first record that is refused
 */
export async function fillData(store: RecordStore, context: Context, demo: boolean): Promise<number> {
  const documents: Data[] = [];
  for (const data of context.model.all(dataKind).values()) {
    const isMeant = demo || !data.demo;
    if (isMeant && (data.by !== undefined || (await isEmpty(store, context, data.entity)))) documents.push(data);
  }
  let stored = 0;
  for (const data of documents.sort((a, b) => a.order - b.order)) {
    for (const record of data.records) {
      if (await isThere(store, context, data, record)) continue;
      await fillOne(store, context, data, record);
      stored++;
    }
  }
  return stored;
}

async function isThere(
  store: RecordStore,
  context: Context,
  { entity, by }: Data,
  record: JsonObject,
): Promise<boolean> {
  const value = by === undefined ? undefined : record[by];
  if (by === undefined || value === undefined || value === null) return false;
  return store.write(context, async (session) => (await session.findByKey(entity, by, value)) !== undefined);
}

async function fillOne(store: RecordStore, context: Context, data: Data, record: JsonObject): Promise<void> {
  const values = await resolveReferences(store, context, data, record);
  const { id, problems } = await saveRecord(store, context, data.entity, { is: 'create', values });
  if (id === undefined) throw new Refusal(problems);
  for (const { event, input } of data.then) {
    const fired = await saveRecord(store, context, data.entity, { is: 'fire', id, event, input });
    if (fired.id === undefined) throw new Refusal(fired.problems);
  }
}

/** `{ owner: { username: seller } }` → `{ owner: "0197…" }`. A key that leads nowhere stays as it is, and is refused as no id. */
async function resolveReferences(
  store: RecordStore,
  context: Context,
  { entity }: Data,
  record: JsonObject,
): Promise<JsonObject> {
  const resolved: Record<string, Json> = {};
  for (const [name, value] of Object.entries(record)) {
    const target = entity.fields.get(name)?.reference?.entity;
    const [key] = target && typeof value === 'object' && value !== null ? Object.entries(value) : [];
    const found =
      key && target && (await store.write(context, (session) => session.findByKey(target, key[0], key[1] as Json)));
    resolved[name] = found ?? value;
  }
  return resolved;
}
