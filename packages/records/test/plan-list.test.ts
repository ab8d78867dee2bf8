import { accessOf, SYSTEM } from '@dealwright/access';
import { RequestError } from '@dealwright/diagnostics';
import type { Predicate, Term } from '@dealwright/expressions';
import { describe, expect, test } from '@jest/globals';
import { planList, type Reader } from '../src/read/plan-list.ts';
import type { ListQuery, PageOfRows, Row, Selected } from '../src/read-query.ts';
import { clerk, entityOf, fieldOf, orderModel } from './order-model.ts';

const model = orderModel();
const order = entityOf(model, 'Order');
const customer = entityOf(model, 'Customer');
const environment = { now: '2026-01-31T10:00:00.000Z', zone: 'Etc/UTC', locale: 'en' };
const reader: Reader = { access: accessOf(model, clerk), environment };
const platform: Reader = { access: accessOf(model, SYSTEM), environment };

const field = (name: string, of = order): Selected => ({ is: 'field', field: fieldOf(of, name) });
const term = (...path: string[]): Term => ({ is: 'field', path, type: { kind: 'string' } });
const value = (text: string): Term => ({ is: 'value', value: text, type: { kind: 'string' } });
const equals = (left: Term, text: string): Predicate => ({ is: 'compare', operator: '=', left, right: value(text) });
const query = (more: Partial<ListQuery> = {}): ListQuery => ({
  entity: order,
  select: new Map([['subject', field('subject')]]),
  orderBy: [],
  page: {},
  count: false,
  ...more,
});
const page = (...rows: Row[]): PageOfRows => ({
  rows,
  cursors: [],
  hasNextPage: false,
  hasPreviousPage: false,
  totalCount: null,
});
const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof RequestError) return error.code;
    throw error;
  }
  return undefined;
};

describe('planning a list', () => {
  test('joins the reader’s scope to what is asked', () => {
    const scope = reader.access.scope('read', order);
    const asked = equals(term('subject'), 'a');
    expect(planList(reader, query()).query.where).toEqual(scope);
    expect(planList(reader, query({ where: asked })).query.where).toEqual({ is: 'and', of: [scope, asked] });
    expect(planList(platform, query()).query.where).toBeUndefined();
  });

  test('has 50 rows when nobody says how many, and at most 200', () => {
    expect(planList(reader, query()).query.page).toEqual({ first: 50 });
    expect(planList(reader, query({ page: { first: 200 } })).query.page).toEqual({ first: 200 });
    const bad = [{ first: 201 }, { first: -1 }, { first: 1.5 }, { first: 1, last: 1 }, { last: 1000 }, { all: true }];
    expect(bad.map((each) => refusal(() => planList(reader, query({ page: each }))))).toEqual(
      bad.map(() => 'BAD_USER_INPUT'),
    );
  });

  test('a hidden field is not asked of the database, and is null', () => {
    const select = new Map([
      ['subject', field('subject')],
      ['m', field('margin')],
    ]);
    const { query: stored, finish } = planList(reader, query({ select }));
    expect([...stored.select.keys()]).toEqual(['subject']);
    expect(finish(page({ subject: 'a' })).rows).toEqual([{ subject: 'a', m: null }]);
  });

  test('when every field is hidden, a record is still there', () => {
    const { query: stored, finish } = planList(reader, query({ select: new Map([['m', field('margin')]]) }));
    expect(stored.select.size).toBe(1);
    expect(finish(page({ '+id': 'x' })).rows).toEqual([{ m: null }]);
  });

  test('filter, order and search by a hidden field are forbidden, also over relations', () => {
    const hidden = [
      query({ where: equals(term('margin'), '1') }),
      query({ where: { is: 'not', of: { is: 'null', term: term('margin') } } }),
      query({ orderBy: [{ path: ['margin'], descending: false }] }),
      query({ where: equals(term('secret'), '1') }),
      query({
        entity: customer,
        select: new Map([['name', field('name', customer)]]),
        where: { is: 'some', path: ['orders'], where: equals(term('margin'), '1') },
      }),
    ];
    expect(hidden.map((each) => refusal(() => planList(reader, each)))).toEqual(hidden.map(() => 'FORBIDDEN'));
    expect(refusal(() => planList(platform, query({ where: equals(term('margin'), '1') })))).toBeUndefined();
  });

  test('a reference to a record that may not be read is null: its scope goes into the reference', () => {
    const one: Selected = {
      is: 'one',
      field: fieldOf(order, 'customer'),
      entity: customer,
      select: new Map([['name', field('name', customer)]]),
    };
    const planned = planList(reader, query({ select: new Map([['customer', one]]) })).query.select.get('customer');
    expect(planned).toMatchObject({ is: 'one', where: reader.access.scope('read', customer) });
    expect(planList(platform, query({ select: new Map([['customer', one]]) })).query.select.get('customer')).toEqual(
      one,
    );
  });

  test('a condition over a reference holds only for records that are seen', () => {
    const asked = equals(term('customer', 'segment'), 'small');
    const { where } = planList(reader, query({ where: asked })).query;
    const seen: Predicate = { is: 'compare', operator: '=', left: term('customer', 'owner', 'id'), right: me() };
    expect(where).toEqual({
      is: 'and',
      of: [
        reader.access.scope('read', order),
        expect.objectContaining({ is: 'and', of: [expect.objectContaining(shapeOf(seen)), asked] }),
      ],
    });
  });

  test('an unseen record counts as absent where absence makes a condition true', () => {
    const asked: Predicate = { is: 'null', term: term('customer', 'segment') };
    const { where } = planList(reader, query({ where: asked })).query;
    expect(JSON.stringify(where)).toContain('"is":"null","term":{"is":"if"');
  });

  test('children are lists of their own, with their own scope', () => {
    const inverse = customer.inverses.get('orders');
    if (!inverse) throw new Error('no way back');
    const many: Selected = { is: 'many', inverse, list: query({ select: new Map([['m', field('margin')]]) }) };
    const { query: stored, finish } = planList(reader, {
      ...query({ entity: customer, select: new Map([['orders', many]]) }),
    });
    const inner = stored.select.get('orders');
    expect(inner?.is === 'many' && inner.list.where).toEqual(reader.access.scope('read', order));
    expect(finish(page({ orders: page({ '+id': '1' }) })).rows).toEqual([{ orders: page({ m: null }) }]);
  });

  test('a formula that the database cannot compute gets the columns it needs, and nobody else sees them', () => {
    const select = new Map([['g', field('greeting')]]);
    const { query: stored, finish } = planList(platform, query({ select }));
    const [key = ''] = stored.select.keys();
    expect(key).toBe('+g.customer');
    expect(finish(page({ [key]: { id: '1', rating: 9, name: 'Ana' } })).rows).toEqual([{ g: 'for Ana!' }]);
  });
});

const me = (): Term => ({ is: 'parameter', name: 'me.id', type: { kind: 'string' } });
const shapeOf = (predicate: Predicate) => ({ is: predicate.is });
