import { createHash } from 'node:crypto';
import { accessOf } from '@dealwright/access';
import { ENTITY, type Entity } from '@dealwright/entities';
import { NEVER, type Predicate } from '@dealwright/expressions';
import {
  type Context,
  type FileStore,
  type ListQuery,
  type NewFile,
  parametersOf,
  type StoredFile,
} from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import { v7 as uuidv7 } from 'uuid';
import { type Database, onConnection } from '../connect/database.ts';
import { INTERNAL } from '../schema/names.ts';
import type { DatabaseStore } from '../session/store.ts';

/** Small enough that nothing waits for long, big enough that there are few. */
const CHUNK = 256 * 1024;

/** Files as chunks in the database, by the hash of their content: one transaction, one backup, any node. */
export function openFiles(database: Database, store: DatabaseStore): FileStore {
  return {
    put: (context, file) =>
      store.write(context, async (session) => {
        const sha256 = createHash('sha256').update(file.bytes).digest('hex');
        const entity = context.model.get(ENTITY, 'File');
        const { rows } = await session.executeSql(IS_THERE, [sha256]);
        for (let at = 0; rows[0]?.here !== true && at < file.bytes.length; at += CHUNK) {
          const bytes = Buffer.from(file.bytes.subarray(at, at + CHUNK));
          await session.executeSql(ADD_CHUNK, [sha256, at / CHUNK, bytes]);
        }
        const record = recordOf(context, file, sha256);
        await session.insert(entity, record);
        return storedFile(record);
      }),

    async find(context, id) {
      const entity = context.model.get(ENTITY, 'File');
      const [found] = (await store.list(context, allFields(entity, isId(id)), {})).rows;
      if (!found) return undefined;
      const file = storedFile(found as JsonObject);
      return (await mayRead(store, context, file)) ? file : undefined;
    },

    async *read(_context, { sha256, size }) {
      for (let position = 0; position * CHUNK < size; position++) {
        const bytes = await onConnection(database, async (connection) => {
          const { rows } = await connection.query(READ_CHUNK, [sha256, position]);
          return rows[0]?.bytes;
        });
        if (!(bytes instanceof Uint8Array)) throw new Error(`The content ${sha256} of a file is not whole.`);
        yield bytes;
      }
    },
  };
}

const IS_THERE = `select exists (select from ${INTERNAL}.chunk where sha256 = $1) as here`;
const ADD_CHUNK = `insert into ${INTERNAL}.chunk (sha256, position, bytes) values ($1, $2::int, $3::bytea) on conflict do nothing`;
const READ_CHUNK = `select bytes from ${INTERNAL}.chunk where sha256 = $1 and position = $2::int`;

function recordOf({ actor, now }: Context, file: NewFile, sha256: string): JsonObject {
  const by = actor.system ? null : actor.id;
  return {
    ...{ id: uuidv7(), createdAt: now, updatedAt: now, createdBy: by, updatedBy: by },
    ...{ name: file.name, mediaType: file.mediaType, size: file.bytes.length, sha256 },
    ...{ ...file.attachedTo, about: file.about },
  };
}

function storedFile(record: JsonObject): StoredFile {
  const text = (name: string): string => String(record[name]);
  return {
    ...{ id: text('id'), name: text('name'), mediaType: text('mediaType'), createdAt: text('createdAt') },
    ...{ size: Number(record.size), sha256: text('sha256'), about: (record.about ?? {}) as JsonObject },
    attachedTo: { entity: text('entity'), record: text('record'), as: text('as') },
  };
}

/** Who may read the record may read what is attached to it. */
async function mayRead(store: DatabaseStore, context: Context, { attachedTo }: StoredFile): Promise<boolean> {
  const entity = context.model.find(ENTITY, attachedTo.entity);
  if (!entity) return false;
  const access = accessOf(context.model, context.actor);
  const scope = access.scope('read', entity);
  if (scope === NEVER) return false;
  const where: Predicate = { is: 'and', of: [isId(attachedTo.record), scope] };
  const query = { ...allFields(entity, where), select: new Map() };
  const { rows } = await store.list(context, query, parametersOf(context, access));
  return rows.length > 0;
}

function isId(id: string): Predicate {
  const type = { kind: 'string' } as const;
  return {
    is: 'compare',
    operator: '=',
    left: { is: 'field', path: ['id'], type },
    right: { is: 'value', value: id, type },
  };
}

function allFields(entity: Entity, where: Predicate): ListQuery {
  const fields = [...entity.fields.values()].filter((field) => !field.formula);
  const select = new Map(fields.map((field) => [field.name, { is: 'field' as const, field }]));
  return { entity, select, where, orderBy: [], page: { first: 1 }, count: false, cursors: false };
}
