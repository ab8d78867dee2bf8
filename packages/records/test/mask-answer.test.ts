import type { JsonObject } from '@dealwright/values';
import { expect, test } from '@jest/globals';
import { type Context, type DecisionEntry, decisionsOf, type ReadSession } from '../src/index.ts';
import { clerk, orderModel } from './order-model.ts';

const ID = '00000000-0000-7000-8000-000000000001';
const at = '2026-03-02T10:00:00.000Z';
const context: Context = {
  ...{ model: orderModel(), actor: clerk, now: at, zone: 'Etc/UTC', locale: 'en', requestId: 'test' },
};

/** What a clerk is told of an answer about a customer that was stored with these facts. */
async function told(facts: JsonObject) {
  const entry: DecisionEntry = {
    ...{
      id: ID,
      entity: 'Customer',
      record: ID,
      facts,
      zone: 'Etc/UTC',
      refused: false,
      modelHash: 'then',
      at,
      by: 'u1',
    },
    answer: { decision: 'gone', version: '1', outcome: { rank: 7 }, inputs: { value: 5 }, matched: [], at },
  };
  const rows = [{ id: ID }];
  const page = { rows, cursors: [], hasNextPage: false, hasPreviousPage: false, totalCount: null };
  const session = { decisions: async () => [entry], list: async () => page } as unknown as ReadSession;
  const [found] = await decisionsOf(session, context, ID);
  return found;
}

test('an answer that read a hidden field stays masked when its decision reads it no longer, or is gone', async () => {
  expect(await told({ orders: [{ days: 1, margin: '5' }] })).toMatchObject({
    facts: null,
    answer: { outcome: null, inputs: null },
  });
  expect(await told({ name: 'Ana', orders: [{ days: 1 }] })).toMatchObject({
    facts: { name: 'Ana', orders: [{ days: 1 }] },
    answer: { outcome: { rank: 7 }, inputs: { value: 5 } },
  });
});
