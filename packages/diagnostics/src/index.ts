export { Refusal, RequestError, type RequestErrorCode } from './errors.ts';
export { formatProblem, isClean, type Place, type Problem, problem, showProblem, warning } from './problem.ts';
export { closest, didYouMean } from './suggest.ts';
export { isWrittenIn, say, type Text } from './text.ts';
