import type { JsonObject } from '@dealwright/values';
import { type Connection, type Database, onConnection } from '../connect/database.ts';
import { INTERNAL, quoted, tableOf } from '../schema/names.ts';

/** What a process said when it was live, so that those who began by it can end by it. */
export interface Definition {
  /** Of its behaviour: the same in all Models that say the same. */
  readonly fingerprint: string;
  readonly process: string;
  /** The entity whose records live by it. */
  readonly entity: string;
  /** As YAML said it. */
  readonly shape: JsonObject;
}

/** An earlier definition on which instances still run. */
export interface RunningDefinition extends Definition {
  /** How many run in each state: the active ones from the outermost in, `in-review / legal`. */
  readonly states: Readonly<Record<string, number>>;
}

/** The definitions of processes that were live here. */
export interface Definitions {
  /** Notes that these are live now. */
  keep(definitions: readonly Definition[]): Promise<void>;
  /** The definitions, except the `current` ones, on which instances still run. Those that long nobody needed are forgotten. */
  running(current: ReadonlySet<string>): Promise<readonly RunningDefinition[]>;
}

export function openDefinitions(database: Database): Definitions {
  return {
    keep: (definitions) =>
      onConnection(database, async (connection) => {
        await connection.query(KEEP, [JSON.stringify(definitions)]);
      }),
    running: (current) =>
      onConnection(database, async (connection) => {
        const { rows } = await connection.query(EARLIER, [[...current]]);
        const earlier = rows as unknown as Definition[];
        const counted = await countRunning(connection, earlier);
        await connection.query(FORGET, [[...current, ...counted.keys()]]);
        return earlier.flatMap((each) => {
          const states = counted.get(each.fingerprint);
          return states ? [{ ...each, states: Object.fromEntries(states) }] : [];
        });
      }),
  };
}

/** Fingerprint → state → how many. One look at each table concerned. */
async function countRunning(
  connection: Connection,
  definitions: readonly Definition[],
): Promise<ReadonlyMap<string, Map<string, number>>> {
  const counted = new Map<string, Map<string, number>>();
  for (const [entity, same] of Map.groupBy(definitions, (each) => each.entity)) {
    const table = tableOf({ name: entity });
    if ((await connection.query(HAS_INSTANCES, [table])).rows.length === 0) continue;
    const { rows } = await connection.query(COUNT(table), [same.map(({ fingerprint }) => fingerprint)]);
    for (const { fingerprint, active, count } of rows) {
      const states = counted.get(String(fingerprint)) ?? new Map<string, number>();
      counted.set(String(fingerprint), states.set(String(active), Number(count)));
    }
  }
  return counted;
}

const KEEP = `insert into ${INTERNAL}.process_definition (fingerprint, process, entity, shape)
  select * from json_to_recordset($1::json) as said(fingerprint text, process text, entity text, shape json)
  on conflict (fingerprint) do update set live_at = now()`;

const EARLIER = `select fingerprint, process, entity, shape from ${INTERNAL}.process_definition
  where fingerprint <> all($1::text[]) order by live_at, fingerprint`;

/** Another node may still begin instances by what is not live here any more. */
const FORGET = `delete from ${INTERNAL}.process_definition
  where fingerprint <> all($1::text[]) and live_at < now() - interval '30 days'`;

const HAS_INSTANCES = `select 1 from information_schema.columns
  where table_schema = 'public' and table_name = $1 and column_name = 'instances'`;

const COUNT = (table: string) => `select instance.value->>'definition' as fingerprint,
    (select string_agg(state, ' / ' order by place)
      from jsonb_array_elements_text(instance.value->'active') with ordinality as a(state, place)) as active,
    count(*)::int as count
  from public.${quoted(table)} as record, jsonb_each(record.instances) as instance
  where record.instances is not null and not instance.value ? 'ended'
    and instance.value->>'definition' = any($1::text[])
  group by 1, 2 order by 2`;
