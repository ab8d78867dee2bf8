import type { Connector, Operation } from './connector.ts';
import { CallFailed } from './failure.ts';
import { type Asked, makeRequest, type Request } from './make-request.ts';
import { type Meaning, readReply } from './read-reply.ts';
import { type Reply, sendRequest } from './send-request.ts';

export interface Call {
  /** Without what says who asks; undefined when none could be made. */
  readonly request: Request | undefined;
  /** Undefined when none came. */
  readonly reply: Reply | undefined;
  readonly meaning: Meaning;
}

/**
 * Asks once, now. Never throws for what other systems do: that is in the meaning.
 * @param address where the system is
 * @param credentials headers that say who asks
 */
export async function callOperation(
  { timeout }: Connector,
  operation: Operation,
  address: string,
  credentials: Readonly<Record<string, string>>,
  asked: Asked,
): Promise<Call> {
  let request: Request | undefined;
  try {
    request = makeRequest(address, operation, asked);
    const reply = await sendRequest(request, credentials, timeout);
    const { values, environment } = asked;
    const meaning = readReply(operation, reply, values, environment, Date.parse(environment.now));
    return { request, reply, meaning };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    return { request, reply: undefined, meaning: { is: 'failed', ...error.failure } };
  }
}
