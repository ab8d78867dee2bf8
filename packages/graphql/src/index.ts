export type { ApiContext, ApiFields, ApiPart, ApiTypes } from './api-part.ts';
export { type Api, type ApiOptions, type ApiRequest, buildApi, describeApi } from './build-api.ts';
export type { Caller } from './execute/caller.ts';
export { describeError, type ErrorTelling } from './execute/describe-error.ts';
export { type Limits, USUAL_LIMITS } from './execute/limits.ts';
export type { Reading, RecordsPort } from './ports.ts';
