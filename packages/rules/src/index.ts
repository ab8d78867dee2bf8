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
export { decisionKind } from './decision-kind.ts';
export { explain } from './explain.ts';
export { type ExampleResult, runExamples } from './run-examples.ts';
