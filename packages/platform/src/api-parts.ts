import {
  type ApiPart,
  type DocumentsPort,
  decisionsPart,
  documentsPart,
  loginPart,
  mePart,
  modelChangedPart,
  modelPart,
} from '@dealwright/graphql';
import type { Identity } from '@dealwright/identity';

interface PartsOptions {
  readonly identity: Identity;
  readonly documents: DocumentsPort;
  /** The hash of the Model that is live, and each later one. */
  readonly hashes: () => AsyncIterable<string>;
}

/** All that the API offers beside the records of the content. */
export function apiParts({ identity, documents, hashes }: PartsOptions): readonly ApiPart[] {
  return [mePart, loginPart(identity), modelPart, modelChangedPart(hashes), decisionsPart, documentsPart(documents)];
}
