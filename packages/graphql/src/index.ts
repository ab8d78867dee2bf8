export type { ApiContext, ApiPart, ApiTypes } from './api-part.ts';
