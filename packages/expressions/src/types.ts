import type { Place, Problem, Text } from '@dealwright/diagnostics';
import type { Json, JsonObject } from '@dealwright/values';
import type { Predicate, Term } from './predicate.ts';

/** A static type of FEEL. */
export type FeelType =
  | { readonly kind: 'any' }
  | { readonly kind: 'null' }
  | { readonly kind: 'string' /** the only values it can have, for choices */; readonly values?: readonly string[] }
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' }
  | { readonly kind: 'date and time' }
  | { readonly kind: 'days and time duration' }
  | { readonly kind: 'years and months duration' }
  | { readonly kind: 'list'; readonly of: FeelType }
  | { readonly kind: 'range'; readonly of: FeelType }
  | ContextType
  | { readonly kind: 'function'; readonly parameters?: readonly FeelType[]; readonly returns: FeelType };

/** A context (record, object). Its members are looked up when asked for, because entities refer to each other in circles. */
export interface ContextType {
  readonly kind: 'context';
  /** Shown in messages: `Lead`. */
  readonly name: string;
  member(name: string): Member | undefined;
  /** All member names, for suggestions. */
  names(): readonly string[];
}

export interface Member {
  readonly type: FeelType;
  /**
   * How the member is read from the database, so that an expression over it can be queryable: a column, a reference to
   * one record (`one`), to many (`many`), a part of a column (`amount` of money), or a formula with its own term.
   * Undefined: not from the database.
   */
  readonly source?:
    | { readonly is: 'column' }
    | { readonly is: 'one'; readonly entity: string }
    | { readonly is: 'many'; readonly entity: string }
    | { readonly is: 'part' }
    | { readonly is: 'term'; readonly term: () => Term | undefined };
}

/** What evaluation may know of the world; nothing reads a global clock or user. */
export interface Environment {
  /** ISO 8601 instant in UTC. */
  readonly now: string;
  /** IANA zone of the asking person, such as `Europe/Bucharest`. */
  readonly zone: string;
  readonly locale: string;
}

/** Why a value turned into null: FEEL does not throw, it says null, and we say where. */
export interface Diagnostic {
  readonly code: string;
  /** The reason, with the values that led to it: "Division by zero, where `pieces - 60` is 0." */
  readonly message: Text;
  /** Offset and length in the expression's text. */
  readonly offset: number;
  readonly length: number;
  /** The same for people, as `showProblem` prints it; the file is the name of the expression. */
  readonly place: Place;
  /** The single values that took part, each beside the text that it is the value of. */
  readonly values: readonly { readonly text: string; readonly value: Json }[];
}

export interface Evaluation {
  /** In wire form: numbers with a fraction or beyond 2^53 as text of exact digits, dates as ISO text. */
  readonly value: Json;
  readonly diagnostics: readonly Diagnostic[];
}

/** A compiled, checked expression. Immutable; safe to share. */
export interface Expression {
  readonly text: string;
  readonly type: FeelType;
  /** The paths it reads below the scope, longest form: `[['account', 'segment'], ['quantity']]`. They must be loaded before. */
  readonly paths: readonly (readonly string[])[];
  /** True when the value depends on `now()` or `today()`. */
  readonly readsClock: boolean;
  /** Set when the expression lies in the queryable subset (a boolean one has `predicate`, others `term`). */
  readonly term?: Term;
  readonly predicate?: Predicate;
  /** Evaluates over a record in wire form. Never throws: what cannot be computed is null, with diagnostics. */
  evaluate(scope: JsonObject, environment: Environment): Evaluation;
  /** True only when the value is true; for conditions. */
  holds(scope: JsonObject, environment: Environment): boolean;
}

/** A compiled cell of a decision table: is `input` accepted? */
export interface UnaryTests {
  readonly text: string;
  readonly paths: readonly (readonly string[])[];
  /** What the test accepts, where it is a plain equality or range, so that a table can index it; undefined otherwise. */
  readonly shape?: UnaryShape;
  /** `input` in wire form. */
  accepts(input: Json, scope: JsonObject, environment: Environment): boolean;
  /** The same with what turned to null on the way, and so was not accepted. */
  evaluate(input: Json, scope: JsonObject, environment: Environment): Evaluation;
}

/** Union of points and ranges over one ordered or nominal type; values in wire form. `-` accepts anything. */
export type UnaryShape =
  | { readonly is: 'anything' }
  | { readonly is: 'union'; readonly parts: readonly (Point | Interval)[] };
export interface Point {
  readonly is: 'point';
  readonly value: Json;
}
export interface Interval {
  readonly is: 'interval';
  readonly from?: Json;
  readonly fromIncluded: boolean;
  readonly to?: Json;
  readonly toIncluded: boolean;
}

export interface CompileOptions {
  /** What diagnostics call the expression: `Discount, row 3`. */
  readonly name?: string;
  /** What names mean. */
  readonly scope: ContextType;
  /** The type the place expects, such as boolean for a `when`; a mismatch is a problem. */
  readonly expects?: FeelType;
  /** Maps an offset in the text to a place in the content, for problems. */
  readonly place?: (offset: number, length: number) => Place;
  /**
   * DMN lets a wrong type be null at run time. For models of others: wrong types and unknown names become warnings, and
   * the expression is still made. Ours are strict.
   */
  readonly lenient?: boolean;
  /** Types that `instance of` and formal parameters may name, beside FEEL's own. */
  readonly types?: ReadonlyMap<string, FeelType>;
}

/** Either the expression, or why there is none. Warnings may stand beside an expression. */
export interface Compilation<T> {
  readonly result?: T;
  readonly problems: readonly Problem[];
}
