import { type Connection, textOf } from '../connect/database.ts';
import { INTERNAL } from './names.ts';

/** What is there: the tables in `public`, and our trigger functions. Read in one question. */
export interface Catalog {
  readonly tables: { readonly [name: string]: CatalogTable };
  /** Trigger functions of roll-ups by name, with the mark of what they say. */
  readonly functions: { readonly [name: string]: string | null };
  /** The schema in which pg_trgm was installed. */
  readonly trigramIn: string;
}

export interface CatalogTable {
  /** `entity Lead` on tables of ours. */
  readonly comment: string | null;
  readonly columns: { readonly [name: string]: CatalogColumn };
  readonly indexes: { readonly [name: string]: string | null };
  readonly foreignKeys: { readonly [name: string]: { readonly target: string; readonly onDelete: string } };
}

export interface CatalogColumn {
  readonly type: string;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  /** `computed MARK` on columns that the platform fills. */
  readonly comment: string | null;
}

export async function readCatalog(connection: Connection): Promise<Catalog> {
  const [rows] = await connection.answer({ text: CATALOG, values: [] });
  return JSON.parse(textOf(rows) ?? '{}') as Catalog;
}

const CATALOG = `select json_build_object(
  'tables', coalesce((select json_object_agg(c.relname, json_build_object(
    'comment', obj_description(c.oid, 'pg_class'),
    'columns', coalesce((select json_object_agg(a.attname, json_build_object(
        'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull, 'hasDefault', a.atthasdef,
        'comment', col_description(c.oid, a.attnum)))
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '{}'::json),
    'indexes', coalesce((select json_object_agg(ic.relname, obj_description(ic.oid, 'pg_class'))
      from pg_index i join pg_class ic on ic.oid = i.indexrelid where i.indrelid = c.oid and not i.indisprimary), '{}'::json),
    'foreignKeys', coalesce((select json_object_agg(k.conname, json_build_object('target', t.relname, 'onDelete',
        case k.confdeltype when 'n' then 'set null' when 'c' then 'cascade' else 'no action' end))
      from pg_constraint k join pg_class t on t.oid = k.confrelid where k.conrelid = c.oid and k.contype = 'f'), '{}'::json)))
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'), '{}'::json),
  'functions', coalesce((select json_object_agg(proname, obj_description(oid, 'pg_proc'))
    from pg_proc where pronamespace = '${INTERNAL}'::regnamespace and prorettype = 'trigger'::regtype), '{}'::json),
  'trigramIn', (select nspname from pg_extension e join pg_namespace n on n.oid = extnamespace where extname = 'pg_trgm')
)::text`;
