import type { Text } from '@dealwright/diagnostics';
import type { Expression } from '@dealwright/expressions';
import type { JsonObject } from '@dealwright/values';

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
  | {
      readonly is: 'mail';
      readonly message: string;
      /** Each gives an address, or a list of them. */
      readonly to: readonly Expression[];
      readonly language: Expression | undefined;
      readonly attach: readonly string[];
    }
  | {
      readonly is: 'invite';
      readonly message: string;
      /** As `notify` addresses people (`owner`, `role clerk`), or an expression that gives addresses. */
      readonly to: string | Expression;
      readonly starts: Expression;
      readonly ends: Expression;
      readonly place: Expression | undefined;
      readonly as: string;
    }
  | { readonly is: 'uninvite'; readonly as: string }
  | {
      readonly is: 'call';
      readonly connector: string;
      readonly operation: string;
      readonly with: ReadonlyMap<string, Expression>;
      readonly attach: readonly string[];
      /** Events of this record that the answer, or the failure, fires. */
      readonly answered: string | undefined;
      readonly failed: string | undefined;
      /** Takes back what the operation did before for this record. */
      readonly undo: boolean;
    }
  | {
      readonly is: 'fire';
      readonly event: string;
      /** The path to the records: references and inverses. */
      readonly on: readonly string[];
      readonly entity: string;
      readonly input: ReadonlyMap<string, Expression>;
    }
  | { readonly is: 'start'; readonly process: string }
);

/** An effect with its expressions evaluated, ready for the outbox (or, for those of the same transaction, for that). */
export type PerformedEffect =
  | {
      readonly is: 'notify';
      readonly message: string;
      /** An address: `owner`, `account.owner`, `role clerk`, `actor`, `manager of …`. */
      readonly to: string;
      /** The ids of the people, where the process itself knows them; they go before `to`. */
      readonly people?: readonly string[];
      /** The Task that the message tells of, when it is about Task and not about the record. */
      readonly task?: string;
    }
  | { readonly is: 'generate'; readonly document: string }
  /** In the same transaction. */
  | { readonly is: 'create'; readonly entity: string; readonly values: JsonObject; readonly as: string | undefined }
  | {
      readonly is: 'mail';
      readonly message: string;
      readonly to: readonly string[];
      readonly language: string | undefined;
      readonly attach: readonly string[];
    }
  | {
      readonly is: 'invite';
      readonly message: string;
      /** An address, or e-mail addresses. */
      readonly to: string | readonly string[];
      readonly starts: string;
      readonly ends: string;
      readonly place: string | undefined;
      readonly as: string;
    }
  | { readonly is: 'uninvite'; readonly as: string }
  | {
      readonly is: 'call';
      readonly connector: string;
      readonly operation: string;
      readonly with: JsonObject;
      readonly attach: readonly string[];
      readonly answered: string | undefined;
      readonly failed: string | undefined;
      readonly undo: boolean;
    }
  | {
      readonly is: 'fire';
      readonly event: string;
      readonly entity: string;
      /** The ids of the records, as they stood when the effect was promised. */
      readonly records: readonly string[];
      readonly input: JsonObject;
    }
  /** In the same transaction: the record enters another of its processes. */
  | { readonly is: 'start'; readonly process: string }
  /** In the same transaction: a Task is opened. */
  | { readonly is: 'ask'; readonly task: string; readonly values: OpenedTask }
  /** In the same transaction: a Task is answered, recalled, delegated or escalated. Only what changes is named. */
  | { readonly is: 'settle'; readonly task: string; readonly values: SettledTask };

/** What a new Task holds, beside its id. */
export interface OpenedTask {
  readonly kind: 'approval' | 'task';
  /** Of the approval or task within its state. */
  readonly name: string;
  readonly label: Text;
  readonly process: string;
  readonly state: string;
  /** How often the state was entered, this time included. */
  readonly round: number;
  readonly entity: string;
  /** Undefined for a record that is about to be created: it is the one. */
  readonly record: string | undefined;
  /** The title of the record. */
  readonly subject: string | null;
  /** The roles that may answer, with commas between. */
  readonly roles: string;
  /** Who may answer, when it is one person. */
  readonly assignee: string | null;
  /** The ids of all who may answer now, with those who stand in for them. */
  readonly people: readonly string[];
  readonly status: 'open';
  readonly askedAt: string;
  readonly dueAt: string | null;
  /** When nobody of those who are asked was there, so that it was escalated at once. */
  readonly escalatedAt?: string;
}

export interface SettledTask {
  readonly status?: 'done' | 'recalled';
  readonly answer?: string | null;
  readonly reason?: string | null;
  readonly answeredBy?: string | null;
  /** For whom a substitute answered. */
  readonly onBehalfOf?: string | null;
  readonly answeredAt?: string;
  readonly assignee?: string | null;
  readonly roles?: string;
  readonly people?: readonly string[];
  readonly escalatedAt?: string;
}
