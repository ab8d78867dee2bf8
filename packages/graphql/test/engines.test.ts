import { problem } from '@dealwright/diagnostics';
import { describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { decisionsPart, mePart, modelPart } from '../src/index.ts';
import { CALLER, id, json, openDesk } from './order-desk.ts';

/** Operations which both engines must answer alike. */
const OPERATIONS: readonly (readonly [string, object?])[] = [
  ['{ __typename me { name roles } }'],
  [getIntrospectionQuery()],
  ['{ orders { nodes { id subject status total { amount currency } notes customer { name tags } } totalCount } }'],
  [
    '{ orders { edges { cursor node { a: subject b: subject total { x: amount } } } pageInfo { endCursor hasNextPage } } }',
  ],
  [
    '{ orders { nodes { who: customer { name } lines { nodes { what order { subject } } } some: lines(first: 1) { nodes { id } } } } }',
  ],
  [
    'query ($f: OrderFilter, $n: Int = 1) { orders(filter: $f, first: $n) { nodes { id } } }',
    { f: { not: { and: [{ size: { gt: 1 } }] } } },
  ],
  [
    'query ($f: OrderFilter, $n: Int = 1) { orders(filter: $f, first: $n) { nodes { id } } }',
    { f: { size: { gt: 'x' } } },
  ],
  ['query ($f: OrderFilter!) { orders(filter: $f) { nodes { id } } }'],
  ['query ($s: OrderStatus) { orders(filter: { status: { eq: $s } }) { nodes { id } } }', { s: 'in_approval' }],
  ['query ($s: OrderStatus) { orders(filter: { status: { eq: $s } }) { nodes { id } } }', { s: 'in-approval' }],
  ['query ($s: OrderStatus) { orders(filter: { status: { eq: $s } }) { nodes { id } } }', {}],
  ['query ($yes: Boolean!) { orders { nodes { id @include(if: $yes) subject @skip(if: $yes) } } }', { yes: false }],
  ['query ($yes: Boolean!) { orders @include(if: $yes) { totalCount } me { id } }', { yes: false }],
  [
    'query ($yes: Boolean!) { orders { ... @include(if: $yes) { totalCount } ...more @skip(if: $yes) } } fragment more on OrderConnection { nodes { id } }',
    { yes: true },
  ],
  [
    'query ($o: [OrderOrder!]) { orders(orderBy: $o) { nodes { title url hidden actions { event reasons { code } } } } }',
    { o: [{ customer: { name: 'DESC' } }] },
  ],
  [
    `query { order(id: "${id(21)}") { ...all customer { ...who } } } fragment all on Order { subject customer { number } } fragment who on Customer { name orders { totalCount } }`,
  ],
  ['{ order(id: "x") { id } missing: customer(by: {}) { id } }'],
  [
    'mutation ($i: OrderInput!) { createOrder(input: $i) { order { subject lines { totalCount } } problems { code } } }',
    { i: { subject: 'x', notes: { a: [1] } } },
  ],
  [
    'mutation ($s: String!) { a: createOrder(input: { subject: $s, total: { amount: 1.50 } }) { order { id } } b: deleteOrder(id: "x") { problems { code message path } } }',
    { s: 'x' },
  ],
  [
    'mutation ($n: JSON) { createOrder(input: { subject: "x", notes: { deep: { in: $n } } }) { order { id } } }',
    { n: 7 },
  ],
  ['query ($s: Int) { decide(decision: "none", facts: { size: $s }) { outcome } }', { s: 3 }],
  [
    '{ model { hash entity(name: "Order") { label { en ro } fields { name type control choices { name value } options can { read update } } relations { name entity } api { many fire } } } }',
  ],
];

describe('the two engines', () => {
  test.each(OPERATIONS)('answer alike: %s %j', async (document, variables = {}) => {
    const run = async (compiled: boolean) => {
      const { api, records } = openDesk([mePart, modelPart, decisionsPart]);
      records.answer = (change) =>
        change.is === 'delete'
          ? { id: undefined, version: undefined, problems: [problem('NOPE', 'No.', { path: ['id', 0] })] }
          : { id: id(21), version: 1, problems: [] };
      const answer = await api.execute({ document, variables: { ...variables }, caller: CALLER, compiled });
      return json({
        answer,
        saves: records.saves.map(({ changes }) => changes),
        asked: records.queries.map((each) => each.where),
      });
    };
    expect(await run(true)).toEqual(await run(false));
  });

  test('an operation answers the same the first and the third time', async () => {
    const { ask } = openDesk();
    const document = '{ orders(first: 1) { nodes { subject customer { name } } } }';
    const first = json(await ask(document));
    await ask(document);
    expect(json(await ask(document))).toEqual(first);
  });

  test('a field that is asked in vain opens no transaction after the answer', async () => {
    const { ask, records } = openDesk();
    await ask('{ orders(first: 999) { totalCount } customers { totalCount } }');
    await new Promise((resolve) => setImmediate(resolve));
    expect(records.open).toBe(0);
  });
});
