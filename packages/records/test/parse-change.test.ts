import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { parseChange } from '../src/save/parse-change.ts';
import { entityOf, orderModel } from './order-model.ts';

const order = entityOf(orderModel(), 'Order');
const asking = { system: false, processes: [], event: undefined };
const codes = (input: JsonObject, as: Partial<typeof asking> = {}) =>
  parseChange(order, input, { ...asking, ...as }).problems.map((each) => [each.path?.at(-1), each.code]);

describe('parsing a change', () => {
  test('gives canonical wire form and leaves null as it is', () => {
    const { values, problems } = parseChange(
      order,
      { subject: '  two   words ', amount: { amount: '12.5', currency: 'EUR' }, days: null },
      asking,
    );
    expect(problems).toEqual([]);
    expect(values).toEqual({ subject: 'two words', amount: { amount: '12.50', currency: 'EUR' }, days: null });
  });

  test('tells all flaws at once, each with its path', () => {
    expect(
      codes({
        subject: 'x'.repeat(21),
        days: -1,
        due: '2026-02-30',
        segment: 'huge',
        amount: 'much',
        customer: 'none',
      }),
    ).toEqual([
      ['subject', 'TOO_LONG'],
      ['days', 'TOO_SMALL'],
      ['due', 'NOT_A_DATE'],
      ['segment', 'UNKNOWN_CHOICE'],
      ['amount', 'NOT_A_NUMBER'],
      ['customer', 'NOT_AN_ID'],
    ]);
  });

  test.each([
    ['a number that is too large for any machine', { days: Number.POSITIVE_INFINITY }],
    ['a number written too large', { margin: '1e400' }],
    ['a NUL', { subject: 'a\u0000b' }],
    ['half a character', { subject: 'a\ud800b' }],
    ['a NUL deep in JSON', { extra: { a: [{ b: 'c\u0000' }] } }],
    ['a list where a text belongs', { subject: ['a'] }],
    ['an object where a date belongs', { due: { year: 2026 } }],
    ['a number where a text belongs', { subject: 12 }],
    ['a broken choice in a list', { flags: ['small', 'huge'] }],
  ])('refuses %s with one clear problem', (_, input) => {
    const { problems, values } = parseChange(order, input as JsonObject, asking);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.path?.[0]).toBe('input');
    expect(problems[0]?.message).toEqual(expect.objectContaining({ en: expect.any(String), ro: expect.any(String) }));
    expect(values).toEqual({});
  });

  test('suggests the field that an unknown one was meant to be', () => {
    const [problem] = parseChange(order, { subjct: 'x' }, asking).problems;
    expect(problem).toMatchObject({ code: 'UNKNOWN_FIELD', path: ['input', 'subjct'] });
    expect(problem?.hint).toMatchObject({ en: 'did you mean `subject`?' });
  });

  test('a name from a stranger comes back harmless', () => {
    const [problem] = parseChange(order, { [`__proto__\u0000${'x'.repeat(5000)}`]: 1 }, asking).problems;
    expect(JSON.stringify(problem).length).toBeLessThan(1000);
    expect(JSON.stringify(problem)).not.toContain('\\u0000');
  });

  test('nobody writes what the platform keeps or computes; read-only and internal fields only the platform', () => {
    const input = { id: 'x', version: 3, createdAt: 'x', vip: true, kept: 'a', secret: 'b' };
    expect(codes(input)).toEqual([
      ['id', 'READ_ONLY_FIELD'],
      ['version', 'READ_ONLY_FIELD'],
      ['createdAt', 'READ_ONLY_FIELD'],
      ['vip', 'READ_ONLY_FIELD'],
      ['kept', 'READ_ONLY_FIELD'],
      ['secret', 'UNKNOWN_FIELD'],
    ]);
    expect(codes(input, { system: true }).map(([name]) => name)).toEqual(['id', 'version', 'createdAt', 'vip']);
  });

  test('the reason of an event is no field', () => {
    const { reason, values } = parseChange(order, { reason: ' too dear ' }, { ...asking, event: 'place' });
    expect([reason, values]).toEqual(['too dear', {}]);
    expect(codes({ reason: 'x' })).toEqual([['reason', 'UNKNOWN_FIELD']]);
  });
});
