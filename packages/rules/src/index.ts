export { type Analysis, analyse } from './analysis/analyse.ts';
export { type Coverage, coverageOf } from './analysis/coverage.ts';
export type { AnalysisFinding } from './analysis/finding.ts';
export { exampleYaml, type Suggestion, suggestExamples } from './analysis/suggest.ts';
export { writeAnswer } from './answer/answer.ts';
export { type AnswerDifference, compareAnswers } from './answer/compare-answers.ts';
export { explain } from './answer/explain.ts';
export { factsRead } from './answer/facts-read.ts';
export { type RowOver, type TableOver, tableOver } from './answer/table-over.ts';
export { decisionKind } from './content/decision-kind.ts';
export type {
  Answer,
  AnswerProblem,
  Decision,
  Example,
  Finding,
  HitPolicy,
  Logic,
  Match,
  Missed,
  Output,
  Row,
  Rule,
} from './decision.ts';
export { type ExampleResult, runExamples } from './examples/run-examples.ts';
