import { createHash } from 'node:crypto';
import { ENTITY } from '@dealwright/entities';
import type { Context, NewFile, StoredFile } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import { v7 as uuidv7 } from 'uuid';
import { INTERNAL } from '../schema/names.ts';
import type { Writing } from '../session/write-session.ts';

/** Small enough that nothing waits for long, big enough that there are few. */
export const CHUNK = 256 * 1024;

/** Stores a file's chunks, unless they are there, and its record. */
export async function addFile(session: Writing, context: Context, file: NewFile): Promise<StoredFile> {
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const { rows } = await session.executeSql(IS_THERE, [sha256]);
  for (let at = 0; rows[0]?.here !== true && at < file.bytes.length; at += CHUNK) {
    const bytes = Buffer.from(file.bytes.subarray(at, at + CHUNK));
    await session.executeSql(ADD_CHUNK, [sha256, at / CHUNK, bytes]);
  }
  const record = recordOf(context, file, sha256);
  await session.insert(context.model.get(ENTITY, 'File'), record);
  return storedFile(record);
}

/** What a File record says of the file. */
export function storedFile(record: JsonObject): StoredFile {
  const text = (name: string): string => String(record[name]);
  return {
    ...{ id: text('id'), name: text('name'), mediaType: text('mediaType'), createdAt: text('createdAt') },
    ...{ size: Number(record.size), sha256: text('sha256'), about: (record.about ?? {}) as JsonObject },
    attachedTo: { entity: text('entity'), record: text('record'), as: text('as') },
  };
}

const IS_THERE = `select exists (select from ${INTERNAL}.chunk where sha256 = $1) as here`;
const ADD_CHUNK = `insert into ${INTERNAL}.chunk (sha256, position, bytes) values ($1, $2::int, $3::bytea) on conflict do nothing`;

function recordOf({ actor, now }: Context, file: NewFile, sha256: string): JsonObject {
  const by = actor.system ? null : actor.id;
  return {
    ...{ id: uuidv7(), createdAt: now, updatedAt: now, createdBy: by, updatedBy: by },
    ...{ name: file.name, mediaType: file.mediaType, size: file.bytes.length, sha256 },
    ...{ ...file.attachedTo, about: file.about },
  };
}
