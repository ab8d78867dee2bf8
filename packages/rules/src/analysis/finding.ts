import type { Problem } from '@dealwright/diagnostics';
import type { JsonObject } from '@dealwright/values';
import { documentOf } from '../content/decision-kind.ts';
import type { Study } from './study.ts';

/** Something that is wrong, or may well be, with a table or with rules as a whole. */
export interface AnalysisFinding {
  readonly code: string;
  /** Numbers of rows or names of rules, the one it is about first. */
  readonly rows: readonly string[];
  /** Facts for which it shows, run and seen. */
  readonly given?: JsonObject | undefined;
  /** The day for which they were asked, where that matters. */
  readonly at?: string | undefined;
  readonly problem: Problem;
}

/** What one part of the analysis found. */
export interface Found {
  readonly findings: readonly AnalysisFinding[];
  readonly doubtful: number;
  /** How many there are, when more than are told. */
  readonly more?: number;
}

/** Findings of one sort that are told; how many more there are is said. */
export const MOST_FINDINGS = 20;

/** Where something is said of the table or the rules as a whole. */
export function placeOfAll(study: Study) {
  const { decision } = study;
  return documentOf(decision)?.keyPlace([decision.logic.is === 'table' ? 'table' : 'rules']);
}

/** Where a row or a rule stands, or a cell of it. */
export function placeOf({ decision }: Study, at: number, input?: string) {
  const document = documentOf(decision);
  if (decision.logic.is === 'rules') return document?.place(['rules', at]);
  return document?.place(input === undefined ? ['table', at] : ['table', at, 'when', input]);
}
