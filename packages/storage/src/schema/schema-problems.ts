import { type Problem, problem } from '@dealwright/diagnostics';
import type { Entity, Field } from '@dealwright/entities';
import type { Connection } from '../connect/database.ts';
import type { ColumnDesign, TableDesign } from './design.ts';
import { quoted } from './names.ts';

/** How many rows, and the numbers (or ids) of the first five, so that a person can look at them. */
export interface Rows {
  readonly count: number;
  readonly some: readonly string[];
}

export async function rowsWhere(
  connection: Connection,
  table: Pick<TableDesign, 'name'>,
  condition: string,
): Promise<Rows> {
  const { rows } = await connection.query(
    `select count(*)::int as count, coalesce(json_agg(name) filter (where place <= 5), '[]')::text as some
     from (select coalesce("number", "id"::text) as name, row_number() over (order by "id") as place from ${quoted(table.name)} where ${condition}) found`,
  );
  return { count: Number(rows[0]?.count), some: JSON.parse(String(rows[0]?.some)) as string[] };
}

const named = ({ count, some }: Rows): string => `${some.join(', ')}${count > some.length ? ', …' : ''}`;

export function takenTable({ name }: Entity, table: string): Problem {
  return problem(
    'TABLE_TAKEN',
    {
      en: `${name} needs the table \`${table}\`, which is there already and not ours.`,
      ro: `${name} are nevoie de tabela \`${table}\`, care există deja și nu este a noastră.`,
    },
    {
      hint: {
        en: 'rename the entity, or use an empty database',
        ro: 'redenumiți entitatea sau folosiți o bază de date goală',
      },
    },
  );
}

export function removedTable(entity: string, count: number): Problem {
  return problem(
    'ENTITY_HAS_RECORDS',
    {
      en: `${entity} is no longer in the content, but it has ${records(count)}.`,
      ro: `${entity} nu mai este în conținut, dar are ${inregistrari(count)}.`,
    },
    {
      hint: {
        en: 'keep the entity, or delete its records first',
        ro: 'păstrați entitatea sau ștergeți întâi înregistrările',
      },
    },
  );
}

export function removedField(entity: Entity, column: string, count: number, some: readonly string[]): Problem {
  return problem(
    'FIELD_HAS_VALUES',
    {
      en: `${entity.name} no longer has the field of column \`${column}\`, but ${records(count)} have a value in it: ${named({ count, some })}.`,
      ro: `${entity.name} nu mai are câmpul din coloana \`${column}\`, dar ${inregistrari(count)} au o valoare în el: ${named({ count, some })}.`,
    },
    {
      hint: {
        en: 'keep the field with `retired: …`, or empty it in these records first',
        ro: 'păstrați câmpul cu `retired: …` sau goliți-l întâi în aceste înregistrări',
      },
    },
  );
}

export async function emptyRequired(
  connection: Connection,
  table: TableDesign,
  field: Field,
  condition: string,
): Promise<Problem> {
  const rows = await rowsWhere(connection, table, condition);
  return problem(
    'REQUIRED_BUT_EMPTY',
    {
      en: `${table.entity.name}.${field.name} is required, but ${records(rows.count)} have no value for it: ${named(rows)}.`,
      ro: `${table.entity.name}.${field.name} este obligatoriu, dar ${inregistrari(rows.count)} nu au o valoare: ${named(rows)}.`,
    },
    {
      hint: {
        en: 'give the field a `default:`, or add it without `required: true` and fill it first',
        ro: 'dați câmpului un `default:` sau adăugați-l fără `required: true` și completați-l întâi',
      },
    },
  );
}

export async function unfitValues(
  connection: Connection,
  table: TableDesign,
  { field, sqlType }: ColumnDesign,
  was: string,
  condition: string,
): Promise<Problem | undefined> {
  const rows = await rowsWhere(connection, table, condition);
  if (rows.count === 0) return undefined;
  return problem(
    'TYPE_LOSES_VALUES',
    {
      en: `${table.entity.name}.${field.name} would change from ${was} to ${sqlType}, which cannot hold the values of ${records(rows.count)}: ${named(rows)}.`,
      ro: `${table.entity.name}.${field.name} s-ar schimba din ${was} în ${sqlType}, care nu poate păstra valorile din ${inregistrari(rows.count)}: ${named(rows)}.`,
    },
    {
      hint: {
        en: 'keep the type, or add a new field and retire this one',
        ro: 'păstrați tipul sau adăugați un câmp nou și retrageți-l pe acesta',
      },
    },
  );
}

export async function duplicateKeys(
  connection: Connection,
  table: TableDesign,
  column: ColumnDesign,
): Promise<Problem[]> {
  const [self, name] = [quoted(table.name), quoted(column.name)];
  const again = `${name} in (select ${name} from ${self} where ${name} is not null group by ${name} having count(*) > 1)`;
  const rows = await rowsWhere(connection, table, again);
  if (rows.count === 0) return [];
  return [
    problem(
      'KEY_NOT_UNIQUE',
      {
        en: `${table.entity.name}.${column.field.name} is a key, but ${records(rows.count)} share their value with another: ${named(rows)}.`,
        ro: `${table.entity.name}.${column.field.name} este o cheie, dar ${inregistrari(rows.count)} au aceeași valoare ca alta: ${named(rows)}.`,
      },
      {
        hint: {
          en: 'correct these records first, or take `key: true` away',
          ro: 'corectați întâi aceste înregistrări sau renunțați la `key: true`',
        },
      },
    ),
  ];
}

export async function lostReferences(
  connection: Connection,
  table: TableDesign,
  column: ColumnDesign,
  target: string,
): Promise<Problem[]> {
  const name = quoted(column.name);
  const to = column.field.reference?.entity.name ?? target;
  const { rows: found } = await connection.query('select to_regclass($1) is not null as here', [quoted(target)]);
  const lost =
    found[0]?.here === true
      ? ` and not exists (select from ${quoted(target)} o where o."id" = ${quoted(table.name)}.${name})`
      : '';
  const rows = await rowsWhere(connection, table, `${name} is not null${lost}`);
  if (rows.count === 0) return [];
  return [
    problem(
      'REFERENCE_LOST',
      {
        en: `${table.entity.name}.${column.field.name} refers to ${to}, but in ${records(rows.count)} it holds something else: ${named(rows)}.`,
        ro: `${table.entity.name}.${column.field.name} se referă la ${to}, dar în ${inregistrari(rows.count)} conține altceva: ${named(rows)}.`,
      },
      { hint: { en: 'add a new field for the new reference', ro: 'adăugați un câmp nou pentru noua referință' } },
    ),
  ];
}

const records = (count: number): string => (count === 1 ? '1 record' : `${count} records`);
/** Romanian puts "de" after 20 and more. */
const inregistrari = (count: number): string => {
  if (count === 1) return 'o înregistrare';
  return count % 100 >= 1 && count % 100 <= 19 ? `${count} înregistrări` : `${count} de înregistrări`;
};
