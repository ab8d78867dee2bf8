import type { Entity, Field, Inverse } from '@dealwright/entities';
import type { Predicate } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';

/** Which columns and relations a reader wants, keyed by response key: the same relation may be asked twice with other arguments. */
export type Selection = ReadonlyMap<string, Selected>;

export type Selected =
  | { readonly is: 'field'; readonly field: Field }
  /** To one record, over a reference; null when there is none, or when it does not match `where`. */
  | {
      readonly is: 'one';
      readonly field: Field;
      readonly entity: Entity;
      readonly select: Selection;
      readonly where?: Predicate;
    }
  /** To many, over the way back; an array of rows, or a page when `page` is asked. */
  | { readonly is: 'many'; readonly inverse: Inverse; readonly list: ListQuery };

export interface ListQuery {
  readonly entity: Entity;
  readonly select: Selection;
  readonly where?: Predicate;
  /** Words looked up in the entity's `search` fields. */
  readonly search?: string;
  readonly orderBy: readonly Order[];
  readonly page: Page;
  /** Count all that match, not only this page. */
  readonly count: boolean;
  /** False when nobody asks for cursors, which then cost nothing. */
  readonly cursors?: boolean;
}

export interface Order {
  /** Over `one` references: `['account', 'name']`. */
  readonly path: readonly string[];
  /** Where it does not hold, the value counts as absent. */
  readonly where?: Predicate;
  readonly descending: boolean;
}

/** Records of a page, at most and when nobody says. */
export const LARGEST_PAGE = 200;
export const USUAL_PAGE = 50;

/** Relay: `first`/`after` or `last`/`before`. At most {@link LARGEST_PAGE}; {@link USUAL_PAGE} when neither is given. */
export interface Page {
  readonly first?: number;
  readonly after?: string;
  readonly last?: number;
  readonly before?: string;
  /** Every row, however many: only for what the platform itself reads to evaluate an expression. */
  readonly all?: boolean;
}

/** One row, keyed by response key, values in wire form; `one` is a row or null, `many` a {@link PageOfRows}. */
export type Row = { readonly [responseKey: string]: Json | Row | PageOfRows };

export interface PageOfRows {
  readonly rows: readonly Row[];
  /** One cursor a row. */
  readonly cursors: readonly string[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly totalCount: number | null;
}

/** Parameters of predicates (`me.id`, `now`, `today`), by name. */
export type Parameters = JsonObject;
