import type { Entity, RecordValues } from '@dealwright/entities';
import type { Statement } from '../connect/database.ts';
import { isStored, toWire } from '../schema/columns.ts';
import { columnOf, literal, quoted } from '../schema/names.ts';
import { aliases, type Frame, From } from './frame.ts';
import { beginPrinting } from './print-predicate.ts';
import { printConstant } from './print-term.ts';
import { Values } from './values.ts';

/** Names that are followed from a record, each with what is followed from there. */
type Tree = ReadonlyMap<string, Tree>;

/**
 * One statement that loads what `paths` reach beyond the record's own values, which need not be stored yet:
 * `{ account: { id, segment }, lines: [{ id, price }] }`. Undefined when no path leaves the record.
 */
export function printReach(
  entity: Entity,
  values: RecordValues,
  paths: readonly (readonly string[])[],
): Statement | undefined {
  const printing = beginPrinting(new Values());
  const from = new From(aliases());
  const parts: string[] = [];
  for (const [name, below] of treeOf(paths)) {
    const { reference } = entity.fields.get(name) ?? {};
    const inverse = entity.inverses.get(name);
    const id = (value: keyof RecordValues): string => printConstant(values[value] ?? null, 'uuid', printing);
    if (reference && below.size > 0) {
      parts.push(`${literal(name)}, (${printOne(reference.entity, id(name), below, from)})`);
    } else if (inverse) {
      parts.push(`${literal(name)}, (${printMany(inverse.entity, columnOf(inverse.field), id('id'), below, from)})`);
    }
  }
  if (parts.length === 0) return undefined;
  return { text: `select json_build_object(${parts.join(', ')})::text`, values: printing.values.list };
}

function treeOf(paths: readonly (readonly string[])[]): Tree {
  const tree = new Map<string, (readonly string[])[]>();
  for (const [head, ...rest] of paths) {
    if (head === undefined) continue;
    const below = tree.get(head) ?? [];
    tree.set(head, rest.length > 0 ? [...below, rest] : below);
  }
  return new Map([...tree].map(([head, below]) => [head, treeOf(below)]));
}

function printOne(entity: Entity, id: string, tree: Tree, from: From): string {
  const frame = from.root(entity);
  return `select to_json(r) from (select ${printColumns(frame, tree)} from ${frame.table} where ${frame.alias}."id" = ${id}) r`;
}

function printMany(entity: Entity, link: string, id: string, tree: Tree, from: From): string {
  const frame = from.root(entity);
  const where = `${frame.alias}.${quoted(link)} = ${id}`;
  return `select coalesce(json_agg(r), '[]') from (select ${printColumns(frame, tree)} from ${frame.table} where ${where} order by ${frame.alias}."id") r`;
}

/** The named columns and what is below them; always the id, so that records can be told apart. */
function printColumns(frame: Frame, tree: Tree): string {
  const columns = [`${frame.alias}."id"`];
  for (const [name, below] of tree) {
    const label = quoted(name);
    const inverse = frame.entity.inverses.get(name);
    const field = frame.entity.fields.get(name);
    if (inverse) {
      const link = columnOf(inverse.field);
      columns.push(`(${printMany(inverse.entity, link, `${frame.alias}."id"`, below, frame.from)}) as ${label}`);
    } else if (field?.reference && below.size > 0) {
      columns.push(`(${printOne(field.reference.entity, frame.column(field), below, frame.from)}) as ${label}`);
    } else if (field && name !== 'id' && isStored(field)) {
      columns.push(`${toWire(frame.column(field), field)} as ${label}`);
    }
  }
  return columns.join(', ');
}
