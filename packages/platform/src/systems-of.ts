import {
  type ConnectorState,
  ConnectorStates,
  performCall,
  type Sandbox,
  startSandbox,
  systemAccess,
} from '@dealwright/connectors';
import type { Handler, Secrets } from '@dealwright/effects';
import type { Model } from '@dealwright/metadata';
import type { FileStore, RecordStore } from '@dealwright/records';
import type { Closing } from './closing.ts';
import { systemContext } from './system-context.ts';

interface Given {
  readonly store: RecordStore;
  readonly files: FileStore;
  readonly model: () => Model;
  readonly secrets: Secrets;
  readonly now: () => string;
  readonly log: (line: string) => void;
  /** Stand-ins answer for systems without an address. */
  readonly sandboxed: boolean;
}

/** The other systems of the content. */
export interface Systems {
  /** Of outbox entries `call`. */
  readonly call: Handler;
  /** How each stands. */
  states(): readonly ConnectorState[];
  readonly sandbox: Sandbox | undefined;
}

/** Brings up what calls other systems; in the demo and in journeys, with the sandbox that answers in their place. */
export async function systemsOf(given: Given, closing: Closing): Promise<Systems> {
  const { store, files, model, secrets, now, log, sandboxed } = given;
  const sandbox = sandboxed ? closing.add(await startSandbox({ model, now }), (each) => each.close()) : undefined;
  const access = systemAccess(secrets, sandbox?.addressOf);
  const states = new ConnectorStates();
  const context = (requestId: string) => systemContext(model(), now(), requestId);
  const call = performCall({ store, files, context, access, states, hide: secrets.hide, random: Math.random, log });
  const all = () => states.of(model(), access, Date.parse(now()));
  const standIns = all().filter(({ at }) => at === 'sandbox');
  if (sandbox && standIns.length > 0) {
    log(`sandbox: ${sandbox.url} answers for ${standIns.map((each) => each.connector).join(', ')}`);
  }
  for (const { connector, missing } of all().filter((each) => each.missing.length > 0)) {
    log(`connectors: ${connector} cannot be asked: the environment has no ${missing.join(', ')}`);
  }
  return { call, states: all, sandbox };
}
