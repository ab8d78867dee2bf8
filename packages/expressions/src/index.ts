export { compileExpression } from './compile-expression.ts';
export { compileUnaryTests } from './compile-unary-tests.ts';
export { assignable, contextType, showType } from './feel-types.ts';
export { describeFunctions, type FunctionDescription } from './functions/describe-functions.ts';
export { evaluatePredicate } from './predicate/evaluate-predicate.ts';
export { showPredicate } from './predicate/show-predicate.ts';
export { ALWAYS, type Comparison, NEVER, type Predicate, type QueryableFunction, type Term } from './predicate.ts';
export type * from './types.ts';
export { compareValues } from './values/compare-values.ts';
