import type { DuplicateRule, Entity, RecordValues } from '@dealwright/entities';
import type { Predicate } from '@dealwright/expressions';
import type { Parameters } from '@dealwright/records';
import type { Json } from '@dealwright/values';
import type { Statement } from '../connect/database.ts';
import { columnsOf, toWire } from '../schema/columns.ts';
import { INTERNAL, quoted } from '../schema/names.ts';
import { normalForm } from '../schema/normal-form.ts';
import { aliases, type Frame, From } from './frame.ts';
import { beginPrinting, printPredicate } from './print-predicate.ts';
import { printConstant } from './print-term.ts';
import { storable, Values } from './values.ts';

/** All columns of one record as one JSON text, locked against other writers (who may still refer to it). */
export function printLoad(entity: Entity, id: string, where: Predicate, parameters: Parameters): Statement {
  const { frame, condition, printing } = oneRecord(entity, id, where, parameters);
  const columns = columnsOf(entity).map(
    ({ field }) => `${toWire(frame.column(field), field)} as ${quoted(field.name)}`,
  );
  // The lock is taken first and alone: a query that waited for it must see what the other transaction has left.
  const text = `select to_json(r)::text from (select ${columns.join(', ')} from ${frame.table} where ${condition} for no key update of ${frame.alias}) r`;
  return { text, values: printing.values.list };
}

export function printMatches(entity: Entity, id: string, where: Predicate, parameters: Parameters): Statement {
  const { frame, condition, printing } = oneRecord(entity, id, where, parameters);
  return { text: `select exists (select from ${frame.table} where ${condition})::text`, values: printing.values.list };
}

function oneRecord(entity: Entity, id: string, where: Predicate, parameters: Parameters) {
  const printing = beginPrinting(new Values(), parameters);
  const from = new From(aliases());
  const frame = from.root(entity);
  const self = `${frame.alias}."id" = ${printConstant(id, 'uuid', printing)}`;
  const scope = printPredicate(where, frame, printing);
  // Joins would be locked too, and a lock needs the plain table: what the scope follows is asked inside.
  const inside = from.joins ? `exists (select from (select) one${from.joins} where ${scope})` : scope;
  return { frame, condition: scope === 'true' ? self : `${self} and ${inside}`, printing };
}

export function printFindByKey(entity: Entity, field: string, value: Json): Statement | undefined {
  const frame = new From(aliases()).root(entity);
  const key = frame.field(field);
  const printing = beginPrinting(new Values());
  if (value === null || storable(value, key.type.column) === undefined) return undefined;
  const constant = printConstant(value, key.type.column, printing);
  return {
    text: `select ${frame.alias}."id"::text from ${frame.table} where ${frame.column(key)} = ${constant}`,
    values: printing.values.list,
  };
}

/**
 * Records that agree with the values in all fields of the rule, the most alike first; at most five. Undefined when one of
 * the fields has no value: nothing is no sign of a duplicate.
 */
export function printDuplicates(entity: Entity, rule: DuplicateRule, values: RecordValues): Statement | undefined {
  const printing = beginPrinting(new Values());
  const from = new From(aliases());
  const frame = from.root(entity);
  const conditions: string[] = [];
  const likeness: string[] = [];
  for (const { field, how } of rule.match) {
    const value = values[field.name] ?? null;
    if (value === null || storable(value, field.type.column) === undefined) return undefined;
    const [column, constant] = [frame.column(field), printConstant(value, field.type.column, printing)];
    if (how === 'similar') {
      likeness.push(`${INTERNAL}.likeness(${column}, ${constant})`);
      conditions.push(`${INTERNAL}.plain(${column}) % ${INTERNAL}.plain(${constant})`);
    } else conditions.push(`${normalForm(field, column)} = ${normalForm(field, constant)}`);
  }
  if (conditions.length === 0) return undefined;
  if (values.id) conditions.push(`${frame.alias}."id" <> ${printConstant(values.id, 'uuid', printing)}`);
  if (rule.where) conditions.push(printPredicate(rule.where, frame, printing));
  const order = [...likeness.map((each) => `${each} desc`), `${frame.alias}."id"`].join(', ');
  const rows = `select ${frame.alias}."id", ${titleOf(frame)} as title from ${frame.table}${from.joins} where ${conditions.join(' and ')} order by ${order} limit 5`;
  return { text: `select coalesce(json_agg(r), '[]')::text from (${rows}) r`, values: printing.values.list };
}

/** So that of two records with the same values the second is looked for after the first was stored; undefined when the rule only warns. */
export function printDuplicatesLock(entity: Entity, rule: DuplicateRule, values: RecordValues): Statement | undefined {
  if (rule.then !== 'refuse') return undefined;
  const printing = beginPrinting(new Values());
  const name = printConstant(`${entity.name} ${entity.duplicates.indexOf(rule)}`, 'text', printing);
  const same = rule.match.flatMap(({ field, how }) =>
    how === 'same' ? [normalForm(field, printConstant(values[field.name] ?? null, field.type.column, printing))] : [],
  );
  const text = `select pg_advisory_xact_lock(hashtextextended(json_build_array(${[name, ...same].join(', ')})::text, 0))::text`;
  return { text, values: printing.values.list };
}

/** From here on two texts may be duplicates: half of their groups of three letters are the same, whatever case and accents. */
const SIMILARITY = 0.5;

/** The operator `%` finds texts that are this alike, by index. */
export const SET_SIMILARITY: Statement = {
  text: "select set_config('pg_trgm.similarity_threshold', $1, true)",
  values: [String(SIMILARITY)],
};

function titleOf(frame: Frame): string {
  const title = columnsOf(frame.entity).find(({ field }) => field.name === frame.entity.title);
  return `coalesce(${title ? frame.column(title.field) : 'null'}::text, ${frame.alias}."number", ${frame.alias}."id"::text)`;
}
