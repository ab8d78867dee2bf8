import type { FeelType } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileRules } from '../src/compile/compile-rules.ts';
import type { Condition, Rule } from '../src/decision.ts';

const TYPES = new Map<string, FeelType>([
  ['size', { kind: 'number' }],
  ['due', { kind: 'date' }],
  ['name', { kind: 'string' }],
  ['known', { kind: 'boolean' }],
]);

const number = fc.constantFrom<Json>(-1, 0, 1, 2, '1.0', '1.5', '2.50', '9007199254740993');
const date = fc.constantFrom<Json>('2026-01-31', '2026-02-01', '2026-02-02');
const text = fc.constantFrom<Json>('x', 'y', '');
const order = fc.constantFrom(
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
  'equal',
  'notEqual',
);
const comparison: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ fact: fc.constant('size'), operator: order, value: number }),
  fc.record({ fact: fc.constant('due'), operator: order, value: date }),
  fc.record({
    fact: fc.constant('name'),
    operator: fc.constantFrom('equal', 'notEqual'),
    value: fc.oneof(text, fc.constant(null)),
  }),
  fc.record({
    fact: fc.constantFrom('size'),
    operator: fc.constantFrom('in', 'notIn'),
    value: fc.array(number, { maxLength: 3 }),
  }),
  fc.record({ fact: fc.constant('known'), operator: fc.constant('equal'), value: fc.boolean() }),
) as fc.Arbitrary<Condition>;
const conditions: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ all: fc.array(comparison, { maxLength: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ any: fc.array(comparison, { maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ all: fc.array(fc.record({ not: comparison }), { maxLength: 2 }) }) },
);
const facts = fc.record({
  size: fc.oneof(number, fc.constantFrom<Json>(null, 'no number')),
  due: fc.oneof(date, fc.constantFrom<Json>(null, 7)),
  name: fc.oneof(text, fc.constant(null)),
  known: fc.oneof(fc.boolean(), fc.constant(null)),
});

test('The index of rules leaves out none that holds, and only such as do not', () => {
  let left = 0;
  fc.assert(
    fc.property(
      fc.array(conditions, { minLength: 16, maxLength: 60 }),
      fc.array(facts, { minLength: 5, maxLength: 20 }),
      (all, asked) => {
        const rules = all.map((each, at): Rule => {
          return { name: `r${at}`, priority: 1, conditions: each, event: { type: 'e' }, because: undefined };
        });
        const compiled = compileRules(rules, new Map(), TYPES);
        for (const given of asked as JsonObject[]) {
          const values = [...TYPES.keys()].map((name) => given[name] ?? null);
          const holding = rules.flatMap((_, at) => (compiled.holds(at, values) ? [at] : []));
          const candidates = compiled.candidates(values);
          expect(candidates.filter((at) => compiled.holds(at, values))).toEqual(holding);
          left += rules.length - candidates.length;
        }
      },
    ),
    { numRuns: 200 },
  );
  expect(left).toBeGreaterThan(1000);
});
