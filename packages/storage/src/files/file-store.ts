import { accessOf } from '@dealwright/access';
import { ENTITY, type Entity } from '@dealwright/entities';
import { fieldEquals, NEVER, type Predicate } from '@dealwright/expressions';
import { type Context, type FileStore, type ListQuery, parametersOf, type StoredFile } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import { type Database, onConnection } from '../connect/database.ts';
import { INTERNAL } from '../schema/names.ts';
import type { DatabaseStore } from '../session/store.ts';
import { CHUNK, storedFile } from './add-file.ts';

/** Files as chunks in the database, by the hash of their content: one transaction, one backup, any node. */
export function openFiles(database: Database, store: DatabaseStore): FileStore {
  return {
    put: (context, file) => store.write(context, (session) => session.addFile(file)),

    async find(context, id) {
      const entity = context.model.get(ENTITY, 'File');
      const [found] = (await store.list(context, allFields(entity, fieldEquals('id', id)), {})).rows;
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

const READ_CHUNK = `select bytes from ${INTERNAL}.chunk where sha256 = $1 and position = $2::int`;

/** Who may read the record may read what is attached to it. */
async function mayRead(store: DatabaseStore, context: Context, { attachedTo }: StoredFile): Promise<boolean> {
  const entity = context.model.find(ENTITY, attachedTo.entity);
  if (!entity) return false;
  const access = accessOf(context.model, context.actor);
  const scope = access.scope('read', entity);
  if (scope === NEVER) return false;
  const where: Predicate = { is: 'and', of: [fieldEquals('id', attachedTo.record), scope] };
  const query = { ...allFields(entity, where), select: new Map() };
  const { rows } = await store.list(context, query, parametersOf(context, access));
  return rows.length > 0;
}

function allFields(entity: Entity, where: Predicate): ListQuery {
  const fields = [...entity.fields.values()].filter((field) => !field.formula);
  const select = new Map(fields.map((field) => [field.name, { is: 'field' as const, field }]));
  return { entity, select, where, orderBy: [], page: { first: 1 }, count: false, cursors: false };
}
