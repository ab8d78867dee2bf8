import { permissionKind, roleKind } from '@dealwright/access';
import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import { loadModel } from '@dealwright/metadata';
import { processKind } from '@dealwright/processes';
import type { OutboxEntry } from '@dealwright/records';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import { GivenUp, messageKind, NotSent, secretsOf, webhookKind, webhookTeller } from '../src/index.ts';
import { type Receiver, startReceiver } from '../test-server/receiver.ts';

const KINDS = [choicesKind, settingKind, entityKind, roleKind, permissionKind, messageKind, processKind, webhookKind];
const CONTENT = `
kind: entity
name: Order
title: subject
fields:
  subject: { type: text }
  amount:  { type: decimal }
  margin:  { type: decimal }
  note:    { type: text, internal: true }
---
kind: role
name: clerk
---
kind: permission
name: clerks
role: clerk
entities: { Order: { read: all, hide: [margin] } }
`;
const load = (yaml: string) => loadModel([{ path: 'test.yaml', text: `${CONTENT}---\n${yaml}` }], KINDS);

function modelOf(yaml: string) {
  const { model, problems } = load(yaml);
  if (!model) throw new Error(JSON.stringify(problems));
  return model;
}

const HOOK = `
kind: webhook
name: orders
of: Order
on: [created, updated]
when: amount > 100
url: { environment: ORDERS_URL }
secret: { environment: ORDERS_SECRET }
`;
const environment = { now: '2026-03-02T10:00:00.000Z', zone: 'Europe/Bucharest', locale: 'en' };
const ID = '0197a5b0-7c00-7000-8000-00000000000a';
const record = { id: ID, version: 3, subject: 'Paper', amount: '120.50', margin: '40' };
const SECRET = `whsec_${Buffer.from('a key of at least 24 bytes').toString('base64')}`;

describe('a webhook', () => {
  test('tells what was stored, without what is hidden from anybody', () => {
    const hook = modelOf(HOOK).get(webhookKind, 'orders');
    const told = hook.promise({ is: 'created', event: undefined }, record, environment);
    expect(told).toMatchObject({ webhook: 'orders', type: 'order.created' });
    const { data, timestamp } = (told?.body ?? {}) as { data: object; timestamp: string };
    expect(timestamp).toBe(environment.now);
    expect(data).toMatchObject({
      id: ID,
      entity: 'Order',
      event: null,
      version: 3,
      subject: 'Paper',
      amount: '120.50',
    });
    expect(Object.keys(data)).not.toContain('margin');
    expect(Object.keys(data)).not.toContain('note');
  });

  test('tells what its body says; its paths are loaded before', () => {
    const hook = modelOf(`${HOOK}body: { name: upper case(subject) }\n`).get(webhookKind, 'orders');
    const told = hook.promise({ is: 'updated', event: 'place' }, record, environment);
    expect(told?.body).toEqual({
      type: 'order.updated',
      timestamp: environment.now,
      data: { id: ID, entity: 'Order', event: 'place', version: 3, name: 'PAPER' },
    });
    expect(hook.paths).toEqual(expect.arrayContaining([['subject'], ['amount'], ['version']]));
  });

  test('says nothing where it was not asked to', () => {
    const hook = modelOf(HOOK).get(webhookKind, 'orders');
    expect(hook.promise({ is: 'deleted', event: undefined }, record, environment)).toBeUndefined();
    const small = { ...record, amount: '1' };
    expect(hook.promise({ is: 'created', event: undefined }, small, environment)).toBeUndefined();
  });

  test('is checked: entity, events, condition, variables', () => {
    const codes = (yaml: string) =>
      load(yaml)
        .problems.filter((each) => each.severity === 'error')
        .map(({ code }) => code);
    expect(codes(HOOK)).toEqual([]);
    expect(codes(HOOK.replace('of: Order', 'of: Ordr'))).toContain('UNKNOWN_NAME');
    expect(codes(HOOK.replace('updated', 'updatd'))).toEqual(['UNKNOWN_EVENT']);
    expect(codes(HOOK.replace('amount > 100', 'amont > 100'))).toEqual(['UNKNOWN_NAME']);
    expect(codes(HOOK.replace('ORDERS_URL', 'http://here'))).toHaveLength(1);
  });
});

describe('a receiver', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  const entry = (): OutboxEntry => {
    const data = modelOf(HOOK)
      .get(webhookKind, 'orders')
      .promise({ is: 'created', event: undefined }, record, environment);
    return { id: ID, is: 'webhook', entity: 'Order', record: ID, data: data ?? {}, requestId: 'test' };
  };
  const usual = () => ({ ORDERS_URL: receiver.url, ORDERS_SECRET: SECRET });
  const tell = (variables: Record<string, string> = usual(), timeLimit = 20_000) => {
    const options = { model: () => modelOf(HOOK), secrets: secretsOf(variables), now: Date.now, timeLimit };
    return webhookTeller(options)(entry(), { number: 1 });
  };

  test('can verify with the library of Standard Webhooks that it comes from here', async () => {
    await tell();
    const [got] = receiver.got;
    const told = new Verifier(SECRET).verify(got?.body ?? '', got?.headers as Record<string, string>);
    expect(told).toEqual(entry().data.body);
    expect(got?.headers['webhook-id']).toBe(ID);
    expect(got?.headers['content-type']).toBe('application/json');
    const forged = () => new Verifier(SECRET).verify(`${got?.body} `, got?.headers as Record<string, string>);
    expect(forged).toThrow();
  });

  test('that got it twice knows it by its id', async () => {
    await tell();
    await tell();
    expect(receiver.got.map(({ headers }) => headers['webhook-id'])).toEqual([ID, ID]);
  });

  test.each([500, 503, 404, 301, 302])('that answers %s is asked again', async (status) => {
    receiver.answer = (response) => void response.writeHead(status, { location: receiver.url }).end('not now');
    const failed = tell();
    await expect(failed).rejects.toThrow(`answered ${status} not now`);
    await expect(failed).rejects.not.toBeInstanceOf(GivenUp);
    expect(receiver.got).toHaveLength(1);
  });

  test('that is gone (410) is given up', async () => {
    receiver.answer = (response) => void response.writeHead(410).end();
    await expect(tell()).rejects.toBeInstanceOf(GivenUp);
  });

  test('that hangs is left after the time limit', async () => {
    receiver.answer = () => {};
    await expect(tell(usual(), 400)).rejects.toThrow('no answer within 400 ms');
  });

  test('that begins to answer and then hangs is left, too', async () => {
    receiver.answer = (response) => void response.writeHead(500).write('a');
    await expect(tell(usual(), 400)).rejects.toThrow('no answer within 400 ms');
  });

  test('that returns 100 MB is read for 64 KB and then left', async () => {
    let written = 0;
    const piece = Buffer.alloc(64 * 1024, 'x');
    receiver.answer = (response) => {
      response.writeHead(200);
      const write = (): void => {
        while (written < 100 * 1024 * 1024 && !response.destroyed) {
          written += piece.length;
          if (!response.write(piece)) return void response.once('drain', write);
        }
        response.end();
      };
      write();
    };
    await tell();
    expect(written).toBeLessThan(20 * 1024 * 1024);
  });

  test('that is not there is asked again; neither address nor secret is told', async () => {
    receiver.close();
    const told = await tell().catch((error: unknown) => String(error));
    expect(told).toMatch(/fetch failed/);
    expect(told).not.toContain('in-the-url');
    expect(told).not.toContain(SECRET);
  });

  test('that answers with the secret does not make us tell it', async () => {
    receiver.answer = (response) => void response.writeHead(500).end(`${SECRET} and ${receiver.url}`);
    const told = await tell().catch((error: unknown) => String(error));
    expect(told).toContain('answered 500');
    expect(told).not.toContain(SECRET);
    expect(told).not.toContain('in-the-url');
  });

  test('that nobody configured gets nothing, until a person sends it again', async () => {
    await expect(tell({ ORDERS_SECRET: SECRET })).rejects.toBeInstanceOf(NotSent);
    await expect(tell({ ORDERS_URL: receiver.url })).rejects.toBeInstanceOf(NotSent);
    await expect(tell({ ORDERS_URL: 'file:///etc/passwd', ORDERS_SECRET: SECRET })).rejects.toBeInstanceOf(NotSent);
    expect(receiver.got).toEqual([]);
  });
});
