import type { Entity, Field } from '@dealwright/entities';
import { columnOf, quoted, tableOf } from '../schema/names.ts';

/** The tables of one `select` level: what it starts from, and the references that conditions and orders follow. */
export class From {
  readonly #aliases: () => string;
  readonly #joins = new Map<string, { readonly frame: Frame; readonly sql: string }>();

  /** @param aliases gives each table of the whole statement a name of its own */
  constructor(aliases: () => string) {
    this.#aliases = aliases;
  }

  root(entity: Entity): Frame {
    return new Frame(this, entity, this.#aliases());
  }

  /** The record that a reference leads to; the same reference is joined once. */
  join(alias: string, field: Field, target: Entity): Frame {
    const link = `${alias}.${quoted(columnOf(field))}`;
    const known = this.#joins.get(link);
    if (known) return known.frame;
    const frame = new Frame(this, target, this.#aliases());
    this.#joins.set(link, { frame, sql: ` left join ${frame.table} on ${frame.alias}."id" = ${link}` });
    return frame;
  }

  /** ` left join "account" t2 on t2."id" = t1."account"`, for all that were followed. */
  get joins(): string {
    return [...this.#joins.values()].map(({ sql }) => sql).join('');
  }

  /** A name for what is no table. */
  alias(): string {
    return this.#aliases();
  }

  /** A level below this one, such as in `exists`. */
  inner(): From {
    return new From(this.#aliases);
  }
}

/** One table of a statement, under its alias. */
export class Frame {
  readonly from: From;
  readonly entity: Entity;
  readonly alias: string;

  constructor(from: From, entity: Entity, alias: string) {
    this.from = from;
    this.entity = entity;
    this.alias = alias;
  }

  /** `"lead" t1`, for `from` and `join`. */
  get table(): string {
    return `${quoted(tableOf(this.entity))} ${this.alias}`;
  }

  field(name: string): Field {
    const field = this.entity.fields.get(name);
    if (!field) throw new Error(`${this.entity.name} has no field ${name}.`);
    return field;
  }

  column(field: Field): string {
    return `${this.alias}.${quoted(columnOf(field))}`;
  }

  /** Over a reference to the one record that it leads to. */
  follow(name: string): Frame {
    const field = this.field(name);
    if (!field.reference) throw new Error(`${this.entity.name}.${name} leads nowhere: it is no reference.`);
    return this.from.join(this.alias, field, field.reference.entity);
  }

  /** The same record, seen from another level: what is followed is joined there. */
  within(from: From): Frame {
    return new Frame(from, this.entity, this.alias);
  }

  /** The SQL that joins a child to this record, over a way back or from what this record is about; undefined for a reference. */
  link(name: string, child: (entity: Entity) => Frame): { readonly child: Frame; readonly on: string } | undefined {
    const inverse = this.entity.inverses.get(name);
    if (inverse) {
      const many = child(inverse.entity);
      return { child: many, on: `${many.alias}.${quoted(columnOf(inverse.field))} = ${this.alias}."id"` };
    }
    const subject = this.entity.subjects.get(name);
    const one = subject && child(subject);
    return one && { child: one, on: `${one.alias}."id" = ${this.alias}."record"::uuid` };
  }
}

/** Names tables `t1`, `t2` … in the order in which they are printed, so that equal questions have equal texts. */
export function aliases(): () => string {
  let count = 0;
  return () => `t${++count}`;
}
