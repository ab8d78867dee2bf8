import type { Json } from '@dealwright/values';
import type { FeelType } from './types.ts';

/**
 * A condition over records that a database can answer: the queryable subset of FEEL, as frozen data. Scopes, filters,
 * validations, roll-ups and duplicate rules speak Predicate; only `storage` prints it.
 * Null semantics are those of FEEL: `=` and `!=` treat null as a value, ordering with null is not true.
 */
export type Predicate =
  | { readonly is: 'constant'; readonly value: boolean }
  | { readonly is: 'and'; readonly of: readonly Predicate[] }
  | { readonly is: 'or'; readonly of: readonly Predicate[] }
  /** Two-valued: true where the inner one is not true. */
  | { readonly is: 'not'; readonly of: Predicate }
  | { readonly is: 'compare'; readonly operator: Comparison; readonly left: Term; readonly right: Term }
  /** A value that is a list (a parameter can be one) counts as its elements. */
  | { readonly is: 'one of'; readonly term: Term; readonly values: readonly Term[] }
  | { readonly is: 'null'; readonly term: Term }
  | {
      readonly is: 'text';
      readonly operator: 'contains' | 'starts with' | 'ends with' | 'similar';
      readonly term: Term;
      readonly value: Term;
      readonly ignoreCase: boolean;
    }
  /** A boolean term that is true. */
  | { readonly is: 'true'; readonly term: Term }
  /** Over related records: `path` leads to a `many` relation; `where` is relative to its entity. */
  | { readonly is: 'some' | 'every'; readonly path: readonly string[]; readonly where: Predicate };

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A value that a database can compute. */
export type Term =
  /**
   * A column, reached over `one` references: `['account', 'segment']`; money ends in `amount` or `currency`. A reference
   * itself is its column of ids: `['account']`, of type string.
   */
  | { readonly is: 'field'; readonly path: readonly string[]; readonly type: FeelType }
  | { readonly is: 'value'; readonly value: Json; readonly type: FeelType }
  /** Known when the query runs: `now`, `today`, or a name given by the caller such as `me.id`, `me.team`. */
  | { readonly is: 'parameter'; readonly name: string; readonly type: FeelType }
  /** Over numbers; `+` also over texts; `+` and `-` also of a date or a date and time with a duration on the right. */
  | { readonly is: 'arithmetic'; readonly operator: '+' | '-' | '*' | '/'; readonly left: Term; readonly right: Term }
  | { readonly is: 'call'; readonly name: QueryableFunction; readonly of: readonly Term[]; readonly type: FeelType }
  | { readonly is: 'if'; readonly when: Predicate; readonly then: Term; readonly otherwise: Term };

/** The functions that both FEEL and the database know. */
export type QueryableFunction =
  | 'lower case'
  | 'upper case'
  | 'string length'
  | 'abs'
  | 'hours between'
  | 'days between'
  | 'coalesce';

export const ALWAYS: Predicate = Object.freeze({ is: 'constant', value: true });
export const NEVER: Predicate = Object.freeze({ is: 'constant', value: false });
