export { ALWAYS, type Comparison, NEVER, type Predicate, type QueryableFunction, type Term } from './predicate.ts';
export type * from './types.ts';
