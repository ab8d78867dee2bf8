import type { Environment } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import type { Operation } from './connector.ts';
import type { Failure } from './failure.ts';
import type { Reply } from './send-request.ts';

/** What a reply means: what the operation gives, a no, or nothing that could be used. */
export type Meaning =
  | { readonly is: 'answered'; readonly gives: JsonObject }
  | { readonly is: 'refused'; readonly because: string }
  | ({ readonly is: 'failed' } & Failure);

/** Statuses that say: not now. */
const NOT_NOW: ReadonlySet<number> = new Set([408, 425, 429]);

/** @param now milliseconds since 1970, for waits until a day and hour */
export function readReply(
  operation: Operation,
  reply: Reply,
  values: JsonObject,
  environment: Environment,
  now: number,
): Meaning {
  const { status, headers, body } = reply;
  const scope: JsonObject = { ...values, status, headers: { ...headers }, body };
  const { refused } = operation;
  if (refused?.when.holds(scope, environment)) {
    const because = refused.because?.evaluate(scope, environment).value ?? null;
    return { is: 'refused', because: because === null ? `HTTP ${status}` : shown(because) };
  }
  if (status >= 200 && status < 300) {
    const gives = [...operation.gives].map(([name, each]) => [name, each.evaluate(scope, environment).value] as const);
    return { is: 'answered', gives: Object.fromEntries(gives) };
  }
  const ofSystem = status >= 500;
  const because = { en: `It answered ${status}.`, ro: `A răspuns ${status}.` };
  const wait = waitOf(headers['retry-after'], now);
  return { is: 'failed', because, again: ofSystem || NOT_NOW.has(status), ofSystem, ...(wait > 0 && { wait }) };
}

/** Longer reasons are no reasons. */
const LONGEST_REASON = 1_000;

function shown(because: Json): string {
  return (typeof because === 'string' ? because : JSON.stringify(because)).slice(0, LONGEST_REASON);
}

/** `Retry-After`: seconds, or a day and hour. In milliseconds. */
function waitOf(said: string | undefined, now: number): number {
  if (said === undefined) return 0;
  if (/^\d{1,9}$/.test(said)) return Number(said) * 1_000;
  const at = Date.parse(said);
  return Number.isNaN(at) ? 0 : at - now;
}
