import type { ListQuery, Selection } from '@dealwright/records';
import { describe, expect, test } from '@jest/globals';
import { id, json, openDesk } from './order-desk.ts';

/** What was asked of the store, short enough to read. */
const shown = (query: ListQuery | undefined): unknown =>
  query && {
    entity: query.entity.name,
    select: selection(query.select),
    ...(query.where ? { where: query.where } : {}),
    ...(query.search ? { search: query.search } : {}),
    ...(query.orderBy.length > 0 ? { orderBy: query.orderBy } : {}),
    page: query.page,
    ...(query.count ? { count: true } : {}),
  };
const selection = (select: Selection): unknown =>
  Object.fromEntries(
    [...select].map(([key, each]) => {
      if (each.is === 'field') return [key, each.field.name];
      return [key, each.is === 'one' ? selection(each.select) : shown(each.list)];
    }),
  );

describe('a query', () => {
  test('asks each root field in one go, all of them in one transaction', async () => {
    const { ask, records } = openDesk();
    await ask('{ a: orders { nodes { id lines { nodes { what } } } } b: customers { totalCount } }');
    expect(records.queries.map(shown)).toEqual([
      {
        entity: 'Order',
        select: { id: 'id', lines: { entity: 'OrderLine', select: { what: 'what' }, page: { first: 50 } } },
        page: { first: 50 },
      },
      { entity: 'Customer', select: { $id: 'id' }, page: { first: 0 }, count: true },
    ]);
    expect(records.transactions).toBe(1);
  });

  test('opens no transaction when nothing is read', async () => {
    const { ask, records } = openDesk();
    expect(json(await ask('{ __typename __schema { queryType { name } } }'))).toEqual({
      data: { __typename: 'Query', __schema: { queryType: { name: 'Query' } } },
    });
    expect(records.transactions).toBe(0);
  });

  test('follows fragments, aliases and directives with variables', async () => {
    const { ask, records } = openDesk();
    const document = `query ($deep: Boolean!, $first: Int) {
      orders(first: $first) { ...page }
    }
    fragment page on OrderConnection { edges { node { ...order ... on Order @skip(if: $deep) { size } } } }
    fragment order on Order { theme: subject customer @include(if: $deep) { mine: orders(first: 1) { nodes { subject } } name } }`;
    const answer = await ask(document, { deep: true, first: 1 });
    expect(json(answer)).toEqual({
      data: {
        orders: {
          edges: [{ node: { theme: 'Chairs', customer: { mine: { nodes: [{ subject: 'Chairs' }] }, name: 'Alfa' } } }],
        },
      },
    });
    expect(shown(records.queries[0])).toEqual({
      entity: 'Order',
      select: {
        subject: 'subject',
        customer: { $mine: { entity: 'Order', select: { subject: 'subject' }, page: { first: 1 } }, name: 'name' },
      },
      page: { first: 1 },
    });
    expect(json(await ask(document, { deep: false }))).toEqual({
      data: { orders: { edges: [{ node: { theme: 'Chairs', size: 3 } }, { node: { theme: 'Tables', size: 0 } }] } },
    });
  });

  test('reads the same relation twice under two aliases', async () => {
    const { ask } = openDesk();
    const answer = await ask(
      `{ order(id: "${id(21)}") { one: lines(first: 1) { nodes { what } } all: lines { totalCount } } }`,
    );
    expect(json(answer)).toEqual({ data: { order: { one: { nodes: [{ what: 'Leg' }] }, all: { totalCount: 2 } } } });
  });

  test('refuses one relation with two sets of arguments under one key', async () => {
    const { ask } = openDesk();
    const answer = await ask(
      '{ orders { nodes { lines(first: 1) { nodes { id } } } edges { node { lines(first: 2) { nodes { id } } } } } }',
    );
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', hint: 'give one of the two an alias' });
  });

  test('turns filters and orders over relations into conditions', async () => {
    const { ask, records } = openDesk();
    await ask(`{ orders(
      filter: { status: { in: [in_approval, draft] }, total: { amount: { gte: "10.00" } },
        or: [{ customer: { name: { contains: "al" } } }, { lines: { none: { what: { eq: null } } } }], not: { customer: { isNull: true } } },
      orderBy: [{ customer: { name: DESC } }, { subject: ASC }], search: "chair") { totalCount } }`);
    const string = { kind: 'string' };
    expect(records.queries[0]?.orderBy).toEqual([
      { path: ['customer', 'name'], descending: true },
      { path: ['subject'], descending: false },
    ]);
    expect(records.queries[0]?.where).toEqual({
      is: 'and',
      of: [
        {
          is: 'or',
          of: [
            {
              is: 'text',
              operator: 'contains',
              term: { is: 'field', path: ['customer', 'name'], type: string },
              value: { is: 'value', value: 'al', type: string },
              ignoreCase: true,
            },
            {
              is: 'not',
              of: {
                is: 'some',
                path: ['lines'],
                where: { is: 'null', term: { is: 'field', path: ['what'], type: string } },
              },
            },
          ],
        },
        { is: 'not', of: { is: 'null', term: { is: 'field', path: ['customer'], type: string } } },
        {
          is: 'one of',
          term: expect.objectContaining({ path: ['status'] }),
          values: [expect.objectContaining({ value: 'in-approval' }), expect.objectContaining({ value: 'draft' })],
        },
        {
          is: 'compare',
          operator: '>=',
          left: { is: 'field', path: ['total', 'amount'], type: { kind: 'number' } },
          right: { is: 'value', value: '10.00', type: { kind: 'number' } },
        },
      ],
    });
  });

  test('gives rows the fields that the API makes itself', async () => {
    const { ask, records } = openDesk();
    records.hidden.add('discount');
    const answer = await ask(
      '{ orders(first: 1) { nodes { title url hidden actions { event label possible } history { at } } } }',
    );
    expect(json(answer)).toEqual({
      data: {
        orders: {
          nodes: [
            {
              title: 'Chairs',
              url: `/r/Order/${id(21)}`,
              hidden: ['discount'],
              actions: [{ event: 'send_off', label: 'Send off', possible: true }],
              history: [],
            },
          ],
        },
      },
    });
  });

  test('finds one record by a key, and none by what is no id', async () => {
    const { ask, records } = openDesk();
    expect(json(await ask('{ order(id: "nonsense") { id } }'))).toEqual({ data: { order: null } });
    expect(records.queries).toEqual([]);
    expect(json(await ask('{ customer(by: { fiscalCode: "123" }) { name } }'))).toEqual({
      data: { customer: { name: 'Alfa' } },
    });
    expect(records.queries[0]?.where).toMatchObject({
      operator: '=',
      left: { path: ['fiscalCode'] },
      right: { value: '123' },
    });
  });

  test.each([
    ['{ order { id } }', 'BAD_USER_INPUT'],
    [`{ customer(id: "${id(11)}", by: { fiscalCode: "1" }) { id } }`, 'BAD_USER_INPUT'],
    ['{ orders(first: 201) { totalCount } }', 'BAD_USER_INPUT'],
    ['{ orders(first: -1) { totalCount } }', 'BAD_USER_INPUT'],
    ['{ orders(first: 1, last: 1) { totalCount } }', 'BAD_USER_INPUT'],
    ['{ orders(filter: { size: { gt: null } }) { totalCount } }', 'BAD_USER_INPUT'],
    ['{ orders(filter: { size: { between: [1] } }) { totalCount } }', 'BAD_USER_INPUT'],
    ['{ orders(filter: { subject: { eq: "\\u0000" } }) { totalCount } }', 'BAD_USER_INPUT'],
    ['{ orders(search: "\\uD800") { totalCount } }', 'BAD_USER_INPUT'],
    ['{ orders(filter: { discount: { eq: 1e400 } }) { totalCount } }', 'BAD_USER_INPUT'],
    ['{ orders(filter: { nope: 1 }) { totalCount } }', 'BAD_USER_INPUT'],
    ['{ nope }', 'BAD_USER_INPUT'],
    ['{ orders {', 'BAD_USER_INPUT'],
    ['query A { me: __typename } query B { me: __typename }', 'BAD_USER_INPUT'],
  ])('%s is refused with %s', async (document, code) => {
    const { ask, reports } = openDesk();
    const { errors } = await ask(document);
    expect(errors?.map((each) => each.extensions.code)).toEqual([code]);
    expect(reports).toEqual([]);
  });

  test('asks who it is before it reads', async () => {
    const { ask } = openDesk();
    const { errors } = await ask('{ orders { totalCount } }', {}, { actor: undefined });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('tells nothing of the inside when something breaks, but a request id', async () => {
    const { ask, records, reports } = openDesk();
    const broken = new Error('password is hunter2');
    records.list = () => Promise.reject(broken);
    expect(json(await ask('{ orders { totalCount } }'))).toEqual({
      data: null,
      errors: [
        {
          message: 'Something went wrong inside. It has been noted under this request id.',
          locations: [{ line: 1, column: 3 }],
          path: ['orders'],
          extensions: { code: 'INTERNAL', requestId: 'request-1' },
        },
      ],
    });
    expect(reports).toEqual([broken]);
  });
});
