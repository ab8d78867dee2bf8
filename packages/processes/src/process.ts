import type { Actor } from '@dealwright/access';
import type { Problem, Text } from '@dealwright/diagnostics';
import type { Entity, Field } from '@dealwright/entities';
import type { Environment, Expression } from '@dealwright/expressions';
import type { Answer, Decision } from '@dealwright/rules';
import type { JsonObject } from '@dealwright/values';

/** A linked process: the lifecycle of one field (a choice) of an entity. */
export interface Process {
  readonly name: string;
  readonly label: Text;
  readonly of: Entity;
  /** The field that holds the state. Only events change it. */
  readonly field: Field;
  /** The state of a new record, unless `start` leads elsewhere. */
  readonly initial: string;
  /** Runs when a record is created: its needs, decisions, `set` and effects. */
  readonly start: Transition | undefined;
  readonly states: ReadonlyMap<string, State>;
  /** All event names with their labels. */
  readonly events: ReadonlyMap<string, Text>;
  /** Record paths that guards, needs and decisions read: load these before `fire` and `actions`. */
  readonly paths: readonly (readonly string[])[];
  readonly requirement: readonly string[];
}

export interface State {
  readonly name: string;
  readonly label: Text;
  readonly on: ReadonlyMap<string, Transition>;
  /** No event leads out of it. */
  readonly final: boolean;
}

export interface Transition {
  readonly event: string;
  readonly label: Text;
  /** Roles (or `owner`, or another field that refers to a User) that may fire it; empty: anyone who may update the record. */
  readonly by: readonly string[];
  /** The roles of `by`, with all roles that include them. */
  readonly roles: ReadonlySet<string>;
  readonly when: Expression | undefined;
  /** Said when the guard does not hold. */
  readonly unless: Text | undefined;
  readonly needs: Needs;
  /** Decisions that run first; their outcomes are names in `when`, `set`, `then` and `to`: `{ qualification: lead-qualification }`. */
  readonly decide: ReadonlyMap<string, Decision>;
  readonly to: Target;
  /** Field values set by the transition: FEEL over the record, `input`, `me`, and the names of `decide`. */
  readonly set: ReadonlyMap<string, Expression>;
  /** Their values are computed over the record as it is after `set`. */
  readonly then: readonly Effect[];
  readonly requirement: readonly string[];
}

/** Where a transition leads: one state, or what a decision's outcome says in `state` (or in its only output). */
export type Target =
  | { readonly is: 'state'; readonly state: string }
  | {
      readonly is: 'decision';
      readonly decision: Decision;
      readonly output: string;
      readonly states: readonly string[];
    };

export interface Needs {
  /** Fields that must have a value after the event's input is taken over. */
  readonly fields: readonly NeededField[];
  /** A text that the event's input must bring, kept in history. */
  readonly reason: boolean;
  /** Decisions that must give no refusal: an outcome list must be empty, or `eligible`/`allowed` not false. */
  readonly decisions: readonly Decision[];
}

export interface NeededField {
  readonly field: Field;
  readonly when: Expression | undefined;
}

/** What a transition promises to do after the commit, if `when` holds. Plain data: processes perform nothing. */
export type Effect = { readonly when: Expression | undefined } & (
  | { readonly is: 'notify'; readonly message: string; readonly to: string }
  | { readonly is: 'generate'; readonly document: string }
  | {
      readonly is: 'create';
      readonly entity: string;
      /** A list: one is created for each, and `values` know it as `item`. */
      readonly each: Expression | undefined;
      readonly values: ReadonlyMap<string, Expression>;
      /** The reference of this record that is to lead to the created one. */
      readonly as: string | undefined;
    }
);

/** What firing an event leads to: new values and effects, or the reasons why not. */
export type Fired =
  | {
      readonly to: string;
      readonly from: string;
      /** The event's input and `set`, as field values. The state field is among them. */
      readonly values: JsonObject;
      readonly reason: string | undefined;
      readonly answers: readonly Answer[];
      readonly effects: readonly PerformedEffect[];
      /** Warnings only. */
      readonly problems: readonly Problem[];
    }
  | { readonly problems: readonly Problem[]; readonly answers: readonly Answer[] };

/** An effect with its expressions evaluated, ready for the outbox (or, for `create`, for the same transaction). */
export type PerformedEffect =
  | { readonly is: 'notify'; readonly message: string; readonly to: string }
  | { readonly is: 'generate'; readonly document: string }
  | { readonly is: 'create'; readonly entity: string; readonly values: JsonObject; readonly as: string | undefined };

/** Who asks about which record, and when. */
export interface Asking {
  /** As loaded along {@link Process.paths}; the event's input may be in it already. */
  readonly record: JsonObject;
  readonly actor: Actor;
  readonly environment: Environment;
}

export interface StartRequest extends Asking {
  /** Field values of the new record, and `reason`. */
  readonly input: JsonObject;
}

export interface FireRequest extends StartRequest {
  readonly event: string;
  /** The record as it stands, without the event's input: it says which events there are, and who may fire them. */
  readonly before: JsonObject;
}

export interface ActionsRequest extends Asking {
  /** For events that name nobody in `by`. True when not given. */
  readonly mayUpdate?: boolean;
}

/** An event of the present state, and whether the asking person can fire it now. */
export interface Action {
  readonly event: string;
  readonly label: Text;
  /** True when there are no reasons against it. */
  readonly possible: boolean;
  /** Why not; what input could remedy has the path `['input', field]`. */
  readonly reasons: readonly Problem[];
  /** Fields that the event's input may or must bring. */
  readonly needs: readonly string[];
  readonly asksReason: boolean;
}
