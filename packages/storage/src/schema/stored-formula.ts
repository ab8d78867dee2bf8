import { createHash } from 'node:crypto';
import type { Entity, Field } from '@dealwright/entities';
import { From } from '../print/frame.ts';
import { Literals } from '../print/literals.ts';
import { beginPrinting } from '../print/print-predicate.ts';
import { printTerm } from '../print/print-term.ts';
import { columnOf, quoted, tableOf } from './names.ts';

/**
 * A stored formula is written by who writes the record. When it is new or says something else than before, the rows that
 * are there are computed by the database, where it can.
 */
export function storedFormula(entity: Entity, field: Field): { mark: string; fill: string | undefined } {
  const { formula } = field;
  const mark = createHash('sha256')
    .update(formula?.expression.text ?? '')
    .digest('hex')
    .slice(0, 16);
  const value = printFormulaOf(entity, field, 't0');
  const column = quoted(columnOf(field));
  return { mark, fill: value && `update ${quoted(tableOf(entity))} t0 set ${column} = ${value}` };
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
