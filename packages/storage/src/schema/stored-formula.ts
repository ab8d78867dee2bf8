import { createHash } from 'node:crypto';
import type { Entity, Field } from '@dealwright/entities';
import { From } from '../print/frame.ts';
import { Literals } from '../print/literals.ts';
import { beginPrinting } from '../print/print-predicate.ts';
import { printTerm } from '../print/print-term.ts';
import { columnOf, quoted, tableOf } from './names.ts';

/**
 * A stored formula is written by who writes the record. When it is new or rests on something else than before, the rows
 * that are there are computed anew: by `fill` in the database, or by FEEL where that is undefined.
 */
export function storedFormula(entity: Entity, field: Field): { mark: string; fill: string | undefined } {
  const mark = createHash('sha256')
    .update(JSON.stringify(restsOn(entity, field)))
    .digest('hex')
    .slice(0, 16);
  const value = printFormulaOf(entity, field, 't0');
  const column = quoted(columnOf(field));
  return { mark, fill: value && `update ${quoted(tableOf(entity))} t0 set ${column} = ${value}` };
}

/** All on which the value rests beside the record itself: text, settings and type, and the same of the formulas that it reads. */
function restsOn(entity: Entity, { formula, type, options }: Field): readonly unknown[] {
  const { text = '', settings = {}, paths = [] } = formula?.expression ?? {};
  const read = paths.flatMap(([head = '']) => entity.fields.get(head) ?? []).filter((each) => each.formula);
  return [text, settings, type.name, options, read.map((each) => restsOn(entity, each))];
}

/** The formula over the row called `alias`; undefined when only FEEL can compute it, or it needs other tables. */
export function printFormulaOf(entity: Entity, field: Field, alias: string): string | undefined {
  const term = field.formula?.expression?.term;
  if (!term) return undefined;
  let first = true;
  const from = new From(() => {
    if (!first) throw new Error(`The stored formula ${entity.name}.${field.name} reads other records.`);
    first = false;
    return alias;
  });
  return printTerm(term, from.root(entity), beginPrinting(new Literals())).sql;
}
