import { describe, expect, test } from '@jest/globals';
import { compileExpression, contextType } from '../src/index.ts';
import { environment } from './order-scope.ts';

const number = { kind: 'number' } as const;
const item = contextType('Item', { 'unit price': number, 'in stock': { kind: 'boolean' } });
const scope = contextType('Names', {
  'monthly fee': number,
  'fee - discount': number,
  fee: number,
  discount: number,
  'time in state': number,
  'date of birth': { kind: 'date' },
  'first item': item,
  items: { kind: 'list', of: item },
  'ănîșț 2': number,
  date: { kind: 'date' },
  list: number,
  count: number,
  'and so on': number,
});
const record = {
  'monthly fee': 10,
  'fee - discount': 7,
  fee: 5,
  discount: 1,
  'time in state': 3,
  'date of birth': '2000-01-31',
  'first item': { 'unit price': 4, 'in stock': true },
  items: [
    { 'unit price': 4, 'in stock': true },
    { 'unit price': 9, 'in stock': false },
  ],
  'ănîșț 2': 2,
  date: '2026-01-01',
  list: 8,
  count: 101,
  'and so on': 6,
};

describe('names may have blanks, signs and words of the language', () => {
  test.each([
    ['monthly fee - fee', 5],
    ['monthly  fee', 10],
    ['fee - discount', 7],
    ['fee-discount', 7],
    ['(fee) - (discount)', 4],
    ['time in state + 1', 4],
    ['date of birth.year', 2000],
    ['first item.unit price * 2', 8],
    ['items[unit price > 5].unit price', [9]],
    ['items[in stock].unit price', [4]],
    ['some each item in items satisfies each item.unit price = 9', true],
    ['for unit price in [1, 2] return unit price + monthly fee', [11, 12]],
    ['ănîșț 2 + 1', 3],
    ['date.year', 2026],
    ['date(date) = date', true],
    ['count(items) + count', 103],
    ['list + 1', 9],
    ['and so on + 1', 7],
    ['{ my total: 3, twice my total: my total * 2 }.twice my total', 6],
    ['(function(net amount, rate) net amount * rate)(rate: 2, net amount: 5)', 10],
    ['sort(items, function(a, b) a.unit price > b.unit price).unit price', [9, 4]],
    ['date and time(date of birth, time("10:00:00")).hour', 10],
    ['// a comment\nfee /* another */ + 1', 6],
  ])('%s', (text, expected) => {
    const { result, problems } = compileExpression(text, { scope });
    expect(problems).toEqual([]);
    expect(result?.evaluate(record, environment).value).toEqual(expected);
  });
});
