import type { Calendar, Unit } from '@dealwright/calendar';
import type { Text } from '@dealwright/diagnostics';
import type { Expression } from '@dealwright/expressions';
import type { Effect } from './effect.ts';
import type { Transition } from './process.ts';

/** `settings.clauseDays working days`, linked. */
export interface Duration {
  /** `2 working days`, with the number where it is known before. */
  readonly label: Text;
  readonly amount: Expression;
  readonly unit: Unit;
  /** Whose office hours are meant; undefined for units that need none, and where there is no calendar. */
  readonly calendar: Calendar | undefined;
}

/** When those concerned are warned: a percentage of the time, or so much before its end. */
export type Warning =
  | { readonly is: 'share'; readonly percent: number }
  | { readonly is: 'before'; readonly duration: Duration };

/** `after:` of a state. */
export interface After {
  readonly duration: Duration;
  /** A date (from its end) or an instant to count from; undefined: when the state was entered. */
  readonly from: Expression | undefined;
  readonly transition: Transition;
}

/** A clock over several states. */
export interface ClockRule {
  readonly name: string;
  readonly label: Text;
  /** Undefined: when a state of `runs` is first entered. */
  readonly from: Expression | undefined;
  /** One of the two is there. */
  readonly within: Duration | undefined;
  readonly until: Expression | undefined;
  readonly runs: ReadonlySet<string>;
  readonly pauses: ReadonlySet<string>;
  /** Fields: it begins anew when one of them changes. */
  readonly restarts: readonly string[];
  readonly warn: readonly { readonly at: Warning; readonly then: readonly Effect[] }[];
  readonly breach: Transition | undefined;
  /** The fields of the record that show it. */
  readonly keeps: {
    readonly due: string | undefined;
    readonly late: string | undefined;
    readonly met: string | undefined;
  };
}
