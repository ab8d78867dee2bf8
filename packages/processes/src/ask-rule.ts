import type { Text } from '@dealwright/diagnostics';
import type { Expression } from '@dealwright/expressions';
import type { Duration, Warning } from './duration.ts';
import type { Transition, Whom } from './process.ts';

/** What people do with an approval, and with a task. */
export type Answering = 'agree' | 'disagree' | 'not-concerned' | 'complete' | 'delegate';

/** What somebody is asked for while a state is active: an approval, or a task with a form. Each opens a Task. */
export interface AskRule {
  readonly is: 'approval' | 'task';
  readonly name: string;
  readonly label: Text;
  /** Whom it is asked of, as it is written. */
  readonly by: readonly string[];
  readonly whom: readonly Whom[];
  /** Who may not answer, although they are among them. */
  readonly except: readonly Whom[];
  /** Only then it is asked. */
  readonly when: Expression | undefined;
  /** Without `delegate`. A task has only `complete`. */
  readonly answers: readonly Exclude<Answering, 'delegate'>[];
  /** How many of the group must agree. */
  readonly members: number | 'all';
  readonly within: Duration | undefined;
  readonly warn: Warning | undefined;
  /** Who is told at the breach, and may answer from then on, too. */
  readonly escalate: { readonly to: string; readonly whom: Whom } | undefined;
  /** Taken at the breach. */
  readonly late: Transition | undefined;
  /** What the breach counts as. */
  readonly silence: Exclude<Answering, 'delegate'> | undefined;
  /** The messages that tell those who are asked; undefined where there is none of that name. */
  readonly messages: { readonly [K in 'given' | 'near' | 'late' | 'delegated']: string | undefined };
}

/** How the answers of a state's approvals make one. */
export interface Voting {
  /** How many approvals must agree. */
  readonly needed: number | 'all' | 'any';
  /** All answer before it is decided. */
  readonly everybody: boolean;
  /** One after the other. */
  readonly inTurn: boolean;
  readonly agreed: Transition | undefined;
  readonly disagreed: Transition | undefined;
}
