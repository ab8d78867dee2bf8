import { ENTITY } from '@dealwright/entities';
import { fieldEquals, fieldIsOneOf } from '@dealwright/expressions';
import type { Context, FileStore, OutboxEntry, RecordStore, Selected } from '@dealwright/records';
import { CallFailed } from './failure.ts';
import type { SentFile } from './make-request.ts';

/**
 * The newest file of each of these kinds that is attached to the record, read whole.
 * @throws CallFailed when there is none of a kind; it may be in the making
 */
export async function attachedFiles(
  store: RecordStore,
  files: FileStore,
  context: Context,
  { entity, record }: OutboxEntry,
  kinds: readonly string[],
): Promise<readonly SentFile[]> {
  if (kinds.length === 0) return [];
  const file = context.model.get(ENTITY, 'File');
  const select = new Map<string, Selected>();
  for (const name of ['id', 'as']) {
    const field = file.fields.get(name);
    if (field) select.set(name, { is: 'field', field });
  }
  const text = { kind: 'string' } as const;
  const where = {
    is: 'and',
    of: [fieldEquals('entity', entity, text), fieldEquals('record', record, text), fieldIsOneOf('as', kinds)],
  } as const;
  const orderBy = [{ path: ['id'], descending: true }];
  const query = { entity: file, select, where, orderBy, page: { first: 100 }, count: false, cursors: false };
  const { rows } = await store.list(context, query, {});
  const newest = kinds.map((kind) => rows.find((each) => each.as === kind) ?? missing(kind));
  return Promise.all(newest.map((each) => read(files, context, String(each.id), String(each.as))));
}

function missing(kind: string): never {
  const because = { en: `The record has no file \`${kind}\`.`, ro: `Înregistrarea nu are fișierul \`${kind}\`.` };
  throw new CallFailed({ because, again: true, ofSystem: false });
}

async function read(files: FileStore, context: Context, id: string, as: string): Promise<SentFile> {
  const file = await files.find(context, id);
  if (!file) throw new Error(`The file ${id} is gone.`);
  const pieces: Uint8Array[] = [];
  for await (const piece of files.read(context, file)) pieces.push(piece);
  const { name, mediaType, sha256 } = file;
  return { as, name, mediaType, sha256, content: Buffer.concat(pieces).toString('base64') };
}
