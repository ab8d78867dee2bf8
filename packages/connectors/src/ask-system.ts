import { say } from '@dealwright/diagnostics';
import { TryLater } from '@dealwright/effects';
import type { Breaker } from './breaker.ts';
import { type Call, callOperation } from './call-operation.ts';
import type { Connector, Operation } from './connector.ts';
import type { ConnectorStates } from './connector-states.ts';
import type { Asked } from './make-request.ts';

interface Asking {
  readonly connector: Connector;
  readonly operation: Operation;
  /** Where the system is. */
  readonly address: string;
  /** Headers that say who asks. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly states: ConnectorStates;
  /** ISO 8601 in UTC. */
  readonly now: () => string;
  readonly log: (line: string) => void;
}

/**
 * Asks once, and keeps count of what becomes of it.
 * @throws TryLater when the system is left in peace: nobody was asked, so it is no attempt
 */
export async function askSystem(asking: Asking, asked: Asked): Promise<Call> {
  const { connector, operation, address, credentials, states, now, log } = asking;
  const { name, breaker: rule } = connector;
  const breaker = states.breaker(name);
  const until = breaker.restsUntil(rule, Date.parse(now()));
  if (until !== undefined) {
    const text = { en: `${name} is left in peace.`, ro: `${name} este lăsat să se odihnească.` };
    const because = say(text, asked.environment.locale);
    throw new TryLater({ at: new Date(until).toISOString(), because, counts: false });
  }
  const wasClosed = breaker.state(rule, Date.parse(now())) === 'closed';
  let call: Call | undefined;
  try {
    call = await callOperation(connector, operation, address, credentials, asked);
    return call;
  } finally {
    const end = Date.parse(now());
    tell(breaker, call, connector, end);
    if (call?.request) states.count(name, call.meaning.is);
    const isClosed = breaker.state(rule, end) === 'closed';
    if (isClosed !== wasClosed) log(`connectors: ${name} is ${isClosed ? 'asked again' : 'left in peace'}`);
  }
}

function tell(breaker: Breaker, call: Call | undefined, { breaker: rule }: Connector, now: number): void {
  if (!call?.request) breaker.abandoned();
  else if (call.meaning.is === 'failed' && call.meaning.ofSystem) breaker.failed(rule, now);
  else breaker.succeeded();
}
