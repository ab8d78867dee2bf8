import type { Text } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { ContextType, Environment, Expression, FeelType } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';

export type HitPolicy =
  | 'unique'
  | 'any'
  | 'first'
  | 'priority'
  | 'collect'
  | 'rule-order'
  | 'output-order'
  | 'collect sum'
  | 'collect min'
  | 'collect max'
  | 'collect count';

/** A linked, compiled decision: table or rules, run through one {@link decide}. */
export interface Decision {
  readonly name: string;
  readonly label: Text;
  readonly about: Entity | undefined;
  readonly hit: HitPolicy;
  readonly inputs: ReadonlyMap<string, Expression>;
  readonly inputTypes: ReadonlyMap<string, FeelType>;
  readonly outputs: ReadonlyMap<string, FeelType>;
  /** What the inputs are computed over: the record of `about`, settings, and declared facts. */
  readonly scope: ContextType;
  /** All record paths that the inputs read: load these before `decide`. */
  readonly paths: readonly (readonly string[])[];
  /** SHA-256 of the decision's content; part of every answer. */
  readonly version: string;
  readonly examples: readonly Example[];
  readonly requirement: readonly string[];
  /** The compiled form. Facts are wire form, relations nested as `paths` say. Never throws. */
  decide(facts: JsonObject, environment: Environment): Answer;
}

export interface Example {
  readonly name: string;
  readonly given: JsonObject;
  readonly expect: Json;
  readonly because: string | undefined;
}

/** The one shape of every answer. */
export interface Answer {
  readonly decision: string;
  readonly version: string;
  /** One object of outputs; a list of them under collect; a number under collect with an aggregation; null when nothing matched. */
  readonly outcome: Json;
  readonly matched: readonly Match[];
  /** For every row or rule that did not match: its first failing condition. */
  readonly unmatched: readonly Miss[];
  readonly inputs: JsonObject;
  /** What could not be computed, or broke the hit policy. */
  readonly problems: readonly { readonly code: string; readonly message: Text }[];
  readonly at: string;
}

export interface Match {
  /** Row number from 1, or the rule's name. */
  readonly rule: string;
  readonly because: Text | undefined;
  readonly outcome: Json;
}

export interface Miss {
  readonly rule: string;
  readonly input: string;
  readonly test: string;
  readonly value: Json;
}
