import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Model } from '@dealwright/metadata';
import type { Json } from '@dealwright/values';
import { answerRequest, type SandboxReply } from './answer-request.ts';
import { type Fault, Faults, faultSchema } from './fault.ts';
import { findOperation, type SandboxRequest, SYSTEMS } from './sandbox-request.ts';
import { BROKEN, type SandboxCall, WorkBook } from './work-book.ts';

export interface SandboxOptions {
  /** The content of now: swapped content is answered by at once. */
  readonly model: () => Model;
  /** ISO 8601 in UTC. */
  readonly now: () => string;
  /** Any that is free when not said. */
  readonly port?: number;
}

/** Stands in for all systems, on this machine only. */
export interface Sandbox {
  /** Such as `http://127.0.0.1:41234`. */
  readonly url: string;
  /** The address of a connector's stand-in. */
  addressOf(connector: string): string;
  /** Switches a fault on (or off) for `CONNECTOR` or `CONNECTOR.OPERATION`. */
  fault(of: string, fault: Fault): void;
  calls(): readonly SandboxCall[];
  close(): Promise<void>;
}

/** Bytes of a request that are read: attached files come in it. */
const LONGEST_REQUEST = 64 * 1_048_576;

/**
 * Starts the stand-in for the systems of the content: it answers what their `sandbox:` says, does each thing once by its
 * Idempotency-Key, and can be told to fail: `PUT /faults/CONNECTOR[/OPERATION]`; `GET /faults`, `GET /calls`.
 */
export async function startSandbox({ model, now, port = 0 }: SandboxOptions): Promise<Sandbox> {
  const faults = new Faults();
  const book = new WorkBook();
  const closing = new AbortController();
  const allFaults = () => faults.all() as unknown as Json;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const body = await readBody(request);
    if (body === undefined) return send(response, 413, { message: 'The request is too long.' });
    if (method === 'GET' && url === '/calls') return send(response, 200, book.calls() as unknown as Json);
    if (method === 'GET' && url === '/faults') return send(response, 200, allFaults());
    if (method === 'PUT' && url.startsWith('/faults/')) return setFault(response, url, body);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    );
    const asked = findOperation(model(), { method, url, headers, body });
    if (!asked) return send(response, 404, { message: `No connector has ${method} ${url}.` });
    await work(asked, headers['idempotency-key'], response);
  }

  function setFault(response: ServerResponse, url: string, body: string): void {
    const given = faultSchema.safeParse(jsonOf(body));
    if (given.success) faults.set(url.slice('/faults/'.length).replace('/', '.'), given.data);
    const problems = given.success ? [] : given.error.issues.map((each) => each.message);
    send(response, given.success ? 200 : 400, given.success ? allFaults() : { message: problems.join(' ') });
  }

  async function work(asked: SandboxRequest, key: string | undefined, response: ServerResponse): Promise<void> {
    const { connector, operation } = asked;
    const fault = faults.take(connector.name, operation.name);
    const execute = () => answerRequest(asked, { now: now(), zone: 'UTC', locale: 'en' });
    const reply = book.receive(asked, key, fault?.fault === '500' ? undefined : execute);
    if (fault?.fault === 'duplicate') book.receive(asked, key, execute);
    if (fault?.fault === 'slow') {
      const milliseconds = fault.milliseconds ?? connector.timeout * 1.5;
      await wait(milliseconds, undefined, { signal: closing.signal }).catch(() => {});
    }
    if (fault?.fault === 'lost') response.destroy();
    else sendReply(response, fault?.fault === '500' ? BROKEN : reply);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent)
        send(response, 500, { message: error instanceof Error ? error.message : String(error) });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    addressOf: (connector) => `${url}${SYSTEMS}${connector}`,
    fault: (of, fault) => faults.set(of, fault),
    calls: () => book.calls(),
    async close() {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.byteLength;
    if (length > LONGEST_REQUEST) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function sendReply(response: ServerResponse, { status, headers, body }: SandboxReply): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  send(response, status, body);
}

function send(response: ServerResponse, status: number, body: Json): void {
  if (response.destroyed) return;
  response.statusCode = status;
  if (status === 204 || status === 304) return void response.end();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}
