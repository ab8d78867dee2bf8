import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { createClient } from 'graphql-ws';
import { type Desk, serveDesk } from './serve-desk.ts';

const ID = '00000000-0000-7000-8000-000000000001';
let desk: Desk;

beforeAll(async () => {
  const studio = mkdtempSync(join(tmpdir(), 'studio-'));
  writeFileSync(join(studio, 'index.html'), '<title>studio</title>');
  writeFileSync(join(studio, 'graphiql.html'), '<title>explorer</title>');
  desk = await serveDesk(studio);
});
afterAll(() => desk.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${desk.url}${path}`, { headers });
const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${desk.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer good', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const codesOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return errors?.map((each) => each.extensions.code);
};

describe('GraphQL over HTTP', () => {
  test('answers whom the token names, and nobody else', async () => {
    const query = '{ me { name } notes { nodes { text } } }';
    expect(await (await post({ query })).json()).toEqual({
      data: { me: { name: 'Ana' }, notes: { nodes: [{ text: 'hello' }] } },
    });
    expect(await codesOf(await post({ query }, { authorization: 'Bearer other' }))).toEqual(['UNAUTHENTICATED']);
  });

  test('signs in, and does not say whether name or password was wrong', async () => {
    const login = (password: string) =>
      post(
        {
          query: 'mutation ($p: String!) { login(username: "ana", password: $p) { token } }',
          variables: { p: password },
        },
        { authorization: '' },
      );
    expect(await (await login('demo')).json()).toEqual({ data: { login: { token: 'good' } } });
    expect(await codesOf(await login('wrong'))).toEqual(['UNAUTHENTICATED']);
  });

  test.each([
    ['{', 400, ['BAD_USER_INPUT']],
    ['[]', 400, ['BAD_USER_INPUT']],
    ['{"query": 1}', 400, ['BAD_USER_INPUT']],
    ['{"query": "{ nope }"}', 200, ['BAD_USER_INPUT']],
    ['{"query": "{ notes {"}', 200, ['BAD_USER_INPUT']],
    ['{"query": "{ notes(first: 1e400) { totalCount } }"}', 200, ['BAD_USER_INPUT']],
    [
      '{"query": "query ($n: Int) { notes(first: $n) { totalCount } }", "variables": {"n": 1e400}}',
      200,
      ['BAD_USER_INPUT'],
    ],
    ['{"query": "{ notes(search: \\"\\\\u0000\\") { totalCount } }"}', 200, ['BAD_USER_INPUT']],
    [
      '{"query": "query ($s: String) { notes(search: $s) { totalCount } }", "variables": {"s": "\\ud800"}}',
      200,
      ['BAD_USER_INPUT'],
    ],
    ['{"query": "{ notes(search: \\"break\\") { totalCount } }"}', 200, ['INTERNAL']],
    [`{"query": "{ me { name } } # ${'x'.repeat(200_000)}"}`, 400, ['TOO_COMPLEX']],
    [`{"query": "${'x'.repeat(15_000_000)}"}`, 413, ['TOO_COMPLEX']],
    [`{"query": "{ me { ${'id '.repeat(25_000)} } }"}`, 200, ['TOO_COMPLEX']],
    [`{"query": "{ me { ${'id '.repeat(3_000)} } }"}`, 200, ['TOO_COMPLEX']],
  ])('%.60s is answered with %d and %j', async (body, status, codes) => {
    const response = await post(body);
    expect([response.status, await codesOf(response)]).toEqual([status, codes]);
  });

  test('takes as much as a file needs only from who is signed in', async () => {
    const body = `{"query": "{ me { name } }", "variables": { "content": "${'x'.repeat(6_000_000)}" } }`;
    expect((await post(body)).status).toBe(200);
    const stranger = await fetch(`${desk.url}/graphql`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body },
    });
    expect([stranger.status, await codesOf(stranger)]).toEqual([413, ['TOO_COMPLEX']]);
  });

  test('says under which request id something broke, and nothing of the inside', async () => {
    const response = await post(
      { query: '{ notes(search: "break") { totalCount } }' },
      { 'x-request-id': 'my-request-1' },
    );
    const body = await response.text();
    expect(response.headers.get('x-request-id')).toBe('my-request-1');
    expect(body).toContain('"requestId":"my-request-1"');
    expect(body).not.toContain('inside.js');
    expect(body).not.toContain('the inside');
    expect(desk.lines).toContain('Error: the inside');
  });

  test('takes no forms from other sites', async () => {
    const response = await fetch(`${desk.url}/graphql?query={__typename}`);
    expect(response.status).toBe(400);
    expect(await codesOf(response)).toEqual(['BAD_USER_INPUT']);
  });

  test('passes the audits of graphql-http', async () => {
    const results = await auditServer({
      url: `${desk.url}/graphql`,
      fetchFn: (url: string, options: RequestInit = {}) =>
        fetch(url, {
          ...options,
          headers: { ...(options.headers as Record<string, string>), authorization: 'Bearer good' },
        }),
    });
    expect(
      results
        .filter((each) => each.status !== 'ok')
        .map((each) => `${each.name} ${'reason' in each ? each.reason : ''}`),
    ).toEqual([]);
    expect(results.length).toBeGreaterThan(50);
  });
});

describe('the server', () => {
  test('says whether it lives and whether it can answer', async () => {
    expect((await get('/health/live')).status).toBe(200);
    expect(await (await get('/health/ready')).json()).toMatchObject({ status: 'ok' });
    desk.other = 'another hash';
    expect(await (await get('/health/ready')).json()).toMatchObject({ status: 'ok', otherModel: 'another hash' });
    desk.other = undefined;
    desk.isReady = false;
    const response = await get('/health/ready');
    desk.isReady = true;
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ status: 'unavailable', trouble: 'The database does not answer.' });
  });

  test('answers on when another system does not, and says which', async () => {
    expect(await (await get('/health/ready')).json()).not.toHaveProperty('systems');
    const { courier } = desk;
    desk.courier = { ...courier, breaker: 'open', missing: ['COURIER_TOKEN'] };
    const response = await get('/health/ready');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      systems: [{ connector: 'courier', breaker: 'open', missing: ['COURIER_TOKEN'] }],
    });
    expect(await (await get('/metrics')).text()).toContain('dealwright_connector_breaker{connector="courier"} 2');
    desk.courier = courier;
    const text = await (await get('/metrics')).text();
    expect(text).toContain('dealwright_connector_breaker{connector="courier"} 0');
    expect(text).toContain('dealwright_connector_attempts_total{connector="courier",outcome="answered"} 3');
  });

  test('counts what it did', async () => {
    await post({ query: '{ me { name } }' });
    const text = await (await get('/metrics')).text();
    expect(text).toContain('dealwright_graphql_operation_seconds_count{kind="query",outcome="OK"}');
    expect(text).toContain('dealwright_http_request_seconds_count{route="/graphql",method="POST",status="200"}');
  });

  test('gives a file to who may read it, by its name in any alphabet', async () => {
    const response = await get(`/files/${ID}`, { authorization: 'Bearer good' });
    expect(await response.text()).toBe('%PDF-1.7 contents');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '17',
      'content-disposition': `attachment; filename="Oferta nr. 1.pdf"; filename*=UTF-8''Ofert%C4%83%20nr.%201.pdf`,
      'x-content-type-options': 'nosniff',
    });
    expect((await get(`/files/${ID}`)).status).toBe(401);
    expect((await get('/files/other', { authorization: 'Bearer good' })).status).toBe(404);
  });

  test('serves the studio at its own addresses, and the explorer', async () => {
    const html = { accept: 'text/html' };
    expect(await (await get('/', html)).text()).toContain('studio');
    expect(await (await get(`/r/Note/${ID}`, html)).text()).toContain('studio');
    expect(await (await get('/graphiql', html)).text()).toContain('explorer');
    expect((await get('/nothing')).status).toBe(404);
  });

  test('protects what it serves', async () => {
    const headers = Object.fromEntries((await get('/', { accept: 'text/html' })).headers);
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-powered-by']).toBeUndefined();
  });
});

describe('a change of the content', () => {
  test('is served at once, and told to who subscribed', async () => {
    const own = await serveDesk();
    const client = createClient({ url: `${own.url.replace('http', 'ws')}/graphql`, retryAttempts: 0 });
    try {
      const hashes = client.iterate({ query: 'subscription { modelChanged { hash } }' });
      const first = await hashes.next();
      const field = { query: '{ __type(name: "Note") { fields { name } } }' };
      const ask = async () =>
        JSON.stringify(
          await (
            await fetch(`${own.url}/graphql`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify(field),
            })
          ).json(),
        );
      expect(await ask()).not.toContain('color');
      own.swap('  color: { type: text }\n');
      const second = await hashes.next();
      expect(second.value).not.toEqual(first.value);
      expect(await ask()).toContain('color');
    } finally {
      await client.dispose();
      await own.close();
    }
  });

  test('leaves a request that has begun on what it began with', async () => {
    const own = await serveDesk();
    try {
      const begun = fetch(`${own.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer good' },
        body: JSON.stringify({ query: '{ notes(search: "slow") { nodes { text } } }' }),
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
      own.swap('  color: { type: text }\n');
      own.release();
      expect(await (await begun).json()).toEqual({ data: { notes: { nodes: [{ text: 'hello' }] } } });
    } finally {
      await own.close();
    }
  });
});
