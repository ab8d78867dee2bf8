import { expect, test } from '@jest/globals';
import { KeyTaken } from '../src/record-store.ts';
import { createByEffect } from '../src/save/create-by-effect.ts';
import type { Draft, Writing } from '../src/save/draft.ts';
import { clerk, entityOf, orderModel } from './order-model.ts';

test('A key that somebody else has taken meanwhile is told of the record that was to be created, not of the one before it.', async () => {
  const model = orderModel();
  const writing = { context: { model, actor: clerk }, depth: 0 } as unknown as Writing;
  const effects = [{ is: 'create', entity: 'Customer', as: undefined, values: { name: 'Ana' } }];
  const draft = { entity: entityOf(model, 'Order'), effects } as unknown as Draft;
  const create = createByEffect(writing, draft, 1, () => Promise.reject(new KeyTaken('Customer', 'name')));
  await expect(create).rejects.toMatchObject({
    problems: [{ code: 'KEY_TAKEN', path: ['effects', 'Customer', 'input', 'name'] }],
  });
});
