import type { Platform } from '@dealwright/platform';

/** What the server needs of the platform. */
export type Served = Pick<
  Platform,
  'api' | 'onApi' | 'identity' | 'files' | 'organisation' | 'otherContent' | 'ready' | 'systems'
>;

/** The token under which Nest hands it in. */
export const SERVED = Symbol('served');
