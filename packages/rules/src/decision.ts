import type { Place, Text } from '@dealwright/diagnostics';
import type { Choices, Entity } from '@dealwright/entities';
import type { ContextType, Environment, Expression, FeelType, UnaryTests } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';

export const HIT_POLICIES = [
  'unique',
  'any',
  'first',
  'priority',
  'collect',
  'rule-order',
  'output-order',
  'collect sum',
  'collect min',
  'collect max',
  'collect count',
] as const;

export type HitPolicy = (typeof HIT_POLICIES)[number];

/** A linked, compiled decision: table or rules, run through one {@link Decision.decide}. */
export interface Decision {
  readonly name: string;
  readonly label: Text;
  readonly about: Entity | undefined;
  /** First and last day on which it counts, in the asking person's zone. */
  readonly validFrom: string | undefined;
  readonly validTo: string | undefined;
  /** The decision for which this one answers on its days. */
  readonly replaces: Decision | undefined;
  /** The decisions that answer for this one on their days. */
  readonly replacements: readonly Decision[];
  readonly hit: HitPolicy;
  readonly inputs: ReadonlyMap<string, Expression>;
  readonly inputTypes: ReadonlyMap<string, FeelType>;
  readonly outputs: ReadonlyMap<string, Output>;
  /** The type of {@link Answer.outcome}, so that processes can be checked against it. */
  readonly outcome: FeelType;
  /** What the inputs are computed over: the record of `about`, settings, declared facts, and the outcomes of `calls`. */
  readonly scope: ContextType;
  /** All record paths that the inputs and the called decisions read: load these before `decide`. */
  readonly paths: readonly (readonly string[])[];
  /** The decisions that run before this one, by the name under which their outcomes are known. */
  readonly calls: ReadonlyMap<string, Decision>;
  /** SHA-256 of the decision's content, of the settings it reads and of the decisions it calls; part of every answer. */
  readonly version: string;
  readonly logic: Logic;
  readonly examples: readonly Example[];
  readonly requirement: readonly string[];
  /**
   * The compiled form. Facts are wire form, relations nested as `paths` say. On the days of a replacement it is that one
   * which answers. Never throws.
   */
  decide(facts: JsonObject, environment: Environment): Answer;
}

export interface Output {
  readonly type: FeelType;
  readonly choices: Choices | undefined;
}

/** What the content said, linked; for explaining, analysing and for running on the reference engine. */
export type Logic =
  | { readonly is: 'table'; readonly rows: readonly Row[]; readonly default: JsonObject | undefined }
  | {
      readonly is: 'rules';
      readonly rules: readonly Rule[];
      readonly conditions: ReadonlyMap<string, Condition>;
      /** Operators of its own, beside those of json-rules-engine. */
      readonly operators: ReadonlyMap<string, (type: FeelType) => (fact: Json, value: Json) => boolean>;
      readonly default: JsonObject | undefined;
    };

export interface Row {
  /** From 1. */
  readonly number: number;
  /** Only the cells that test something. */
  readonly tests: ReadonlyMap<string, UnaryTests>;
  readonly then: JsonObject;
  /** Outputs that are computed: `{ fee: { is: "base * 2" } }`. */
  readonly computed: ReadonlyMap<string, Expression>;
  /** The outputs are computed one after the other, and read those before them: the one row of `is`. */
  readonly inOrder?: true;
  readonly because: Text | undefined;
  readonly priority: number | undefined;
  /** First and last day on which the row counts, in the asking person's zone. */
  readonly validFrom: string | undefined;
  readonly validTo: string | undefined;
}

/** A rule in json-rules-engine's own format. */
export interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly conditions: Condition;
  readonly event: { readonly type: string; readonly params?: JsonObject | undefined };
  readonly because: Text | undefined;
}

export type Condition =
  | { readonly all: readonly Condition[]; readonly priority?: number | undefined; readonly name?: string | undefined }
  | { readonly any: readonly Condition[]; readonly priority?: number | undefined; readonly name?: string | undefined }
  | { readonly not: Condition; readonly priority?: number | undefined; readonly name?: string | undefined }
  | { readonly condition: string; readonly priority?: number | undefined; readonly name?: string | undefined }
  | Comparison;

export interface Comparison extends FactReference {
  readonly operator: string;
  readonly value: Json | FactReference;
  readonly priority?: number | undefined;
  readonly name?: string | undefined;
}

export interface FactReference {
  readonly fact: string;
  readonly path?: string | undefined;
  readonly params?: JsonObject | undefined;
}

export interface Example {
  readonly name: string;
  readonly given: JsonObject;
  readonly expect: Json;
  /** A part of the `because` of a matched row, or the row's number, which must be among the reasons. */
  readonly because: string | undefined;
  /** The day or instant for which it is asked; else that of whoever runs the examples. */
  readonly at: string | undefined;
}

/** The one shape of every answer: plain data when written as JSON. */
export interface Answer {
  readonly decision: string;
  readonly version: string;
  /** One object of outputs; a list of them under collect; a number under collect with an aggregation; null when nothing matched. */
  readonly outcome: Json;
  readonly matched: readonly Match[];
  /** Every row or rule that did not match, with its first failing condition. Computed when it is first read. */
  readonly unmatched: readonly Missed[];
  readonly inputs: JsonObject;
  /** The answers of the decisions it called. */
  readonly calls: readonly Answer[];
  /** What could not be computed, or broke the hit policy. */
  readonly problems: readonly AnswerProblem[];
  readonly at: string;
}

export interface AnswerProblem {
  readonly code: string;
  /** A warning says where an expression turned to null; the answer stands. */
  readonly severity: 'error' | 'warning';
  readonly message: Text;
  /** Where in the expression it turned to null: `file` is the name of the input or output. */
  readonly place?: Place;
}

export interface Match {
  /** Row number from 1, or the rule's name. */
  readonly rule: string;
  readonly because: Text | undefined;
  readonly outcome: Json;
  /** The conditions that held, with the values they held for. */
  readonly met: readonly Finding[];
}

/** The rows or rules that failed first at this input: what its value is, and the test of each that it did not pass. */
export interface Missed {
  /** Empty when a rule could not be asked at all. */
  readonly input: string;
  readonly value: Json;
  /** Row number from 1, or the rule's name → the test. */
  readonly tests: Readonly<Record<string, string>>;
}

/** A condition and the value it was asked about. */
export interface Finding {
  readonly input: string;
  readonly test: string;
  readonly value: Json;
}
