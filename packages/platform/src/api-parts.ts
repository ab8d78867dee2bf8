import { resend } from '@dealwright/effects';
import {
  type ApiPart,
  type BacktestsPort,
  backtestsPart,
  type DocumentsPort,
  decisionsPart,
  deliveriesPart,
  documentsPart,
  loginPart,
  mePart,
  modelChangedPart,
  modelPart,
  type NotificationsPort,
  notificationsPart,
  passwordPart,
  type ReplayPort,
  replayPart,
} from '@dealwright/graphql';
import type { Identity } from '@dealwright/identity';
import type { RecordStore } from '@dealwright/records';
import { passwordsOf } from './passwords-of.ts';

interface PartsOptions {
  readonly store: RecordStore;
  readonly identity: Identity;
  readonly documents: DocumentsPort;
  readonly backtests: BacktestsPort;
  readonly notifications: NotificationsPort;
  readonly replays: ReplayPort;
  /** The hash of the Model that is live, and each later one. */
  readonly hashes: () => AsyncIterable<string>;
}

/** All that the API offers beside the records of the content. */
export function apiParts({
  store,
  identity,
  documents,
  backtests,
  notifications,
  replays,
  hashes,
}: PartsOptions): readonly ApiPart[] {
  return [
    mePart,
    loginPart(identity),
    passwordPart(passwordsOf(store, identity)),
    modelPart,
    modelChangedPart(hashes),
    decisionsPart,
    replayPart(replays),
    documentsPart(documents),
    backtestsPart(backtests),
    notificationsPart(notifications),
    deliveriesPart({ resend: (context, id) => resend(store, context, id) }),
  ];
}
