import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  /** What came, in order. */
  readonly got: Got[];
  /** Answers a request; the usual answer is 204. */
  answer: (response: ServerResponse, got: Got) => void;
  close(): void;
}

/** A real HTTP server on loopback. */
export async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    response.on('error', () => {});
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const got = { headers: request.headers, body: Buffer.concat(pieces).toString() };
      receiver.got.push(got);
      receiver.answer(response, got);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=in-the-url`,
    got: [],
    answer: (response) => void response.writeHead(204).end(),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return receiver;
}
