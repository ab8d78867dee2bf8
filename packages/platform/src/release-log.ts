import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { ENTITY } from '@dealwright/entities';
import type { ContentFile, Model } from '@dealwright/metadata';
import { type Context, type FileStore, type RecordStore, readFacts, saveRecord } from '@dealwright/records';
import { type KeptDocument, keptDocuments } from '@dealwright/releases';

/** What a release keeps: enough to compare with, to say what an integration would lose, and to ask its decisions again. */
export interface Kept {
  readonly documents: readonly KeptDocument[];
  /** Content that is no document, such as templates; unknown of releases before it was kept. */
  readonly files?: readonly ContentFile[];
  /** SDL. */
  readonly api: string;
}

/** What is published before anything is. */
export const NOTHING: Kept = { documents: [], api: '' };

/** Notes that this Model is live now. The same content is kept once, whenever it comes back. */
export async function keepRelease(store: RecordStore, files: FileStore, context: Context, api: string): Promise<void> {
  const { model, now } = context;
  const entity = model.get(ENTITY, 'Release');
  const known = await store.read(context, (session) => session.findByKey(entity, 'hash', model.hash));
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
  const others = [...model.files.values()].map(({ path, text }) => ({ path, text }));
  const kept: Kept = { documents: keptDocuments(model), files: others, api };
  const file = await files.put(context, {
    name: `content-${model.hash.slice(0, 12)}.json.gz`,
    mediaType: 'application/gzip',
    bytes: await compress(JSON.stringify(kept)),
    attachedTo: { entity: 'Release', record: id, as: 'content' },
    about: {},
  });
  await saveRecord(store, context, entity, { is: 'update', id, values: { content: file.id } });
}

/** The content that is live, as it was kept; nothing when there is none yet. */
export async function lastRelease(store: RecordStore, files: FileStore, context: Context): Promise<Kept> {
  const fileId = await store.read(context, (session) => newest(session, context.model));
  return (await readKept(files, context, fileId)) ?? NOTHING;
}

/** The content of that hash, as it was kept when it was live; undefined when it never was, here. */
export async function releaseOf(
  store: RecordStore,
  files: FileStore,
  context: Context,
  hash: string,
): Promise<Kept | undefined> {
  const entity = context.model.get(ENTITY, 'Release');
  const id = await store.read(context, (session) => session.findByKey(entity, 'hash', hash));
  if (id === undefined) return undefined;
  const facts = await store.read(context, (session) => readFacts(session, context, entity, id, [['content']]));
  return readKept(files, context, typeof facts?.content === 'string' ? facts.content : undefined);
}

async function readKept(files: FileStore, context: Context, id: string | undefined): Promise<Kept | undefined> {
  const file = id === undefined ? undefined : await files.find(context, id);
  if (!file) return undefined;
  const bytes = Buffer.concat(await Array.fromAsync(files.read(context, file)));
  const text = file.mediaType === 'application/gzip' ? await decompress(bytes) : bytes;
  return JSON.parse(text.toString('utf8')) as Kept;
}

const compress = promisify<string, Buffer>(gzip);
const decompress = promisify<Buffer, Buffer>(gunzip);

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
