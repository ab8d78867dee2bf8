import type { Json } from '@dealwright/values';
import type { SandboxReply } from './answer-request.ts';
import type { SandboxRequest } from './sandbox-request.ts';

/** One thing that a system was asked, and how often. */
export interface SandboxCall {
  readonly connector: string;
  readonly operation: string;
  /** The Idempotency-Key; null when none was sent: then every request is a work of its own. */
  readonly key: string | null;
  /** Requests that arrived. */
  readonly received: number;
  /** How often the work was done. */
  readonly executed: number;
  readonly request: Json;
  readonly answer: { readonly status: number; readonly body: Json } | null;
}

interface Entry {
  call: SandboxCall;
  reply: SandboxReply | undefined;
  readonly fingerprint: string;
}

/** Older calls are forgotten. */
const MOST = 10_000;

/** What the systems of the sandbox did: by the Idempotency-Key, so that they do it once. */
export class WorkBook {
  readonly #entries = new Map<string, Entry>();
  #unkeyed = 0;

  /** Notes that a request arrived; with `execute`, does the work, unless it was done already. */
  receive(asked: SandboxRequest, key: string | undefined, execute: (() => SandboxReply) | undefined): SandboxReply {
    const entry = this.#entryOf(asked, key);
    entry.call = { ...entry.call, received: entry.call.received + 1 };
    if (entry.fingerprint !== asked.fingerprint) return OTHER_REQUEST;
    if (entry.reply) return entry.reply;
    if (!execute) return BROKEN;
    const reply = execute();
    entry.reply = reply;
    const { status, body } = reply;
    entry.call = { ...entry.call, executed: entry.call.executed + 1, answer: { status, body } };
    return reply;
  }

  /** In the order in which they first arrived. */
  calls(): readonly SandboxCall[] {
    return [...this.#entries.values()].map(({ call }) => call);
  }

  #entryOf({ connector, operation, request, fingerprint }: SandboxRequest, key: string | undefined): Entry {
    const of = key === undefined ? `${++this.#unkeyed}` : `${connector.name} ${operation.name} ${key}`;
    const known = this.#entries.get(of);
    if (known) return known;
    const { headers: _, ...shown } = request;
    const about = { connector: connector.name, operation: operation.name, key: key ?? null, request: shown };
    const entry = { call: { ...about, received: 0, executed: 0, answer: null }, reply: undefined, fingerprint };
    this.#entries.set(of, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MOST && oldest !== undefined) this.#entries.delete(oldest);
    return entry;
  }
}

/** Nothing was done. */
export const BROKEN: SandboxReply = { status: 500, headers: {}, body: { message: 'The sandbox was told to fail.' } };
const OTHER_REQUEST: SandboxReply = {
  status: 422,
  headers: {},
  body: { message: 'This Idempotency-Key was used for another request.' },
};
