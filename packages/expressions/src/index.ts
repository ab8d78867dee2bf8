export { compileExpression } from './compile-expression.ts';
export {
  type CompiledFunction,
  compileFunction,
  type FunctionOptions,
  type FunctionResult,
} from './compile-function.ts';
export { compileUnaryTests } from './compile-unary-tests.ts';
export { assignable, contextType, showType } from './feel-types.ts';
export { defineFunction, type FunctionHead } from './functions/define-function.ts';
export { describeFunctions, type FunctionDescription } from './functions/describe-functions.ts';
export type { Call as FeelCall } from './functions/function.ts';
export { evaluatePredicate } from './predicate/evaluate-predicate.ts';
export { mapPredicate, mapTerm } from './predicate/map-predicate.ts';
export { fieldEquals, fieldIsOneOf } from './predicate/of-field.ts';
export { relocate } from './predicate/relocate.ts';
export { showPredicate } from './predicate/show-predicate.ts';
export { ALWAYS, type Comparison, NEVER, type Predicate, type QueryableFunction, type Term } from './predicate.ts';
export type * from './types.ts';
export { coerce as coerceValue } from './values/coerce.ts';
export { equal as sameValue } from './values/compare.ts';
export { compareValues } from './values/compare-values.ts';
export { contextValue, entriesOf } from './values/context-value.ts';
export type { Value as FeelValue } from './values/value.ts';
export { fromWire, toWire } from './values/wire.ts';
