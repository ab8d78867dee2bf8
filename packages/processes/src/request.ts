import type { Actor } from '@dealwright/access';
import type { Problem, Text } from '@dealwright/diagnostics';
import type { Environment } from '@dealwright/expressions';
import type { Answer } from '@dealwright/rules';
import type { JsonObject } from '@dealwright/values';
import type { PerformedEffect } from './effect.ts';
import type { Instance, Instances } from './instance.ts';

/** Who asks about which record, and when. */
export interface Asking {
  /** As loaded along `Process.paths`; the event's input may be in it already. */
  readonly record: JsonObject;
  readonly actor: Actor;
  readonly environment: Environment;
  /** Needed by processes that ask people (`Process.asksPeople`): all that are active, and those whom the record names. */
  readonly people?: readonly Person[];
  /** Needed by processes that need files (`Process.needsFiles`): the kinds of those that are attached. */
  readonly attached?: readonly string[];
}

/** A person as processes see them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** With those that they include. */
  readonly roles: readonly string[];
  readonly active: boolean;
  /** The id of the manager of their team. */
  readonly manager: string | null;
  /** The ids of those who may stand in for them today. */
  readonly substitutes: readonly string[];
}

/** What moves an instance on. */
export interface StepRequest extends Asking {
  /** As it is stored; null or undefined for a record that has none (yet): then its field says where it stands. */
  readonly instance?: Instance | null;
  /** Makes the ids of Tasks and timers: UUIDs. Needed by processes that have any. */
  readonly newId?: () => string;
}

export interface StartRequest extends StepRequest {
  /** Field values of the new record, and `reason`. */
  readonly input: JsonObject;
}

export interface FireRequest extends StartRequest {
  readonly event: string;
  /** The record as it stands, without the event's input: it says which events there are, and who may fire them. */
  readonly before: JsonObject;
}

/** What a step leads to: new values and effects, or the reasons why not. */
export type Fired =
  | {
      /** The state that the field holds then. */
      readonly to: string;
      readonly from: string;
      /** The event's input and `set`, as field values. The state field is among them. */
      readonly values: JsonObject;
      readonly instance: Instance;
      readonly reason: string | undefined;
      readonly answers: readonly Answer[];
      readonly effects: readonly PerformedEffect[];
      /** Warnings only. */
      readonly problems: readonly Problem[];
    }
  | { readonly problems: readonly Problem[]; readonly answers: readonly Answer[] };

export interface ActionsRequest extends Asking {
  /** Of the record, by process. */
  readonly instances?: Instances | null;
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
  /** Kinds of files that must be attached. */
  readonly files: readonly ActionFile[];
  readonly asksReason: boolean;
}

/** A kind of file that an event needs. */
export interface ActionFile {
  /** As it is attached: `signed-contract`. */
  readonly as: string;
  readonly label: Text;
  readonly attached: boolean;
}
