import type { Api } from '@dealwright/graphql';
import type { Identity } from '@dealwright/identity';
import type { FileStore } from '@dealwright/records';

/** What the server needs of the platform; `createPlatform` gives more. */
export interface Served {
  /** The API of the moment. */
  readonly api: Api;
  /** Hears of each new API, after a change of the content. Gives back the end of listening. */
  onApi(listener: (api: Api) => void): () => void;
  readonly identity: Identity;
  readonly files: FileStore;
  /** Where people are who did not say: IANA zone and language. */
  organisation(): { readonly zone: string; readonly locale: string };
  /** Throws when requests cannot be answered: database or queue are not there. */
  ready(): Promise<void>;
}

/** The token under which Nest hands it in. */
export const SERVED = Symbol('served');
