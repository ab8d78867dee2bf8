import { createHash } from 'node:crypto';
import type { Entity, Field } from '@dealwright/entities';

/** Where the platform keeps its own tables and functions, apart from the content's. */
export const INTERNAL = 'dealwright';
/** The role that requests act as: it owns nothing, and policies (a later stage) will bind it. */
export const APP_ROLE = 'dealwright_app';

/** `Lead` → `lead`, `PriceList` → `price_list`. */
export const tableOf = (entity: Pick<Entity, 'name'>): string => known(entity.name);

/** `companyName` → `company_name`. */
export const columnOf = (field: Pick<Field, 'name'>): string => known(field.name);

/** Names of tables and columns by those of the content, which every question uses again. */
const names = new Map<string, string>();

function known(name: string): string {
  let made = names.get(name);
  if (made === undefined) {
    if (names.size >= 50_000) names.clear();
    made = sqlName(snake(name));
    names.set(name, made);
  }
  return made;
}

/** PostgreSQL cuts names after 63 bytes; longer ones keep their beginning and get a hash. */
export function sqlName(name: string): string {
  if (Buffer.byteLength(name) <= 63) return name;
  return `${Buffer.from(name).subarray(0, 52).toString()}_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/-/g, '_')
    .toLowerCase();
}

/** `"order"`: always quoted, because analysts may call things what SQL reserves. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text as it stands in SQL: for definitions and names that come from the Model. Values of requests are parameters. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
