import type { Text } from '@dealwright/diagnostics';
import type { ContextType, Expression, Predicate } from '@dealwright/expressions';
import type { KindOf } from '@dealwright/metadata';
import type { JsonObject, Options, ValueType } from '@dealwright/values';
import type { Choices } from './choices.ts';

/** A linked entity. Frozen; entities refer to each other directly. */
export interface Entity {
  /** `Lead`; the API derives `lead`, `leads`, `createLead` from it, the database the table `lead`. */
  readonly name: string;
  readonly label: Text;
  readonly plural: Text;
  readonly about: Text | undefined;
  /** The field that names a record to a person. */
  readonly title: string;
  /** Fields that are shown beside the title. */
  readonly header: readonly string[];
  /** All fields in YAML order, after the standard ones (see `STANDARD_FIELDS`). */
  readonly fields: ReadonlyMap<string, Field>;
  /** The records that refer to this entity and gave the way back a name: `Account.leads`. */
  readonly inverses: ReadonlyMap<string, Inverse>;
  /**
   * Of an entity whose records are about a record of any other, which their fields `entity` and `record` name (File, Task):
   * the others, by the name of the relation, `record:Lead`. Only scopes use it; FEEL cannot say it.
   */
  readonly subjects: ReadonlyMap<string, Entity>;
  readonly number: NumberFormat | undefined;
  readonly validations: readonly Validation[];
  readonly duplicates: readonly DuplicateRule[];
  /** The names of the fields whose changes are kept as history. */
  readonly history: ReadonlySet<string>;
  /** The field of type part-of, when records of this entity belong to a parent. */
  readonly parent: Field | undefined;
  /** The process that governs a field of this entity, set by the process kind; see `processes`. */
  readonly requirement: readonly string[];
  /** Of the platform itself (User, Team …), not of the application. */
  readonly isPlatform: boolean;
  /** Of the platform's own code only (Session): not in the API at all. */
  readonly internal: boolean;
  /** How FEEL sees a record. */
  readonly type: ContextType;
}

export interface Field {
  readonly name: string;
  readonly label: Text;
  readonly help: Text | undefined;
  readonly type: ValueType;
  readonly options: Options;
  /** Must have a value whenever the record is stored. */
  readonly required: boolean;
  /** Used when a new record says nothing: a FEEL expression over the record. */
  readonly default: Expression | undefined;
  /** Unique, and usable in `upsert` and `lead(by:)`. */
  readonly key: boolean;
  /** Part of `search:`. */
  readonly search: boolean;
  /** id, number, version, createdAt …: kept by the platform. */
  readonly standard: boolean;
  /** Cannot be written through the API (standard, formula, rollup, or `readOnly: true`). */
  readonly readOnly: boolean;
  /** Of the platform's own code only (a password hash): in no API, form, history or expression. */
  readonly internal: boolean;
  /** `@deprecated` reason; the field stays for one release. */
  readonly retired: Text | undefined;
  /** For choice and choices. */
  readonly choices: Choices | undefined;
  /** For reference and part-of. */
  readonly reference: Reference | undefined;
  readonly formula: Formula | undefined;
  readonly rollup: Rollup | undefined;
  readonly requirement: readonly string[];
}

export interface Reference {
  readonly entity: Entity;
  /** The name of the way back on the other entity, such as `leads`. */
  readonly inverse: string | undefined;
  /** What deleting the other record does: refuse, clear this field, or (part-of) delete this record. */
  readonly onDelete: 'refuse' | 'clear' | 'delete';
}

export interface Inverse {
  readonly name: string;
  /** The entity whose `field` refers back. */
  readonly entity: Entity;
  readonly field: Field;
}

/** An expression over a record, with the settings that it reads and brings, by name; undefined when it reads none. */
export type RecordExpression = Expression & { readonly settings?: JsonObject };

/** Computed on read, or `stored` when it depends on nothing but the record's own columns and no clock. */
export interface Formula {
  readonly expression: RecordExpression;
  readonly stored: boolean;
}

/** Kept by the database transaction that changes the children. */
export interface Rollup {
  /** The children: entity and its reference to this one. */
  readonly entity: Entity;
  readonly via: Field;
  readonly is: 'count' | 'sum' | 'min' | 'max';
  /** What is summed; undefined for count. */
  readonly field: Field | undefined;
  readonly where: Predicate | undefined;
}

/** `LD-{year}-{sequence:6}`, taken apart. */
export interface NumberFormat {
  readonly text: string;
  readonly parts: readonly (
    | { readonly is: 'text'; readonly text: string }
    | { readonly is: 'year' }
    | { readonly is: 'sequence'; readonly digits: number }
  )[];
  /** No holes, for paper numbers; costs concurrency. */
  readonly gapless: boolean;
}

export interface Validation {
  readonly id: string;
  readonly when: Expression | undefined;
  /** The record is refused when this is not true. Null counts as not true only when `when` holds and no operand is null. */
  readonly check: Expression;
  /** The field the message is shown at. */
  readonly field: string | undefined;
  readonly message: Text;
  readonly requirement: readonly string[];
}

/** Records are duplicates when all of `match` agree. */
export interface DuplicateRule {
  readonly match: readonly { readonly field: Field; readonly how: 'same' | 'similar' }[];
  /** Only among records for which this holds. */
  readonly where: Predicate | undefined;
  readonly then: 'refuse' | 'warn';
  readonly message: Text | undefined;
  readonly requirement: readonly string[];
}

/** A record in wire form: field name → value. Relations are present only where they were loaded. */
export type RecordValues = JsonObject;

/** Asks a Model or a Linking for entities: `model.all(ENTITY)`. */
export const ENTITY: KindOf<Entity> = { name: 'entity' };
