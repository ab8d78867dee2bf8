import { type Actor, permissionKind, roleKind } from '@dealwright/access';
import { choicesKind, ENTITY, type Entity, entityKind, type Field, settingKind } from '@dealwright/entities';
import { loadModel, type Model } from '@dealwright/metadata';

const CONTENT = `
kind: choices
name: segment
values: { small: Small, large: Large, tiny: { label: Tiny, retired: true } }
---
kind: entity
name: User
title: name
fields:
  name: { type: text }
  team: { type: reference, to: Team }
---
kind: entity
name: Team
title: name
fields: { name: { type: text } }
---
kind: entity
name: Customer
title: name
fields:
  name:    { type: text, required: true, search: true }
  segment: { type: choice, of: segment }
  code:    { type: text, key: true }
  rating:  { type: integer }
  score:   { type: formula, returns: text, is: 'if rating > 5 then name + "!" else string(rating)' }
---
kind: entity
name: Order
title: subject
fields:
  subject:  { type: text, required: true, maxLength: 20, search: true }
  customer: { type: reference, to: Customer, inverse: orders }
  segment:  { type: choice, of: segment }
  amount:   { type: money, currency: EUR }
  margin:   { type: decimal }
  days:     { type: integer, min: 0 }
  due:      { type: date }
  flags:    { type: choices, of: segment }
  extra:    { type: json }
  secret:   { type: text, internal: true }
  kept:     { type: text, readOnly: true }
  vip:      { type: formula, returns: boolean, is: customer.rating > 5 }
  greeting: { type: formula, returns: text, is: '"for " + customer.score' }
---
kind: entity
name: OrderLine
title: product
fields:
  order:   { type: part-of, to: Order, inverse: lines }
  product: { type: text }
---
kind: role
name: everyone
---
kind: role
name: clerk
---
kind: permission
name: clerks
role: clerk
entities:
  Order: { create: all, read: team, update: own, hide: [margin] }
  Customer: { read: owner.id = me.id }
`;

/** A small Model of orders and customers. */
export function orderModel(): Model {
  const kinds = [choicesKind, settingKind, entityKind, roleKind, permissionKind];
  const { model, problems } = loadModel([{ path: 'orders.yaml', text: CONTENT }], kinds);
  if (!model) throw new Error(JSON.stringify(problems, null, 2));
  return model;
}

export function entityOf(model: Model, name: string): Entity {
  return model.get(ENTITY, name);
}

export function fieldOf(entity: Entity, name: string): Field {
  const field = entity.fields.get(name);
  if (!field) throw new Error(`${entity.name} has no ${name}`);
  return field;
}

export const clerk: Actor = { id: 'u1', name: 'Ana', roles: ['clerk'], team: 't1', system: false };
