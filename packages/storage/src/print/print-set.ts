import type { Entity } from '@dealwright/entities';
import type { JsonObject } from '@dealwright/values';
import type { Statement } from '../connect/database.ts';
import { columnOf, quoted, tableOf } from '../schema/names.ts';
import { beginPrinting } from './print-predicate.ts';
import { printConstant } from './print-term.ts';
import { arrayLiteral, Values } from './values.ts';

/** The same values in several records, whose versions count up. */
export function printSet(entity: Entity, ids: readonly string[], values: JsonObject): Statement {
  const printing = beginPrinting(new Values());
  const set = Object.entries(values).map(([name, value]) => {
    const field = entity.fields.get(name);
    if (!field) throw new Error(`${entity.name} has no field ${name}.`);
    return `${quoted(columnOf(field))} = ${printConstant(value, field.type.column, printing)}`;
  });
  const which = `"id" = any(${printing.values.add(arrayLiteral(ids), 'uuid[]')})`;
  const text = `update ${quoted(tableOf(entity))} set ${[...set, '"version" = "version" + 1'].join(', ')} where ${which}`;
  return { text, values: printing.values.list };
}
