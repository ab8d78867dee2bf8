import type { Entity, Field } from '@dealwright/entities';
import type { Term } from '@dealwright/expressions';
import type { Order } from '@dealwright/records';
import { literal } from '../schema/names.ts';
import type { Place } from './cursor.ts';
import type { Frame } from './frame.ts';
import { type Printing, printTerm } from './print-term.ts';
import type { SqlType } from './values.ts';

/** One thing that a list is ordered by. */
export interface Key {
  readonly sql: string;
  readonly type: SqlType;
  readonly descending: boolean;
  /** Null stands after every value, as PostgreSQL has it: last when ascending, first when descending. */
  readonly nullable: boolean;
  /** ` collate "ro-x-icu"` for texts that people read. */
  readonly collation: string;
}

const NULL: Term = { is: 'value', value: null, type: { kind: 'null' } };

/** The order of a list, always down to the id, so that no two rows are equal and a cursor names one place. */
export function printKeys(orderBy: readonly Order[], frame: Frame, printing: Printing, collation: string): Key[] {
  const keys = orderBy.map(({ path, where, descending }) => {
    const field = fieldAt(path, frame.entity);
    const value: Term = { is: 'field', path, type: { kind: 'any' } };
    const { sql, type } = printTerm(
      where ? { is: 'if', when: where, then: value, otherwise: NULL } : value,
      frame,
      printing,
    );
    const nullable = path.length > 1 || !isFilled(field);
    if (!field.choices) return { sql, type, descending, nullable, collation: type === 'text' ? collation : '' };
    // Choices have an order of their own, the one in which people see them.
    const names = [...field.choices.values.keys()].map(literal).join(', ');
    const position = names ? `array_position(array[${names}]::text[], ${sql})` : sql;
    return { sql: position, type: 'integer' as const, descending, nullable, collation: '' };
  });
  if (orderBy.some(({ path }) => path.length === 1 && path[0] === 'id')) return keys;
  const descending = keys[0]?.descending ?? false;
  return [...keys, { sql: `${frame.alias}."id"`, type: 'uuid', descending, nullable: false, collation: '' }];
}

/** `t1."name" collate "ro-x-icu" desc, t1."id" desc`; the other way round when read backwards. */
export function printOrder(keys: readonly Key[], backwards: boolean): string {
  return keys
    .map(({ sql, collation, descending }) => `${sql}${collation}${descending !== backwards ? ' desc' : ''}`)
    .join(', ');
}

/** The condition for rows that stand strictly behind the place, in reading direction. */
export function printBehind(keys: readonly Key[], place: Place, backwards: boolean, { values }: Printing): string {
  const down = keys.map(({ descending }) => descending !== backwards);
  const value = (index: number): string => values.add(place[index] ?? null, keys[index]?.type ?? 'text');
  // An index on the columns can answer a comparison of rows, but not the general form below.
  if (keys.every(({ nullable, collation }, index) => !nullable && !collation && down[index] === down[0])) {
    const [left, right] = [keys.map(({ sql }) => sql), keys.map((_, index) => value(index))];
    return `(${left.join(', ')}) ${down[0] ? '<' : '>'} (${right.join(', ')})`;
  }
  const alternatives = keys.map((_, last) =>
    keys
      .slice(0, last + 1)
      .map((key, index) => (index < last ? equals(key, index) : behind(key, index)))
      .join(' and '),
  );
  return `(${alternatives.join(' or ')})`;

  function equals({ sql }: Key, index: number): string {
    return place[index] === null ? `${sql} is null` : `${sql} = ${value(index)}`;
  }
  function behind({ sql, collation, nullable }: Key, index: number): string {
    if (place[index] === null) return down[index] ? `${sql} is not null` : 'false';
    if (down[index]) return `${sql} < ${value(index)}${collation}`;
    return nullable
      ? `(${sql} > ${value(index)}${collation} or ${sql} is null)`
      : `${sql} > ${value(index)}${collation}`;
  }
}

/** Columns that the database itself keeps from being null. */
const FILLED = new Set(['id', 'version', 'createdAt', 'updatedAt']);
export const isFilled = (field: Field): boolean => field.required || (field.standard && FILLED.has(field.name));

function fieldAt(path: readonly string[], entity: Entity): Field {
  const field = entity.fields.get(path[0] ?? '');
  if (!field) throw new Error(`${entity.name} has no field ${path[0]}.`);
  return path.length > 1 && field.reference ? fieldAt(path.slice(1), field.reference.entity) : field;
}
