import { createHash } from 'node:crypto';
import type { Connection } from '../connect/database.ts';
import { APP_ROLE, INTERNAL, literal } from './names.ts';

/**
 * Brings the platform's own part of the database: roles, extensions, functions, internal tables. Quick when it is there
 * already. Throws with the SQL to run when our user may not create the role.
 */
export async function bootstrap(connection: Connection): Promise<void> {
  const mark = createHash('sha256').update(TABLES).update(functions('', '')).update(NEXT_NUMBER).digest('hex');
  if ((await readMark(connection)) === mark) return;
  // Two nodes may start at once on a new database.
  await connection.query(`select pg_advisory_lock(${LOCK})`);
  try {
    await createRole(connection);
    await connection.query(`create schema if not exists ${INTERNAL}`);
    const schemas = [];
    for (const name of ['unaccent', 'pg_trgm']) {
      await connection.query(`create extension if not exists ${name} schema ${INTERNAL}`);
      const { rows } = await connection.query(
        'select nspname as name from pg_extension e join pg_namespace n on n.oid = extnamespace where extname = $1',
        [name],
      );
      schemas.push(String(rows[0]?.name));
    }
    await connection.query(functions(schemas[0] ?? INTERNAL, schemas[1] ?? INTERNAL) + TABLES + NEXT_NUMBER);
    await connection.query(
      `insert into ${INTERNAL}.state values ('bootstrap', $1::jsonb) on conflict (key) do update set value = excluded.value`,
      [JSON.stringify(mark)],
    );
  } finally {
    await connection.query(`select pg_advisory_unlock(${LOCK})`);
  }
}

const LOCK = 4_242_001;

async function readMark(connection: Connection): Promise<unknown> {
  const { rows } = await connection.query(`select to_regclass('${INTERNAL}.state') is not null as here`);
  if (rows[0]?.here !== true) return undefined;
  return (await connection.query(`select value from ${INTERNAL}.state where key = 'bootstrap'`)).rows[0]?.value;
}

async function createRole(connection: Connection): Promise<void> {
  const { rows } = await connection.query(
    `select current_user as me, rolsuper or rolcreaterole as may, (select pg_has_role(oid, 'SET') from pg_roles where rolname = '${APP_ROLE}') as member
     from pg_roles where rolname = current_user`,
  );
  const { me, may, member } = rows[0] ?? {};
  if (member === true) return;
  const create = `create role ${APP_ROLE} nologin`;
  const grant = `grant ${APP_ROLE} to "${String(me).replaceAll('"', '""')}"`;
  if (may !== true) {
    throw new Error(
      `The database user "${me}" may not create the role ${APP_ROLE}, as which requests run.\nLet an administrator run, once:\n\n  ${member === null ? `${create};\n  ` : ''}${grant};\n`,
    );
  }
  // Roles belong to the whole server: another database on it may have made it meanwhile.
  await connection.query(
    `do $$ begin ${create}; exception when duplicate_object or unique_violation then null; end $$; ${grant}`,
  );
}

/** Texts made plain, for search and duplicates; immutable, so that indexes can hold them. */
const functions = (unaccentIn: string, trigramIn: string): string => `
create or replace function ${INTERNAL}.plain(value text) returns text
  language sql immutable strict parallel safe
  return lower("${unaccentIn}".unaccent(${literal(`"${unaccentIn}".unaccent`)}::regdictionary, btrim(value)));
create or replace function ${INTERNAL}.digits(value text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(value, '\\D', '', 'g');
create or replace function ${INTERNAL}.likeness(a text, b text) returns real
  language sql immutable strict parallel safe
  return "${trigramIn}".similarity(${INTERNAL}.plain(a), ${INTERNAL}.plain(b));
create or replace function ${INTERNAL}.similar(a text, b text) returns boolean
  language sql immutable strict parallel safe
  return "${trigramIn}".similarity(a, b) >= 0.3::real;
`;

const TABLES = `
create table if not exists ${INTERNAL}.state (
  key text primary key,
  value jsonb not null
);
create table if not exists ${INTERNAL}.history (
  position bigint generated always as identity primary key,
  entity text not null, record uuid not null, version integer not null,
  at timestamptz(3) not null, by text not null,
  operation text not null, event text, reason text,
  changes json not null
);
create index if not exists history_record on ${INTERNAL}.history (record, position desc);
create table if not exists ${INTERNAL}.outbox (
  position bigint generated always as identity primary key,
  id uuid not null unique, "is" text not null, entity text not null, record uuid not null,
  data json not null, request_id text not null,
  at timestamptz(3) not null default now()
);
create table if not exists ${INTERNAL}.decision (
  id uuid primary key, entity text not null, record uuid not null,
  answer json not null, model_hash text not null,
  at timestamptz(3) not null, by text not null
);
alter table ${INTERNAL}.decision add column if not exists position bigint generated always as identity;
alter table ${INTERNAL}.decision add column if not exists facts json;
alter table ${INTERNAL}.decision add column if not exists zone text;
alter table ${INTERNAL}.decision add column if not exists refused boolean not null default false;
create index if not exists decision_record on ${INTERNAL}.decision (record, at);
create table if not exists ${INTERNAL}.idempotency (
  actor text not null, key text not null, body_hash text not null,
  answer json not null, at timestamptz(3) not null default now(),
  primary key (actor, key)
);
create index if not exists idempotency_at on ${INTERNAL}.idempotency (at);
create table if not exists ${INTERNAL}.counter (
  series text primary key,
  value bigint not null
);
create table if not exists ${INTERNAL}.process_definition (
  fingerprint text primary key, process text not null, entity text not null,
  shape json not null, live_at timestamptz(3) not null default now()
);
create table if not exists ${INTERNAL}.chunk (
  sha256 text not null, position integer not null, bytes bytea not null,
  primary key (sha256, position)
);
alter table ${INTERNAL}.chunk alter column bytes set storage external;
grant usage on schema public, ${INTERNAL} to ${APP_ROLE};
grant select, insert, update, delete on all tables in schema ${INTERNAL} to ${APP_ROLE};
grant usage on all sequences in schema ${INTERNAL} to ${APP_ROLE};
alter default privileges in schema ${INTERNAL} grant usage on sequences to ${APP_ROLE};
alter default privileges in schema public grant select, insert, update, delete on tables to ${APP_ROLE};
`;

/**
 * Sequences are made when they are first needed, as a new year has its own; an entity that changes between gapless and not
 * goes on where the other left off.
 */
const NEXT_NUMBER = `
create or replace function ${INTERNAL}.make_series(series text) returns void
  language plpgsql security definer set search_path = ${INTERNAL}, pg_temp
as $body$
begin
  if to_regclass(quote_ident(series)) is null then
    execute format('create sequence %I start with %s', series,
      1 + coalesce((select c.value from counter c where c.series = make_series.series), 0));
  end if;
exception when duplicate_table or unique_violation then null;
end
$body$;
create or replace function ${INTERNAL}.next_number(series text, gapless boolean) returns bigint
  language plpgsql security definer set search_path = ${INTERNAL}, pg_temp
as $body$
declare taken bigint;
begin
  if gapless then
    insert into counter as c values (series, 1 + coalesce(pg_sequence_last_value(to_regclass(quote_ident(series))), 0))
    on conflict on constraint counter_pkey do update set value = c.value + 1 returning c.value into taken;
    return taken;
  end if;
  if to_regclass(quote_ident(series)) is null then perform make_series(series); end if;
  return nextval(quote_ident(series)::regclass);
end
$body$;
revoke all on function ${INTERNAL}.make_series(text), ${INTERNAL}.next_number(text, boolean) from public;
grant execute on function ${INTERNAL}.make_series(text), ${INTERNAL}.next_number(text, boolean) to ${APP_ROLE};
`;
