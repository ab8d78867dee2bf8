import type { Text } from '@dealwright/diagnostics';
import type { Answer, Decision } from '../decision.ts';

/** Which rows or rules of a decision its examples reach. */
export interface Coverage {
  readonly decision: string;
  /** How many rows or rules there are, and how many of them are the reason of some example. */
  readonly rows: number;
  readonly reached: number;
  /** Whole percent, rounded down; 100 when there are no rows. */
  readonly percent: number;
  readonly missed: readonly { readonly rule: string; readonly because: Text | undefined }[];
}

/**
 * Holds the answers of a decision's examples against its rows.
 * @param answers of its examples, as `runExamples` gives them
 */
export function coverageOf({ name, logic }: Decision, answers: readonly Answer[]): Coverage {
  const seen = new Set(answers.flatMap(({ matched }) => matched.map(({ rule }) => rule)));
  const all =
    logic.is === 'table'
      ? logic.rows.map(({ number, because }) => ({ rule: String(number), because }))
      : logic.rules.map((rule) => ({ rule: rule.name, because: rule.because }));
  const missed = all.filter(({ rule }) => !seen.has(rule));
  const reached = all.length - missed.length;
  const percent = all.length === 0 ? 100 : Math.floor((reached / all.length) * 100);
  return { decision: name, rows: all.length, reached, percent, missed };
}
