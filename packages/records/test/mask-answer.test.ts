import type { JsonObject } from '@dealwright/values';
import { expect, test } from '@jest/globals';
import { type Context, type DecisionEntry, decisionsOf, type ReadSession, type Row } from '../src/index.ts';
import { clerk, orderModel } from './order-model.ts';

const ID = '00000000-0000-7000-8000-000000000001';
const at = '2026-03-02T10:00:00.000Z';
const context: Context = {
  ...{ model: orderModel(), actor: clerk, now: at, zone: 'Etc/UTC', locale: 'en', requestId: 'test' },
};

/** What a clerk who sees so many orders of a customer is told of an answer about it that was stored with these facts. */
async function told(facts: JsonObject, ordersSeen = 1) {
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
  const pageOf = (rows: readonly Row[]) => {
    return { rows, cursors: [], hasNextPage: false, hasPreviousPage: false, totalCount: null };
  };
  const orders = pageOf(Array.from({ length: ordersSeen }, () => ({ id: ID })));
  const page = pageOf([{ id: ID, orders }]);
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

test('an answer that read a record which the person may not read is masked', async () => {
  const orders = [{ days: 1 }, { days: 2 }];
  expect(await told({ orders }, 2)).toMatchObject({ facts: { orders } });
  expect(await told({ orders }, 1)).toMatchObject({ facts: null, answer: { outcome: null, inputs: null } });
});
