import type { Calendar } from '@dealwright/calendar';
import type { Text } from '@dealwright/diagnostics';
import type { Entity, Field } from '@dealwright/entities';
import type { Expression } from '@dealwright/expressions';
import type { Decision } from '@dealwright/rules';
import type { Answering, AskRule, Voting } from './ask-rule.ts';
import type { After, ClockRule } from './duration.ts';
import type { Effect } from './effect.ts';
import type { Example } from './examples/example.ts';

/** A linked process: the lifecycle of one field (a choice) of an entity. */
export interface Process {
  readonly name: string;
  readonly label: Text;
  readonly of: Entity;
  /** The field that holds the top-level state. Only the process changes it. */
  readonly field: Field;
  /** The state of a new record, unless `start` leads elsewhere. */
  readonly initial: string;
  /** Runs when a record is created: its needs, decisions, `set` and effects. */
  readonly start: Transition | undefined;
  /** The top-level states: values of the field. */
  readonly states: ReadonlyMap<string, State>;
  /** All states, nested ones included, by name; outer before inner. */
  readonly allStates: ReadonlyMap<string, State>;
  readonly clocks: ReadonlyMap<string, ClockRule>;
  /** Of working time; undefined where there is none. */
  readonly calendar: Calendar | undefined;
  /** Stories that it tells of itself. */
  readonly examples: readonly Example[];
  /** What happens to instances of earlier definitions. */
  readonly running: { readonly follow: boolean; readonly states: ReadonlyMap<string, string> };
  /** All event names with their labels, those of approvals and tasks included. */
  readonly events: ReadonlyMap<string, Text>;
  /** Record paths that guards, needs and decisions read: load these before `fire` and `actions`. */
  readonly paths: readonly (readonly string[])[];
  /** True when requests must bring `people`. */
  readonly asksPeople: boolean;
  /** True when requests must bring `attached`. */
  readonly needsFiles: boolean;
  /** True when an update of the record may move it on: `look` then. */
  readonly looks: boolean;
  /** The changes of other records after which to `look`: those which `always` reads through inverses and rollups. */
  readonly wakers: readonly Waker[];
  /** A hash of what it does: labels, messages to people and requirements left out. */
  readonly fingerprint: string;
  readonly requirement: readonly string[];
}

/** A record of `entity` that is created, deleted, led elsewhere, or changed in one of `fields`, wakes the one it refers to. */
export interface Waker {
  readonly entity: string;
  /** The field of it that refers to the record that is to be woken. */
  readonly reference: string;
  /** Empty: any of its fields. */
  readonly fields: readonly string[];
}

/** A state; it may hold others, of which exactly one is active at a time, or parts that are active all at once. */
export interface State {
  readonly name: string;
  readonly label: Text;
  /** The names of the states that hold it, the outermost first. */
  readonly within: readonly string[];
  /** Its part of the state that holds it, when that is a parallel one. */
  readonly part: string | undefined;
  /** Its own events, those of its approvals and tasks included. Those of the states that hold it are possible too. */
  readonly on: ReadonlyMap<string, Transition>;
  /** No event, time or condition leads out of it. */
  readonly final: boolean;
  readonly enter: readonly Effect[];
  /** Empty when it holds none; else the first is where it begins. */
  readonly states: ReadonlyMap<string, State>;
  /** Empty when it is not parallel. */
  readonly parts: ReadonlyMap<string, Part>;
  readonly asks: ReadonlyMap<string, AskRule>;
  readonly voting: Voting;
  /** Taken when all tasks are completed, or the inner states have come to a final one. */
  readonly done: Transition | undefined;
  readonly after: readonly After[];
  /** The first whose `when` holds is taken. */
  readonly always: readonly Transition[];
}

/** One of the things that go on at the same time in a parallel state. */
export interface Part {
  readonly name: string;
  readonly label: Text;
  readonly states: ReadonlyMap<string, State>;
}

export interface Transition {
  /** For those that no event causes: `start`, `done`, `always`, `after`, `agreed`, `disagreed`, `late`, `breach`. */
  readonly event: string;
  readonly label: Text;
  /** Who may fire it: roles, `owner`, other fields that refer to a User, `manager of …`; empty: anyone who may update the record. */
  readonly by: readonly string[];
  /** The roles of `by`, with all roles that include them. */
  readonly roles: ReadonlySet<string>;
  /** `by`, linked. */
  readonly whom: readonly Whom[];
  /** `by` names nobody: only the platform fires it. */
  readonly automatic: boolean;
  readonly when: Expression | undefined;
  /** Said when the guard does not hold. */
  readonly unless: Text | undefined;
  readonly needs: Needs;
  /** Decisions that run first; their outcomes are names in `when`, `set`, `then` and `to`: `{ qualification: lead-qualification }`. */
  readonly decide: ReadonlyMap<string, Decision>;
  /** Undefined: it stays, and nothing is left or entered. */
  readonly to: Target | undefined;
  /** Field values set by the transition: FEEL over the record, `input`, `me`, and the names of `decide`. */
  readonly set: ReadonlyMap<string, Expression>;
  /** Their values are computed over the record as it is after `set`. */
  readonly then: readonly Effect[];
  /** The approval or task that the event answers. */
  readonly ask: { readonly name: string; readonly is: Answering } | undefined;
  readonly requirement: readonly string[];
}

/** People that `by`, `to` and `escalate` name. */
export type Whom =
  /** `roles`: the role and those that include it. */
  | { readonly is: 'role'; readonly role: string; readonly roles: ReadonlySet<string> }
  | { readonly is: 'person'; readonly path: readonly string[] }
  | { readonly is: 'manager'; readonly of: Whom }
  | { readonly is: 'actor' };

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
  /** Kinds of files that must be attached. */
  readonly files: readonly NeededFile[];
  /** A text that the event's input must bring, kept in history. */
  readonly reason: boolean;
  /** Decisions that must give no refusal: an outcome list must be empty, or `eligible`/`allowed` not false. */
  readonly decisions: readonly Decision[];
}

export interface NeededField {
  readonly field: Field;
  readonly when: Expression | undefined;
}

export interface NeededFile {
  /** As files are attached: `signed-contract`. */
  readonly file: string;
  /** What people call it. */
  readonly label: Text;
  readonly when: Expression | undefined;
}
