import { ENTITY } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { type Context, type FileStore, type RecordStore, readFacts, saveRecord } from '@dealwright/records';
import { type KeptDocument, keptDocuments } from '@dealwright/releases';

/** What a release keeps: enough to compare with, and to say what an integration would lose. */
export interface Kept {
  readonly documents: readonly KeptDocument[];
  /** SDL. */
  readonly api: string;
}

/** What is published before anything is. */
export const NOTHING: Kept = { documents: [], api: '' };

/** Notes that this Model is live now. The same content is kept once, whenever it comes back. */
export async function keepRelease(store: RecordStore, files: FileStore, context: Context, api: string): Promise<void> {
  const { model, now } = context;
  const entity = model.get(ENTITY, 'Release');
  const known = await store.write(context, (session) => session.findByKey(entity, 'hash', model.hash));
  const { id } = await saveRecord(
    store,
    context,
    entity,
    known === undefined
      ? { is: 'create', values: { hash: model.hash, activeAt: now } }
      : { is: 'update', id: known, values: { activeAt: now } },
  );
  // Of a release that is known the content may still be missing: a crash came between the two.
  if (id === undefined || (known !== undefined && (await hasContent(store, context, known)))) return;
  const kept: Kept = { documents: keptDocuments(model), api };
  const file = await files.put(context, {
    name: `content-${model.hash.slice(0, 12)}.json`,
    mediaType: 'application/json',
    bytes: Buffer.from(JSON.stringify(kept)),
    attachedTo: { entity: 'Release', record: id, as: 'content' },
    about: {},
  });
  await saveRecord(store, context, entity, { is: 'update', id, values: { content: file.id } });
}

/** The content that is live, as it was kept; nothing when there is none yet. */
export async function lastRelease(store: RecordStore, files: FileStore, context: Context): Promise<Kept> {
  const fileId = await store.read(context, (session) => newest(session, context.model));
  const file = fileId && (await files.find(context, fileId));
  if (!file) return NOTHING;
  const pieces: Uint8Array[] = [];
  for await (const piece of files.read(context, file)) pieces.push(piece);
  return JSON.parse(Buffer.concat(pieces).toString('utf8')) as Kept;
}

async function hasContent(store: RecordStore, context: Context, id: string): Promise<boolean> {
  const entity = context.model.get(ENTITY, 'Release');
  const facts = await store.read(context, (session) => readFacts(session, context, entity, id, [['content']]));
  return typeof facts?.content === 'string';
}

async function newest(
  session: Parameters<Parameters<RecordStore['read']>[1]>[0],
  model: Model,
): Promise<string | undefined> {
  const entity = model.get(ENTITY, 'Release');
  const content = entity.fields.get('content');
  if (!content) return undefined;
  const { rows } = await session.list(
    {
      entity,
      select: new Map([['content', { is: 'field', field: content }]]),
      orderBy: [{ path: ['activeAt'], descending: true }],
      page: { first: 1 },
      count: false,
    },
    {},
  );
  const id = rows[0]?.content;
  return typeof id === 'string' ? id : undefined;
}
