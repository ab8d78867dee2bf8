import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { callOperation } from '../src/call-operation.ts';
import { makeRequest } from '../src/make-request.ts';
import { asked, courier, operation, PARCEL } from './content.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A system that answers as the test says. Resolves to its address. */
async function system(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const find = (address: string, credentials: Record<string, string> = {}) =>
  callOperation(courier, operation('find'), address, credentials, asked({ trip: 'T-1' }));

describe('a request', () => {
  test('is what the content says: path, query, headers and body, with numbers as numbers', () => {
    const request = makeRequest('https://courier.example/v1/', operation('send'), asked(PARCEL));
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://courier.example/v1/parcels/P%201%2F2/trips?dry=true&tag=a&tag=b',
      headers: { 'idempotency-key': 'key-1', 'x-depot': 'North', 'content-type': 'application/json' },
    });
    expect(JSON.parse(request.body ?? '')).toEqual({
      kilos: 12.5,
      items: [{ number: 1 }, { number: 2 }],
      worth: { amount: 99.9, currency: 'EUR' },
      note: null,
      papers: [],
    });
  });

  test('without a body asks by the path, and by the query for what the path leaves', () => {
    const { url, body } = makeRequest(
      'http://courier.example',
      operation('find'),
      asked({ trip: '7', language: 'ro' }),
    );
    expect(url).toBe('http://courier.example/trips/7?language=ro');
    expect(body).toBeUndefined();
  });

  test('carries attached files in the member that the content names', () => {
    const file = { as: 'label', name: 'label.pdf', mediaType: 'application/pdf', sha256: 'ab', content: 'JVBERg==' };
    const request = makeRequest('http://courier.example', operation('send'), { ...asked(PARCEL), files: [file] });
    expect(JSON.parse(request.body ?? '')).toMatchObject({ papers: [file] });
  });

  test.each([['..'], ['.']])('never climbs out of the address by a value such as %s', async (trip) => {
    const { meaning, request } = await callOperation(
      courier,
      operation('find'),
      'http://x.example/a',
      {},
      asked({ trip }),
    );
    expect(request).toBeUndefined();
    expect(meaning).toMatchObject({ is: 'failed', again: false, ofSystem: false });
  });

  test.each([['not an address'], ['file:///etc'], ['http://user:secret@courier.example']])(
    'is not made to %s',
    async (address) => {
      const { meaning } = await find(address);
      expect(meaning).toMatchObject({ is: 'failed', again: false });
      expect(JSON.stringify(meaning)).not.toContain('secret');
    },
  );

  test('is not made when its path has no value', async () => {
    const { meaning } = await callOperation(courier, operation('find'), 'http://x.example', {}, asked({ trip: null }));
    expect(meaning).toMatchObject({ is: 'failed', again: false, because: { en: expect.stringContaining('`trip`') } });
  });
});

describe('an answer', () => {
  test('is read by the content: body, headers and status', async () => {
    const address = await system((_, response) => {
      response.writeHead(201, { 'x-message': 'On its way.' }).end('{"trip":{"id":"T-7"}}');
    });
    const { meaning } = await callOperation(courier, operation('send'), address, {}, asked(PARCEL));
    expect(meaning).toEqual({ is: 'answered', gives: { trip: 'T-7', message: 'On its way.', answer: 201 } });
  });

  test.each([
    [409, '{"message":"Too heavy."}'],
    [200, '{"ok":false,"message":"Too heavy."}'],
  ])('that the content calls a no is one, whatever its status (%i)', async (status, body) => {
    const address = await system((_, response) => void response.writeHead(status).end(body));
    const { meaning } = await callOperation(courier, operation('send'), address, {}, asked(PARCEL));
    expect(meaning).toEqual({ is: 'refused', because: 'Too heavy.' });
  });

  test.each([
    [408, true, false],
    [425, true, false],
    [429, true, false],
    [500, true, true],
    [503, true, true],
    [400, false, false],
    [401, false, false],
    [404, false, false],
  ])('of %i is tried again: %s, and blames the system: %s', async (status, again, ofSystem) => {
    const address = await system((_, response) => void response.writeHead(status).end());
    const { meaning } = await find(address);
    expect(meaning).toMatchObject({ is: 'failed', again, ofSystem });
  });

  test.each([
    ['7', 7_000],
    ['Mon, 02 Mar 2026 10:01:00 GMT', 60_000],
  ])('may say how long to wait: %s', async (after, wait) => {
    const address = await system((_, response) => void response.writeHead(503, { 'retry-after': after }).end());
    expect((await find(address)).meaning).toMatchObject({ wait });
  });

  test('that leads elsewhere is not followed', async () => {
    const elsewhere: string[] = [];
    const address = await system((request, response) => {
      elsewhere.push(request.url ?? '');
      response.writeHead(302, { location: '/other' }).end();
    });
    expect((await find(address)).meaning).toMatchObject({ is: 'failed', again: false });
    expect(elsewhere).toEqual(['/trips/T-1']);
  });

  test('that never comes is waited for no longer than the content says', async () => {
    const address = await system(() => {});
    expect((await find(address)).meaning).toMatchObject({
      again: true,
      ofSystem: true,
      because: { en: 'It did not answer within 0.2 seconds.' },
    });
  });

  test('that begins and never ends is waited for no longer, too', async () => {
    const address = await system((_, response) => {
      response.writeHead(200);
      response.write('{"trip":');
    });
    expect((await find(address)).meaning).toMatchObject({ again: true, ofSystem: true });
  });

  test('of 100 MB is left after the first', async () => {
    let sent = 0;
    const piece = Buffer.alloc(65_536, 'x');
    const address = await system((_, response) => {
      const more = () => {
        while (sent < 100 * 1_048_576) {
          sent += piece.length;
          if (!response.write(piece)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    expect((await find(address)).meaning).toMatchObject({
      again: false,
      because: { en: 'Its answer is longer than 1 MB.' },
    });
    expect(sent).toBeLessThan(20 * 1_048_576);
  });

  test('that is cut off is tried again', async () => {
    const address = await system((request) => void request.socket.destroy());
    expect((await find(address)).meaning).toMatchObject({ again: true, ofSystem: true });
  });

  test('of nobody is tried again', async () => {
    expect((await find('http://127.0.0.1:1')).meaning).toMatchObject({ again: true, ofSystem: true });
  });

  test('that is no JSON is a text', async () => {
    const address = await system((_, response) => void response.end('<html>'));
    expect((await find(address)).meaning).toEqual({ is: 'answered', gives: { found: '<html>' } });
  });

  test('nested without end is null, and brings nobody down', async () => {
    const address = await system((_, response) => void response.end('['.repeat(500_000) + ']'.repeat(500_000)));
    expect((await find(address)).meaning).toEqual({ is: 'answered', gives: { found: null } });
  });

  test('that repeats who asked is blackened', async () => {
    const address = await system((request, response) => {
      response.writeHead(200).end(JSON.stringify({ heard: request.headers.authorization }));
    });
    const { meaning, reply, request } = await find(address, { authorization: 'Bearer a-secret-token' });
    expect(meaning).toEqual({ is: 'answered', gives: { found: { heard: 'Bearer ***' } } });
    expect(JSON.stringify([reply, request])).not.toContain('a-secret-token');
  });
});
