import type { RecordValues } from '@dealwright/entities';
import { evaluatePredicate, type Predicate, showPredicate, type Term } from '@dealwright/expressions';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compare, eq, field, value } from './predicates.ts';
import { query, store } from './records.ts';
import { NOW, openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const PARAMETERS = { now: NOW, 'me.name': 'ana', 'me.roles': ['open', 'a'], nothing: null };

/** Rows as expressions see them: references nested, children as lists. */
const text = fc.constantFrom(null, '', 'a', 'A', 'ana', 'Ana%', 'a_b', 'b\\', 'ășț', 'Ș', 'open');
const customerRow = fc.record({
  name: fc.constantFrom('Ana', 'ana', 'b'),
  segment: fc.constantFrom(null, 'small', 'large'),
});
const lineRow = fc.record({
  product: fc.constantFrom('a', 'b', 'Ana'),
  price: fc.constantFrom(null, { amount: '1.50', currency: 'EUR' }, { amount: '-2', currency: 'EUR' }),
});
const orderRow = fc.record({
  subject: fc.constantFrom('a', 'ana', 'Ș'),
  status: text,
  quantity: fc.constantFrom(null, 0, 1, 2, -3, 2147483647),
  rate: fc.constantFrom(null, '0', '1.5', '2.000', '-7', '0.1'),
  total: fc.constantFrom(null, { amount: '1.50', currency: 'EUR' }, { amount: '2.00', currency: 'EUR' }),
  due: fc.constantFrom(null, '2026-01-31', '2026-02-01'),
  sentAt: fc.constantFrom(null, NOW, '2026-01-31T12:30:00.250Z'),
  paid: fc.constantFrom(null, true, false),
  customer: fc.option(customerRow),
  lines: fc.array(lineRow, { maxLength: 3 }),
});

const typed = (kind: 'string' | 'number' | 'boolean' | 'date' | 'date and time', ...path: string[]): Term => ({
  is: 'field',
  path,
  type: { kind },
});
const { number, string } = fc.letrec<{ number: Term; string: Term; instant: Term }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    fc.constantFrom(typed('number', 'quantity'), typed('number', 'rate'), typed('number', 'total', 'amount')),
    fc
      .constantFrom(0, 1, '1.50', -3, '0.1', 2147483647, '99999999999', null)
      .map((each) => value(each, { kind: 'number' })),
    fc
      .tuple(fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const), tie('number'), tie('number'))
      .map(([operator, left, right]): Term => ({ is: 'arithmetic', operator, left, right })),
    tie('number').map((of): Term => ({ is: 'call', name: 'abs', of: [of], type: { kind: 'number' } })),
    tie('string').map((of): Term => ({ is: 'call', name: 'string length', of: [of], type: { kind: 'number' } })),
    fc
      .tuple(fc.constantFrom('hours between' as const, 'days between' as const), tie('instant'), tie('instant'))
      .map(([name, ...of]): Term => ({ is: 'call', name, of, type: { kind: 'number' } })),
    fc
      .tuple(tie('number'), tie('number'))
      .map((of): Term => ({ is: 'call', name: 'coalesce', of, type: { kind: 'number' } })),
    fc
      .tuple(tie('string'), tie('number'), tie('number'))
      .map(([left, then, otherwise]): Term => ({ is: 'if', when: eq(left, value('a')), then, otherwise })),
  ),
  string: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    fc.constantFrom(
      typed('string', 'status'),
      typed('string', 'subject'),
      typed('string', 'customer', 'name'),
      typed('string', 'customer', 'segment'),
      typed('string', 'total', 'currency'),
    ),
    text.map((each) => value(each, { kind: 'string' })),
    fc.constantFrom('me.name', 'nothing').map((name): Term => ({ is: 'parameter', name, type: { kind: 'string' } })),
    fc
      .tuple(fc.constantFrom('lower case' as const, 'upper case' as const), tie('string'))
      .map(([name, of]): Term => ({ is: 'call', name, of: [of], type: { kind: 'string' } })),
  ),
  instant: fc.oneof(
    fc.constantFrom(typed('date and time', 'sentAt'), typed('date', 'due')),
    fc.constant<Term>({ is: 'parameter', name: 'now', type: { kind: 'date and time' } }),
  ),
}));

const operator = fc.constantFrom('=' as const, '!=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const);
const leaf = fc.oneof(
  fc.tuple(operator, number, number).map(([each, left, right]) => compare(each, left, right)),
  fc.tuple(operator, string, string).map(([each, left, right]) => compare(each, left, right)),
  fc
    .tuple(operator, fc.constantFrom(NOW, '2026-01-31T12:30:00.250Z'))
    .map(([each, at]) => compare(each, typed('date and time', 'sentAt'), value(at, { kind: 'date and time' }))),
  operator.map((each) => compare(each, typed('date', 'due'), value('2026-02-01', { kind: 'date' }))),
  fc
    .tuple(string, fc.array(string, { maxLength: 3 }))
    .map(([term, values]): Predicate => ({ is: 'one of', term, values })),
  fc
    .tuple(number, fc.array(number, { maxLength: 3 }))
    .map(([term, values]): Predicate => ({ is: 'one of', term, values })),
  fc.oneof(number, string).map((term): Predicate => ({ is: 'null', term })),
  fc
    .tuple(
      fc.constantFrom('contains' as const, 'starts with' as const, 'ends with' as const),
      string,
      string,
      fc.boolean(),
    )
    .map(
      ([each, term, part, ignoreCase]): Predicate => ({ is: 'text', operator: each, term, value: part, ignoreCase }),
    ),
  fc.constant<Predicate>({ is: 'true', term: typed('boolean', 'paid') }),
  fc.boolean().map((each): Predicate => ({ is: 'constant', value: each })),
);
const lineLeaf = fc.oneof(
  fc
    .tuple(operator, fc.constantFrom('1.5', -2, null))
    .map(([each, amount]) => compare(each, typed('number', 'price', 'amount'), value(amount, { kind: 'number' }))),
  fc.constantFrom('a', 'b').map((product) => eq(typed('string', 'product'), value(product))),
);
const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('predicate'), { maxLength: 3 }))
      .map(([is, of]) => ({ is, of })),
    tie('predicate').map((of) => ({ is: 'not' as const, of })),
    fc
      .tuple(fc.constantFrom('some' as const, 'every' as const), lineLeaf)
      .map(([is, where]) => ({ is, path: ['lines'], where })),
  ),
}));

test('the database decides every condition as FEEL does, nulls included', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(orderRow, { minLength: 1, maxLength: 6 }),
      fc.array(predicate, { minLength: 6, maxLength: 6 }),
      async (rows, predicates) => {
        const number = `run ${++run}`;
        const records: RecordValues[] = [];
        for (const [index, { customer, lines, ...order }] of rows.entries()) {
          const [id = null] = customer ? await store(shop, 'Customer', customer) : [];
          const [self = ''] = await store(shop, 'Order', { ...order, number: `${number}.${index}`, customer: id });
          if (lines.length > 0) await store(shop, 'Line', ...lines.map((line) => ({ ...line, order: self })));
          records.push({ ...order, number: `${number}.${index}`, customer: customer && { id, ...customer }, lines });
        }
        const mine: Predicate = {
          is: 'text',
          operator: 'starts with',
          term: field('number'),
          value: value(`${number}.`),
          ignoreCase: false,
        };
        for (const each of predicates) {
          const asked = query(shop, 'Order', ['number'], {
            where: { is: 'and', of: [mine, each] },
            orderBy: [{ path: ['number'], descending: false }],
          });
          const found = (await shop.storage.store.list(shop.context, asked, PARAMETERS)).rows.map((row) => row.number);
          const expected = records
            .filter((record) => evaluatePredicate(each, record, PARAMETERS))
            .map((record) => record.number);
          expect({ predicate: showPredicate(each), found }).toEqual({
            predicate: showPredicate(each),
            found: expected,
          });
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('what is no id, date or number is equal to nothing, and breaks nothing', async () => {
  await store(shop, 'Order', { subject: 'only', customer: null, due: '2026-01-31', quantity: 4 });
  const count = async (where: Predicate): Promise<number> => {
    const only: Predicate = { is: 'and', of: [eq(field('subject'), value('only')), where] };
    return (await shop.storage.store.list(shop.context, query(shop, 'Order', ['id'], { where: only }), {})).rows.length;
  };
  expect(await count(eq(field('customer'), value('abc')))).toBe(0);
  expect(await count(compare('!=', field('customer'), value('abc')))).toBe(1);
  expect(await count(eq(field('due'), value('31 January', { kind: 'date' })))).toBe(0);
  expect(await count(compare('<', field('quantity'), value('1e400', { kind: 'number' })))).toBe(1);
  expect(await count(compare('<', field('quantity'), value('NaN', { kind: 'number' })))).toBe(0);
  expect(await count({ is: 'one of', term: field('customer'), values: [value('abc'), value(null)] })).toBe(1);
  const nul = eq(field('status'), value('a\0b'));
  await expect(count(nul)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a condition may follow several references and ways back', async () => {
  const [parent = ''] = await store(shop, 'Customer', { name: 'Parent', segment: 'large' });
  const [child = ''] = await store(shop, 'Customer', { name: 'Child', parent });
  await store(shop, 'Order', { subject: 'of the child', customer: child });
  const where: Predicate = {
    is: 'some',
    path: ['children', 'orders'],
    where: eq(field('customer', 'parent', 'segment'), value('large')),
  };
  const { rows } = await shop.storage.store.list(shop.context, query(shop, 'Customer', ['name'], { where }), {});
  expect(rows).toEqual([{ name: 'Parent' }]);
});
