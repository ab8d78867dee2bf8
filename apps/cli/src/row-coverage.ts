import { say } from '@dealwright/diagnostics';
import type { Environment } from '@dealwright/expressions';
import {
  type Coverage,
  coverageOf,
  type Decision,
  exampleYaml,
  type Suggestion,
  suggestExamples,
} from '@dealwright/rules';
import { print } from './output.ts';

/** Which rows of a decision its examples reach, with examples for the others where they were wished for. */
export interface RowCoverage extends Coverage {
  readonly suggestions?: readonly Suggestion[];
}

type Answers = Parameters<typeof coverageOf>[1];

/** Holds the answers of a decision's examples against its rows, and looks for what would reach the rest. */
export function rowCoverage(
  decision: Decision,
  answers: Answers,
  environment: Environment,
  withSuggestions: boolean,
): RowCoverage {
  const coverage = coverageOf(decision, answers);
  const missed = coverage.missed.map(({ rule }) => rule);
  if (!withSuggestions) return coverage;
  return { ...coverage, suggestions: suggestExamples(decision, missed, environment) };
}

/** One line for each decision, the rows that no example reaches, and examples ready to be pasted. */
export function printRowCoverage(coverages: readonly RowCoverage[], locale = 'en'): void {
  for (const { decision, rows, reached, percent, missed } of coverages) {
    print(`${String(percent).padStart(3)} % ${decision}: ${reached} of ${rows} rows`);
    for (const { rule, because } of missed) {
      print(`      no example reaches ${rule}${because === undefined ? '' : `: ${say(because, locale)}`}`);
    }
  }
  for (const { decision, suggestions = [] } of coverages) {
    if (suggestions.length === 0) continue;
    print(`\n# Below \`examples:\` of ${decision}, once you have read that the outcome is right:`);
    for (const { example, why } of suggestions) {
      process.stdout.write(example ? exampleYaml(example) : `  # ${why ? say(why, locale) : ''}\n`);
    }
  }
}
