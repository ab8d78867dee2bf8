import { SYSTEM } from '@dealwright/access';
import { ENTITY } from '@dealwright/entities';
import { loadModel, type Model } from '@dealwright/metadata';
import { type Context, recordsOf } from '@dealwright/records';
import { openStorage } from '@dealwright/storage';
import { expect, test } from '@jest/globals';
import { createTestDatabase } from '../../storage/test-server/create-test-database.ts';
import { fillData } from '../src/fill-data.ts';
import { KINDS } from '../src/kinds.ts';

const content = (second: string, third: string) => `
kind: entity
name: User
title: name
fields: { name: { type: text }, username: { type: text, key: true } }
---
kind: choices
name: stage
values: [draft, sent, done]
---
kind: entity
name: Order
title: code
fields: { code: { type: text, key: true }, stage: { type: choice, of: stage } }
---
kind: process
name: order-life
of: Order
field: stage
states:
  draft: { on: { send: { to: sent } } }
  sent: { on: { finish: { to: done } } }
  done: {}
---
kind: entity
name: Note
title: text
fields: { text: { type: text } }
validations: [{ id: not-bad, check: text != "bad", message: It is bad. }]
---
kind: data
name: orders
entity: Order
by: code
demo: true
records: [{ code: A }]
then: [send, ${second}]
---
kind: data
name: notes
entity: Note
order: 50
demo: true
records: [{ text: a }, { text: b }, ${third}]
`;

function modelOf(text: string): Model {
  const { model, problems } = loadModel([{ path: 'content.yaml', text }], KINDS);
  if (!model) throw new Error(JSON.stringify(problems));
  return model;
}

test('What a data document brings comes whole or not at all, so that the next start makes good what broke off.', async () => {
  const database = await createTestDatabase();
  const storage = await openStorage({ database: { is: 'postgres', url: database.url } });
  const at = (model: Model): Context => {
    const world = { now: '2026-03-02T08:00:00.000Z', zone: 'Etc/UTC', locale: 'en', requestId: 'test' };
    return { actor: SYSTEM, ...world, model };
  };
  const fill = async (second: string, third: string) => {
    const model = modelOf(content(second, third));
    await storage.applySchema(model);
    return fillData(storage.store, at(model), true);
  };
  const stored = async () => {
    const model = modelOf(content('finish', '{ text: c }'));
    const list = async (entity: string, name: string) => {
      const of = model.get(ENTITY, entity);
      const field = of.fields.get(name);
      if (!field) throw new Error(name);
      const query = { entity: of, select: new Map([[name, { is: 'field' as const, field }]]), page: {}, count: false };
      const { rows } = await recordsOf(storage.store).list(at(model), {
        ...query,
        orderBy: [{ path: ['createdAt'], descending: false }],
      });
      return rows.map((row) => row[name]);
    };
    return { orders: await list('Order', 'stage'), notes: (await list('Note', 'text')).toSorted() };
  };
  await expect(fill('finish', '{ text: bad }')).rejects.toThrow('NOT_BAD');
  expect(await stored()).toEqual({ orders: [], notes: [] });
  await expect(fill('send', '{ text: c }')).rejects.toThrow();
  expect(await stored()).toEqual({ orders: [], notes: ['a', 'b', 'c'] });
  expect(await fill('finish', '{ text: c }')).toBe(1);
  expect(await stored()).toEqual({ orders: ['done'], notes: ['a', 'b', 'c'] });
  await storage.close();
  await database.drop();
});
