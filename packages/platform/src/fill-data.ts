import { Refusal } from '@dealwright/diagnostics';
import { type Data, dataKind } from '@dealwright/entities';
import { type Context, type RecordStore, type Records, recordsWithin, type WriteSession } from '@dealwright/records';
import type { Json, JsonObject } from '@dealwright/values';
import { isEmpty } from './is-empty.ts';

/**
 * Stores the records of the content's `data` documents, smaller `order` first: reference data, and demo data when `demo`.
 * A record whose key is there already is left as it is, and those without a key come only where there are none of their
 * entity, so doing it twice changes nothing. A document comes whole or not at all: the next time makes good what broke off.
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
    const fill = () => store.write(context, (session) => fillDocument(session, context, data));
    // Another node may bring the same records at the same moment: then they are there now.
    stored += await fill().catch((error) => (isTaken(error) ? fill() : Promise.reject(error)));
  }
  return stored;
}

function isTaken(error: unknown): boolean {
  return error instanceof Refusal && error.problems.some(({ code }) => code === 'KEY_TAKEN');
}

async function fillDocument(session: WriteSession, context: Context, data: Data): Promise<number> {
  const records = recordsWithin(session);
  let stored = 0;
  for (const record of data.records) {
    if (await isThere(session, data, record)) continue;
    await fillOne(records, context, data, await resolveReferences(session, data, record));
    stored++;
  }
  return stored;
}

async function isThere(session: WriteSession, { entity, by }: Data, record: JsonObject): Promise<boolean> {
  const value = by === undefined ? undefined : record[by];
  if (by === undefined || value === undefined || value === null) return false;
  return (await session.findByKey(entity, by, value)) !== undefined;
}

async function fillOne(records: Records, context: Context, { entity, then }: Data, values: JsonObject): Promise<void> {
  const { id, problems } = await records.save(context, entity, { is: 'create', values });
  if (id === undefined) throw new Refusal(problems);
  for (const { event, input } of then) {
    const fired = await records.save(context, entity, { is: 'fire', id, event, input });
    if (fired.id === undefined) throw new Refusal(fired.problems);
  }
}

/** `{ owner: { username: seller } }` → `{ owner: "0197…" }`. A key that leads nowhere stays as it is, and is refused as no id. */
async function resolveReferences(session: WriteSession, { entity }: Data, record: JsonObject): Promise<JsonObject> {
  const resolved: Record<string, Json> = {};
  for (const [name, value] of Object.entries(record)) {
    const target = entity.fields.get(name)?.reference?.entity;
    const [key] = target && typeof value === 'object' && value !== null ? Object.entries(value) : [];
    const found = key && target && (await session.findByKey(target, key[0], key[1] as Json));
    resolved[name] = found ?? value;
  }
  return resolved;
}
