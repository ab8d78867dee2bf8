import type { Actor } from '@dealwright/access';
import { choicesKind, ENTITY, type Entity, entityKind, settingKind } from '@dealwright/entities';
import { loadModel, type Model } from '@dealwright/metadata';
import type { Context } from '@dealwright/records';
import { openStorage, type Storage } from '../src/open-storage.ts';
import { createTestDatabase, type TestDatabase } from '../test-server/create-test-database.ts';

/** Customers, their orders with lines, and who looks after them: a small content for the tests of this package. */
export const SHOP = `
kind: choices
name: segment
values:
  small:  { label: { en: Small, ro: Mic } }
  medium: { label: { en: Medium, ro: Mediu } }
  large:  { label: { en: Large, ro: Mare } }
---
kind: choices
name: tag
values:
  new:    { label: { en: New, ro: Nou } }
  urgent: { label: { en: Urgent, ro: Urgent } }
---
kind: entity
name: User
title: name
fields:
  name: { type: text, required: true, search: true }
---
kind: entity
name: Customer
title: name
fields:
  name:    { type: text, required: true, search: true, maxLength: 120 }
  taxCode: { type: text, key: true }
  phone:   { type: phone }
  segment: { type: choice, of: segment }
  parent:  { type: reference, to: Customer, inverse: children, onDelete: clear }
  openOrders: { type: rollup, of: Order.customer, is: count, where: status = "open" }
  revenue:    { type: rollup, of: Order.customer, is: sum, field: total }
  dearest:    { type: rollup, of: Order.customer, is: max, field: total }
  goodwill:   { type: formula, returns: decimal, stored: true, is: revenue.amount * 0.1 }
duplicates:
  - { match: [phone], then: warn }
  - { match: [{ name: similar }], then: warn }
---
kind: entity
name: Order
title: subject
number: ORD-{year}-{sequence:4}
fields:
  subject:  { type: text, required: true, search: true }
  status:   { type: text, default: open }
  customer: { type: reference, to: Customer, inverse: orders }
  quantity: { type: integer }
  rate:     { type: decimal }
  total:    { type: money, currency: EUR }
  due:      { type: date }
  opens:    { type: time }
  sentAt:   { type: instant }
  paid:     { type: boolean }
  tags:     { type: choices, of: tag }
  extra:    { type: json }
  place:    { type: location }
  lineCount: { type: rollup, of: Line.order, is: count }
  doubled:   { type: formula, returns: decimal, is: quantity * 2 }
  third:     { type: formula, returns: decimal, scale: 2, is: quantity / 3 }
  isLarge:   { type: formula, returns: boolean, is: quantity > 3 }
  region:    { type: formula, returns: text, is: customer.segment }
---
kind: entity
name: Line
title: product
fields:
  order:   { type: part-of, to: Order, inverse: lines, required: true }
  product: { type: text, required: true }
  price:   { type: money, currency: EUR }
---
kind: entity
name: Invoice
title: order
number: { format: "{sequence:3}", gapless: true }
fields:
  order: { type: reference, to: Order, inverse: invoices }
`;

/** The Model of a content; fails with its problems. */
export function modelOf(text: string): Model {
  const { model, problems } = loadModel([{ path: 'shop.yaml', text }], [choicesKind, settingKind, entityKind]);
  if (!model) throw new Error(JSON.stringify(problems, null, 2));
  return model;
}

export const entityOf = (model: Model, name: string): Entity => model.get(ENTITY, name);

export const SYSTEM: Actor = { id: 'system', name: 'System', roles: [], team: undefined, system: true };
export const NOW = '2026-01-31T10:00:00.000Z';

export function contextOf(model: Model, more: Partial<Context> = {}): Context {
  return { actor: SYSTEM, now: NOW, zone: 'Europe/Bucharest', locale: 'en', model, requestId: 'test', ...more };
}

export interface Shop {
  readonly storage: Storage;
  readonly database: TestDatabase;
  readonly model: Model;
  readonly context: Context;
  close(): Promise<void>;
}

/** An empty shop in a database of its own. */
export async function openShop(text = SHOP): Promise<Shop> {
  const model = modelOf(text);
  const database = await createTestDatabase({
    name: `shop ${model.hash}`,
    prepare: async (url) => {
      const storage = await openStorage({ database: { is: 'postgres', url } });
      await storage.applySchema(model);
      await storage.close();
    },
  });
  const storage = await openStorage({ database: { is: 'postgres', url: database.url } });
  const close = async (): Promise<void> => {
    await storage.close();
    await database.drop();
  };
  return { storage, database, model, context: contextOf(model), close };
}
