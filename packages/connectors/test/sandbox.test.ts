import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callOperation } from '../src/call-operation.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/start-sandbox.ts';
import { asked, courier, model, NOW, operation, PARCEL } from './content.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ model: () => model, now: () => NOW });
});
afterAll(() => sandbox.close());

const send = (key: string, values = PARCEL) =>
  callOperation(courier, operation('send'), sandbox.addressOf('courier'), {}, asked(values, key));
const callOf = (key: string) => sandbox.calls().find((each) => each.key === key);
const put = (path: string, body: unknown) =>
  fetch(`${sandbox.url}${path}`, { method: 'PUT', body: JSON.stringify(body) });

describe('the sandbox', () => {
  test('answers what the content says, the same for the same request', async () => {
    const { meaning } = await send('a');
    expect(meaning).toMatchObject({ is: 'answered', gives: { message: 'On its way.', answer: 201 } });
    expect((await send('a2')).meaning).toEqual(meaning);
    expect((await send('a3', { ...PARCEL, pieces: 3 })).meaning).not.toEqual(meaning);
  });

  test('takes the first answer whose condition holds', async () => {
    expect((await send('b', { ...PARCEL, weight: '31' })).meaning).toEqual({ is: 'refused', because: 'Too heavy.' });
  });

  test('knows what stands in the path and behind it', async () => {
    const address = sandbox.addressOf('courier');
    const { meaning } = await callOperation(
      courier,
      operation('find'),
      address,
      {},
      asked({ trip: 'T/1', language: 'ro' }),
    );
    expect(meaning).toMatchObject({ gives: { found: { trip: 'T/1', query: { language: 'ro' } } } });
  });

  test('may answer nothing', async () => {
    const { meaning } = await callOperation(
      courier,
      operation('stop'),
      sandbox.addressOf('courier'),
      {},
      asked({ trip: '1' }),
    );
    expect(meaning).toMatchObject({ is: 'answered' });
  });

  test('does a thing once for each key, and tells how often it was asked', async () => {
    const first = await send('c');
    const second = await send('c');
    expect(second.meaning).toEqual(first.meaning);
    expect(callOf('c')).toMatchObject({ connector: 'courier', operation: 'send', received: 2, executed: 1 });
  });

  test('refuses a key that was used for something else', async () => {
    await send('d');
    expect((await send('d', { ...PARCEL, pieces: 9 })).reply?.status).toBe(422);
    expect(callOf('d')).toMatchObject({ executed: 1 });
  });

  test('tells over HTTP what was done and what is broken', async () => {
    await send('e');
    const calls = (await (await fetch(`${sandbox.url}/calls`)).json()) as { key: string }[];
    expect(calls.filter((each) => each.key === 'e')).toHaveLength(1);
    await put('/faults/courier/find', { fault: 'slow', milliseconds: 5 });
    const faults = await (await fetch(`${sandbox.url}/faults`)).json();
    expect(faults).toEqual({ 'courier.find': { fault: 'slow', milliseconds: 5 } });
    await put('/faults/courier/find', { fault: 'off' });
    expect(await (await fetch(`${sandbox.url}/faults`)).json()).toEqual({});
  });

  test.each([[{ fault: 'tired' }], [{}], ['no JSON']])('refuses the fault %j', async (fault) => {
    expect((await put('/faults/courier', fault)).status).toBe(400);
  });

  test('knows no requests beside those of the content', async () => {
    expect((await fetch(`${sandbox.url}/systems/courier/nothing`)).status).toBe(404);
    expect((await fetch(`${sandbox.url}/systems/nobody/trips/1`)).status).toBe(404);
  });

  test('listens on this machine only', () => {
    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe('faults', () => {
  test('500: nothing is done, and it works again when it is over', async () => {
    await put('/faults/courier', { fault: '500', times: 1 });
    expect((await send('f')).meaning).toMatchObject({ is: 'failed', again: true });
    expect(callOf('f')).toMatchObject({ received: 1, executed: 0 });
    expect((await send('f')).meaning).toMatchObject({ is: 'answered' });
    expect(callOf('f')).toMatchObject({ received: 2, executed: 1 });
  });

  test('lost: it is done, and the answer does not come; asked again, it is not done again', async () => {
    await put('/faults/courier/send', { fault: 'lost', times: 1 });
    expect((await send('g')).meaning).toMatchObject({ is: 'failed', again: true });
    expect(callOf('g')).toMatchObject({ received: 1, executed: 1 });
    expect((await send('g')).meaning).toMatchObject({ is: 'answered' });
    expect(callOf('g')).toMatchObject({ received: 2, executed: 1 });
  });

  test('slow: it is done, and answers too late', async () => {
    await put('/faults/courier', { fault: 'slow', times: 1 });
    expect((await send('h')).meaning).toMatchObject({ is: 'failed', again: true });
    expect((await send('h')).meaning).toMatchObject({ is: 'answered' });
    expect(callOf('h')).toMatchObject({ received: 2, executed: 1 });
  });

  test('duplicate: the request arrives twice, and by its key the thing is done once', async () => {
    await put('/faults/courier', { fault: 'duplicate', times: 1 });
    expect((await send('i')).meaning).toMatchObject({ is: 'answered' });
    expect(callOf('i')).toMatchObject({ received: 2, executed: 1 });
  });

  test('of an operation leave the others alone', async () => {
    sandbox.fault('courier.stop', { fault: '500' });
    expect((await send('j')).meaning).toMatchObject({ is: 'answered' });
    sandbox.fault('courier.stop', { fault: 'off' });
  });
});
