import { randomUUIDv7 } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type Actor, accessContent, permissionKind, roleKind, SYSTEM } from '@dealwright/access';
import { connectorKind } from '@dealwright/connectors';
import { effectsContent, messageKind, webhookKind } from '@dealwright/effects';
import { choicesKind, ENTITY, type Entity, entityKind, settingKind } from '@dealwright/entities';
import { identityContent } from '@dealwright/identity';
import { loadModel, type Model, readContent } from '@dealwright/metadata';
import { processKind } from '@dealwright/processes';
import {
  type Change,
  type Context,
  type PageOfRows,
  type Records,
  recordsContent,
  recordsOf,
  type Saved,
  type Selected,
} from '@dealwright/records';
import { decisionKind } from '@dealwright/rules';
import { openStorage, type Storage } from '@dealwright/storage';
import type { JsonObject } from '@dealwright/values';
import { createTestDatabase } from '../../packages/storage/test-server/create-test-database.ts';

/** A small shop over a real database: what the tests of the write and read paths stand on. */
export interface Shop {
  readonly model: Model;
  readonly storage: Storage;
  /** Of the database, for another process. */
  readonly url: string;
  readonly records: Records;
  /** A person of these roles, in a team where one is named. */
  person(name: string, roles: readonly string[], team?: string): Promise<Context>;
  readonly system: Context;
  entity(name: string): Entity;
  save(context: Context, entity: string, change: Change): Promise<Saved>;
  create(context: Context, entity: string, values: JsonObject): Promise<string>;
  /** One record as the platform sees it: the named stored fields. */
  stored(entity: string, id: string, ...fields: string[]): Promise<JsonObject>;
  /** What the person sees of a list: field names, references as `{ customer: ['name'] }`. */
  list(context: Context, entity: string, select: readonly Wanted[], more?: JsonObject): Promise<PageOfRows>;
  /** Rows of one of the platform's own tables, as the owner of the database. */
  sql(text: string): Promise<readonly JsonObject[]>;
  close(): Promise<void>;
}

export type Wanted = string | Readonly<Record<string, readonly Wanted[]>>;

const KINDS = [
  choicesKind,
  settingKind,
  entityKind,
  roleKind,
  permissionKind,
  messageKind,
  connectorKind,
  decisionKind,
  processKind,
  webhookKind,
];
const OWN = [accessContent, identityContent, recordsContent, effectsContent];

const CONTENT = new URL('./content/', import.meta.url);

export async function loadShop(content: URL = CONTENT): Promise<Model> {
  const folder = fileURLToPath(content);
  const own = await Promise.all(
    OWN.map(async (url) => {
      const sources = await readContent([fileURLToPath(url)], fileURLToPath(url));
      return sources.map((each) => ({ ...each, path: `platform:${url.pathname}${each.path}` }));
    }),
  );
  const { model, problems } = loadModel([...own.flat(), ...(await readContent([folder], folder))], KINDS);
  if (!model) throw new Error(JSON.stringify(problems, null, 2));
  return model;
}

export const NOW = '2026-03-02T10:00:00.000Z';

/** @param content the folder with the shop's content, when it is not the one beside this file */
export async function openShop(content: URL = CONTENT): Promise<Shop> {
  const model = await loadShop(content);
  const database = await createTestDatabase({
    name: `shop ${model.hash}`,
    prepare: async (url) => {
      const storage = await openStorage({ database: { is: 'postgres', url } });
      const { problems } = await storage.applySchema(model);
      if (problems.length > 0) throw new Error(JSON.stringify(problems));
      await storage.close();
    },
  });
  const storage = await openStorage({ database: { is: 'postgres', url: database.url } });
  await storage.applySchema(model);
  const records = recordsOf(storage.store);
  const contextOf = (actor: Actor): Context => ({
    actor,
    now: NOW,
    zone: 'Europe/Bucharest',
    locale: 'en',
    model,
    requestId: randomUUIDv7(),
  });
  const system = contextOf(SYSTEM);
  const entity = (name: string) => model.get(ENTITY, name);
  const teams = new Map<string, string>();

  const shop: Shop = {
    ...{ model, storage, records, system, entity, url: database.url },
    async person(name, roles, team) {
      if (team !== undefined && !teams.has(team)) teams.set(team, await shop.create(system, 'Team', { name: team }));
      const teamId = team === undefined ? undefined : teams.get(team);
      const values = {
        username: `${name.toLowerCase()}-${randomUUIDv7().slice(-6)}`,
        name,
        roles,
        team: teamId ?? null,
      };
      const id = await shop.create(system, 'User', values);
      return contextOf({ id, name, roles, team: teamId, system: false });
    },
    save: (context, name, change) => records.save(context, entity(name), change),
    async create(context, name, values) {
      const { id, problems } = await shop.save(context, name, { is: 'create', values });
      if (id === undefined) throw new Error(JSON.stringify(problems));
      return id;
    },
    async stored(name, id, ...fields) {
      const { rows } = await shop.list(system, name, fields, { id });
      return (rows[0] ?? {}) as JsonObject;
    },
    list: (context, name, select, { id, ...page } = {}) =>
      records.read(context, (reading) =>
        reading.list({
          entity: entity(name),
          select: selection(entity(name), select),
          ...(id === undefined ? {} : { where: withId(String(id)) }),
          orderBy: [{ path: ['createdAt'], descending: false }],
          page,
          count: true,
        }),
      ),
    sql: async (text) => (await storage.outbox.db.executeSql(text)).rows as readonly JsonObject[],
    async close() {
      await storage.close();
      await database.drop();
    },
  };
  return shop;
}

function selection(entity: Entity, wanted: readonly Wanted[]): ReadonlyMap<string, Selected> {
  const select = new Map<string, Selected>();
  for (const each of wanted) {
    for (const [name, inner] of typeof each === 'string' ? [[each, undefined] as const] : Object.entries(each)) {
      const field = entity.fields.get(name);
      const inverse = entity.inverses.get(name);
      const target = field?.reference?.entity ?? inverse?.entity;
      if (!inner || !target) {
        if (!field) throw new Error(`${entity.name} has no ${name}`);
        select.set(name, { is: 'field', field });
      } else if (field) select.set(name, { is: 'one', field, entity: target, select: selection(target, inner) });
      else if (inverse) {
        const list = { entity: target, select: selection(target, inner), orderBy: [], page: {}, count: false };
        select.set(name, { is: 'many', inverse, list });
      }
    }
  }
  return select;
}

const TEXT = { kind: 'string' } as const;
const withId = (value: string) =>
  ({
    is: 'compare',
    operator: '=',
    left: { is: 'field', path: ['id'], type: TEXT },
    right: { is: 'value', value, type: TEXT },
  }) as const;

/** Codes and paths of problems: `REQUIRED input.subject`. */
export function told({ problems }: Pick<Saved, 'problems'>): readonly string[] {
  return problems.map((each) => `${each.code} ${(each.path ?? []).join('.')}`.trim());
}
