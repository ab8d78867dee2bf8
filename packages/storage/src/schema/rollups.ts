import { createHash } from 'node:crypto';
import type { Entity, Field, Rollup } from '@dealwright/entities';
import { aliases, type Frame, From } from '../print/frame.ts';
import { Literals } from '../print/literals.ts';
import { beginPrinting, printPredicate } from '../print/print-predicate.ts';
import { printTerm } from '../print/print-term.ts';
import { APP_ROLE, columnOf, INTERNAL, quoted, sqlName, tableOf } from './names.ts';
import { printFormulaOf } from './stored-formula.ts';

/** The roll-ups that one kind of children keeps in its parents over one reference, and the trigger that keeps them. */
export interface RollupDesign {
  /** Of the function, and of what it says. */
  readonly name: string;
  readonly mark: string;
  readonly fields: readonly Field[];
  /** Makes function and triggers. */
  readonly create: string;
  /** Computes them for every parent. */
  readonly fill: string;
}

export function designRollups(entities: readonly Entity[]): RollupDesign[] {
  return entities.flatMap((parent) => {
    const groups = new Map<Field, { child: Entity; fields: Field[] }>();
    for (const field of parent.fields.values()) {
      const { rollup } = field;
      if (!rollup) continue;
      const group = groups.get(rollup.via) ?? { child: rollup.entity, fields: [] };
      groups.set(rollup.via, { ...group, fields: [...group.fields, field] });
    }
    return [...groups].map(([via, { child, fields }]) => designGroup(parent, child, via, fields));
  });
}

/**
 * PostgreSQL keeps the values itself, whoever writes the children. After each statement the parents concerned are locked,
 * in the order of their ids, and then counted anew by a statement of its own, which sees what others have committed before
 * they let go of the lock: so no change is lost and none is counted twice.
 */
function designGroup(parent: Entity, child: Entity, via: Field, fields: readonly Field[]): RollupDesign {
  const name = sqlName(`rollup_${tableOf(child)}_${columnOf(via)}`);
  const [parents, children, link] = [quoted(tableOf(parent)), quoted(tableOf(child)), quoted(columnOf(via))];
  const count = printCount(parent, child, via, fields);
  const body = `
declare parents uuid[];
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct ${link}) into parents from new_rows where ${link} is not null;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct ${link}) into parents from old_rows where ${link} is not null;
  else
    select array_agg(distinct ${link}) into parents
    from (select ${link} from old_rows union select ${link} from new_rows) changed where ${link} is not null;
  end if;
  if parents is null then return null; end if;
  perform from ${parents} where "id" = any(parents) order by "id" for no key update;
  ${count('any(parents)')};
  return null;
end`;
  const create = `create or replace function ${INTERNAL}.${quoted(name)}() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $body$${body}$body$;
revoke all on function ${INTERNAL}.${quoted(name)}() from public;
grant execute on function ${INTERNAL}.${quoted(name)}() to ${APP_ROLE};
${['insert', 'update', 'delete'].map((event) => createTrigger(event, name, children)).join('\n')}`;
  return { name, mark: createHash('sha256').update(create).digest('hex').slice(0, 16), fields, create, fill: count() };
}

const ROWS: { readonly [event: string]: string } = {
  insert: 'new table as new_rows',
  update: 'old table as old_rows new table as new_rows',
  delete: 'old table as old_rows',
};

function createTrigger(event: string, name: string, children: string): string {
  return `create or replace trigger ${quoted(sqlName(`${name}_${event}`))} after ${event} on ${children} referencing ${ROWS[event]} for each statement execute function ${INTERNAL}.${quoted(name)}();`;
}

/** Prints the statement that computes the fields anew, for all parents or those whose id is `equal` to something. */
function printCount(parent: Entity, child: Entity, via: Field, fields: readonly Field[]): (equal?: string) => string {
  const from = new From(aliases());
  const rows = from.root(child);
  const link = rows.column(via);
  const counted = fields.map((field, index) => {
    const { rollup } = field;
    return rollup ? `${printAggregate(rollup, rows)} as v${index}` : `null as v${index}`;
  });
  const set = fields.map((field, index) => `${quoted(columnOf(field))} = n.v${index}`);
  const changed = `(${fields.map((field) => `p.${quoted(columnOf(field))}`).join(', ')}) is distinct from (${fields.map((_, index) => `n.v${index}`).join(', ')})`;
  const values = `select ${counted.join(', ')} from ${rows.table}${from.joins} where ${link} = p0."id"`;
  const formulas = printFormulas(parent, fields);
  const table = quoted(tableOf(parent));
  return (equal) => {
    const only = equal ? ` and p."id" = ${equal}` : '';
    const update = `update ${table} p set ${set.join(', ')} from ${table} p0 cross join lateral (${values}) n where p."id" = p0."id"${only} and ${changed}`;
    return formulas ? `${update};\n  ${formulas}${equal ? ` where t0."id" = ${equal}` : ''}` : update;
  };
}

function printAggregate({ is, field, where }: Rollup, rows: Frame): string {
  const printing = beginPrinting(new Literals());
  const filter = where ? ` filter (where ${printPredicate(where, rows, printing)})` : '';
  if (is === 'count' || !field) return `count(*)${filter}`;
  const { sql } = printTerm({ is: 'field', path: [field.name], type: { kind: 'any' } }, rows, printing);
  return is === 'sum' ? `coalesce(sum(${sql})${filter}, 0)` : `${is}(${sql})${filter}`;
}

/** Stored formulas of the parent that read the roll-ups follow them. */
function printFormulas(parent: Entity, fields: readonly Field[]): string | undefined {
  const names = new Set(fields.map(({ name }) => name));
  const set = [...parent.fields.values()].flatMap((field) => {
    const { formula } = field;
    if (!formula?.stored || !formula.expression?.paths.some(([head = '']) => names.has(head))) return [];
    const value = printFormulaOf(parent, field, 't0');
    return value === undefined ? [] : [`${quoted(columnOf(field))} = ${value}`];
  });
  return set.length > 0 ? `update ${quoted(tableOf(parent))} t0 set ${set.join(', ')}` : undefined;
}
