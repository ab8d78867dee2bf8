import type { Answering } from './ask-rule.ts';

/**
 * Where a record stands in a process: plain JSON, kept in the record's own row. Only what a process uses is filled, so
 * that the instance of a simple one is its state and nothing else.
 */
export interface Instance {
  /** The fingerprint of the process that it lives by. */
  readonly definition: string;
  /** The instant at which it came to its end; absent while it runs. */
  readonly ended?: string;
  /** The names of the active states, outer before inner; the first is the one that the field holds. */
  readonly active: readonly string[];
  /** Active state → instant at which it was entered. */
  readonly since: Readonly<Record<string, string>>;
  /** State with approvals or tasks → how often it was entered. */
  readonly rounds: Readonly<Record<string, number>>;
  /** By the name of the approval or task: open and answered ones of the active states. */
  readonly asks: Readonly<Record<string, Ask>>;
  readonly timers: Readonly<Record<string, Timer>>;
  readonly clocks: Readonly<Record<string, Clock>>;
}

/** The instances of a record, by the name of the process. */
export type Instances = Readonly<Record<string, Instance>>;

/** An approval or task that somebody was asked for. */
export interface Ask {
  readonly state: string;
  readonly round: number;
  /** The id of its Task. */
  readonly task: string;
  readonly askedAt: string;
  readonly dueAt: string | null;
  /** Who answers instead of those whom `by` names. */
  readonly delegate: string | null;
  /** When those of `escalate` were told, who may answer since. */
  readonly escalatedAt: string | null;
  readonly answers: readonly Answered[];
  /** Undefined while it is open. */
  readonly result?: Exclude<Answering, 'delegate'>;
}

export interface Answered {
  readonly answer: Exclude<Answering, 'delegate'>;
  /** The id of the person; null for silence. */
  readonly by: string | null;
  /** For whom, when a substitute answered. */
  readonly onBehalfOf: string | null;
  readonly reason: string | null;
  readonly at: string;
}

/** A moment at which the process wants to be woken. */
export interface Timer {
  /** A UUID: the id of the job that wakes. */
  readonly id: string;
  /** ISO 8601 instant in UTC. */
  readonly at: string;
  /** `after` of a state, or the warning (`near`) and breach (`late`) of an ask or a clock. */
  readonly is: 'after' | 'near' | 'late';
  readonly state?: string;
  readonly ask?: string;
  readonly clock?: string;
  /** Which of several: of the state's `after`, or of the clock's warnings. */
  readonly index?: number;
  /** It has rung, and is kept so that it does not ring again. */
  readonly rung?: true;
}

/** A clock over several states. */
export interface Clock {
  readonly is: 'running' | 'paused' | 'stopped';
  /** The moment from which it counts. */
  readonly from: string;
  /** When it runs, or ran, out; while it is paused null. */
  readonly dueAt: string | null;
  /** Milliseconds of its own time, which for working hours and working days is office time. */
  readonly total: number;
  /** While it is paused: how much of that is left. */
  readonly left: number | null;
  readonly late: boolean;
  /** Which of its warnings were given. */
  readonly warned: readonly number[];
  /** What the fields of `restarts` held when it began. */
  readonly seen: Readonly<Record<string, string | null>>;
}
