import { choicesKind, ENTITY, type Entity, entityKind, settingKind } from '@dealwright/entities';
import { ALWAYS, evaluatePredicate, NEVER } from '@dealwright/expressions';
import { loadModel, type Model } from '@dealwright/metadata';
import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { type Actor, accessOf, permissionKind, roleKind, SYSTEM } from '../src/index.ts';

const ENTITIES = `
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
name: Order
title: subject
fields:
  subject:  { type: text }
  segment:  { type: text }
  margin:   { type: decimal }
  discount: { type: decimal }
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
name: employee
includes: []
---
kind: role
name: clerk
includes: [employee]
---
kind: role
name: chief
includes: [clerk]
`;

function load(yaml: string) {
  const kinds = [choicesKind, settingKind, entityKind, roleKind, permissionKind];
  return loadModel([{ path: 'test.yaml', text: `${ENTITIES}---${yaml || ' { kind: role, name: other }'}` }], kinds);
}

function modelOf(yaml: string): Model {
  const { model, problems } = load(yaml);
  if (!model) throw new Error(problems.map((each) => JSON.stringify(each)).join('\n'));
  return model;
}

const problemsOf = (yaml: string) => load(yaml).problems.filter((each) => each.severity === 'error');

const actor = (...roles: readonly string[]): Actor => ({ id: 'u1', name: 'Ana', roles, team: 't1', system: false });

function entityOf(model: Model, name: string): Entity {
  return model.get(ENTITY, name);
}

function fieldOf(entity: Entity, name: string) {
  const field = entity.fields.get(name);
  if (!field) throw new Error(name);
  return field;
}

function reaches(model: Model, who: Actor, record: JsonObject, operation: 'read' | 'update' = 'read', name = 'Order') {
  const access = accessOf(model, who);
  const scope = access.scope(operation, entityOf(model, name));
  return evaluatePredicate(scope, record, access.parameters);
}

const MINE = { owner: { id: 'u1', team: 't1' } };
const OF_MY_TEAM = { owner: { id: 'u2', team: 't1' } };
const OF_OTHERS = { owner: { id: 'u3', team: 't2' } };

describe('access', () => {
  test('silence allows nothing', () => {
    const model = modelOf('');
    const access = accessOf(model, actor('clerk'));
    const order = entityOf(model, 'Order');
    expect(access.scope('read', order)).toBe(NEVER);
    expect(access.scope('create', order)).toBe(NEVER);
    expect(access.canRead(order, fieldOf(order, 'subject'))).toBe(false);
    expect(access.canWrite(order, fieldOf(order, 'subject'), 'update')).toBe(false);
  });

  test('the platform itself may do everything', () => {
    const model = modelOf('');
    const access = accessOf(model, SYSTEM);
    const order = entityOf(model, 'Order');
    expect(access.scope('delete', order)).toBe(ALWAYS);
    expect(access.canWrite(order, fieldOf(order, 'margin'), 'create')).toBe(true);
    expect(access.hasRole('anything')).toBe(true);
  });

  test('own, team and all reach one’s own records, those of the owner’s team, and all', () => {
    const model = modelOf(`
kind: permission
name: clerks
role: clerk
entities:
  Order: { read: team, update: own, delete: all }
`);
    expect(accessOf(model, actor('clerk')).scope('delete', entityOf(model, 'Order'))).toBe(ALWAYS);
    expect([MINE, OF_MY_TEAM, OF_OTHERS].map((each) => reaches(model, actor('clerk'), each))).toEqual([
      true,
      true,
      false,
    ]);
    expect([MINE, OF_MY_TEAM].map((each) => reaches(model, actor('clerk'), each, 'update'))).toEqual([true, false]);
  });

  test('who is in no team shares nothing with others who are in none', () => {
    const model = modelOf(`
kind: permission
name: clerks
role: clerk
entities: { Order: { read: team } }
`);
    const alone = { ...actor('clerk'), team: undefined };
    expect(reaches(model, alone, { owner: { id: 'u2', team: null } })).toBe(false);
  });

  test('a FEEL condition over the record and me is a scope', () => {
    const model = modelOf(`
kind: permission
name: clerks
role: clerk
entities:
  Order: { read: 'segment = "small" or owner.id = me.id' }
`);
    expect(reaches(model, actor('clerk'), { segment: 'small', owner: { id: 'u9' } })).toBe(true);
    expect(reaches(model, actor('clerk'), { segment: 'large', owner: { id: 'u9' } })).toBe(false);
    expect(reaches(model, actor('clerk'), { segment: 'large', owner: { id: 'u1' } })).toBe(true);
  });

  test('roles include roles, and each adds to what the others allow', () => {
    const model = modelOf(`
kind: permission
name: clerks
role: [clerk]
entities: { Order: { read: own } }
---
kind: permission
name: chiefs
role: chief
entities: { Order: { read: all } }
`);
    const access = accessOf(model, actor('chief'));
    expect(access.scope('read', entityOf(model, 'Order'))).toBe(ALWAYS);
    expect(['chief', 'clerk', 'employee', 'everyone', 'other'].map((role) => access.hasRole(role))).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  test('everybody who is signed in has the role everyone', () => {
    const model = modelOf(`
kind: permission
name: all
role: everyone
entities: { Team: { read: all } }
`);
    expect(accessOf(model, actor()).scope('read', entityOf(model, 'Team'))).toBe(ALWAYS);
  });

  test('an entry of the entity stands before the one of all entities', () => {
    const model = modelOf(`
kind: permission
name: clerks
role: clerk
entities: { '*': { read: all, update: all }, Order: { read: own } }
`);
    const access = accessOf(model, actor('clerk'));
    expect(access.scope('update', entityOf(model, 'Team'))).toBe(ALWAYS);
    expect(access.scope('update', entityOf(model, 'Order'))).toBe(NEVER);
    expect(access.scope('read', entityOf(model, 'Order'))).not.toBe(ALWAYS);
  });

  test('a part follows its parent: who may change the parent may add and remove parts', () => {
    const model = modelOf(`
kind: permission
name: clerks
role: clerk
entities: { Order: { read: all, update: own } }
`);
    const access = accessOf(model, actor('clerk'));
    const line = entityOf(model, 'OrderLine');
    expect(access.scope('read', line)).toBe(ALWAYS);
    expect(reaches(model, actor('clerk'), { order: MINE }, 'update', 'OrderLine')).toBe(true);
    expect(reaches(model, actor('clerk'), { order: OF_OTHERS }, 'update', 'OrderLine')).toBe(false);
    expect(access.scope('create', line)).toEqual(access.scope('update', line));
    expect(access.canWrite(line, fieldOf(line, 'product'), 'create')).toBe(true);
  });

  test('hidden fields are neither read nor written, read-only ones are read', () => {
    const model = modelOf(`
kind: permission
name: clerks
role: clerk
entities: { Order: { create: all, read: all, update: own, hide: [margin], readOnly: [discount] } }
`);
    const access = accessOf(model, actor('clerk'));
    const order = entityOf(model, 'Order');
    const may = (name: string) => [
      access.canRead(order, fieldOf(order, name)),
      access.canWrite(order, fieldOf(order, name), 'update'),
    ];
    expect({ subject: may('subject'), margin: may('margin'), discount: may('discount') }).toEqual({
      subject: [true, true],
      margin: [false, false],
      discount: [true, false],
    });
  });

  test('what a role sees on its own records does not open the field on everybody’s', () => {
    const model = modelOf(`
kind: permission
name: own
role: employee
entities: { Order: { read: own } }
---
kind: permission
name: all
role: clerk
entities: { Order: { read: all, hide: [margin] } }
---
kind: permission
name: chiefs
role: chief
entities: { Order: { read: all } }
`);
    const order = entityOf(model, 'Order');
    const sees = (role: string) => accessOf(model, actor(role)).canRead(order, fieldOf(order, 'margin'));
    expect([sees('employee'), sees('clerk'), sees('chief')]).toEqual([true, false, true]);
  });
});

test('a condition that holds more records by its form covers a narrower one', () => {
  const model = modelOf(`
kind: permission
name: narrow
role: employee
entities: { Order: { read: owner.id = me.id, hide: [margin] } }
---
kind: permission
name: wide
role: clerk
entities: { Order: { read: 'segment = "small" or owner.id = me.id' } }
---
kind: permission
name: other
role: chief
entities: { Order: { read: segment = "small", hide: [discount] } }
`);
  const order = entityOf(model, 'Order');
  const sees = (role: string, name: string) => accessOf(model, actor(role)).canRead(order, fieldOf(order, name));
  expect([sees('employee', 'margin'), sees('clerk', 'margin')]).toEqual([false, true]);
  expect(sees('chief', 'discount')).toBe(true);
});

describe('the check of permissions', () => {
  test('names every unknown role, entity and field, with a suggestion', () => {
    const problems = problemsOf(`
kind: permission
name: wrong
role: clark
entities:
  Ordr: { read: all }
  Order: { read: all, hide: [margn], readOnly: [id] }
`);
    expect(problems.map((each) => [each.code, each.hint])).toEqual([
      ['UNKNOWN_NAME', expect.objectContaining({ en: 'did you mean `clerk`?' })],
      ['UNKNOWN_NAME', expect.objectContaining({ en: 'did you mean `Order`?' })],
      ['UNKNOWN_FIELD', expect.objectContaining({ en: 'did you mean `margin`?' })],
    ]);
  });

  test('refuses a scope that the database cannot answer, and a condition on all entities', () => {
    const problems = problemsOf(`
kind: permission
name: wrong
role: clerk
entities:
  Order: { read: '(for each in lines return each.product)[1] = "a"' }
  '*': { read: 'owner.id = me.id' }
`);
    expect(problems.map((each) => each.code)).toEqual(['SCOPE_NOT_QUERYABLE', 'SCOPE_OF_ALL_ENTITIES']);
  });

  test('refuses a role that includes itself, and hiding what always stands on a record', () => {
    const problems = problemsOf(`
kind: role
name: a
includes: [b]
---
kind: role
name: b
includes: [a]
---
kind: permission
name: wrong
role: clerk
entities: { Order: { read: all, hide: [version] } }
`);
    expect(problems.map((each) => each.code)).toEqual(['ROLE_INCLUDES_ITSELF', 'ROLE_INCLUDES_ITSELF', 'CANNOT_HIDE']);
  });
});
