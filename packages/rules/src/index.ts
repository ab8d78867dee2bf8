export { explain } from './answer/explain.ts';
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
  Miss,
  Output,
  Row,
  Rule,
} from './decision.ts';
export { type ExampleResult, runExamples } from './examples/run-examples.ts';
