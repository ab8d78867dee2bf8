import type { Json } from '@dealwright/values';
import fc from 'fast-check';
import type { Condition, Rule } from '../src/decision.ts';

/** Facts of the random rules. */
export const FACTS = ['a', 'b', 'c', 'list', 'deep'];

// Few values, near each other, so that comparisons are often equal and each operator says yes and no.
const scalar = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 2, arbitrary: fc.constantFrom(0.5, 1.5, 2.25, 1e21, -1e-7) },
  { weight: 2, arbitrary: fc.constantFrom('x', 'y', '', 'xyz', '2026-01-31', '5 apples') },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
) as fc.Arbitrary<Json>;
const list = fc.array(scalar, { maxLength: 3 }) as fc.Arbitrary<Json>;
const object = fc.record(
  { inner: scalar, items: fc.array(fc.record({ size: scalar }, { noNullPrototype: true }), { maxLength: 3 }) },
  { noNullPrototype: true },
) as fc.Arbitrary<Json>;

/** What a random rule is asked about. */
export const facts = fc.record({
  a: scalar,
  b: scalar,
  c: fc.oneof(scalar, list),
  list,
  deep: fc.oneof(object, scalar),
});

const relational = fc.constantFrom(
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
  'equal',
  'notEqual',
);
const one = fc.tuple(
  fc.constantFrom('', 'not:', 'swap:', 'someFact:', 'everyFact:', 'not:someFact:', 'someFact:not:'),
  relational,
);
const fact = fc.constantFrom(...FACTS);
const reference = fc.constantFrom<Json>({ fact: 'a' }, { fact: 'b' }, { fact: 'deep', path: '$.inner' });
/** Conditions that compare one fact. */
const comparison: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ fact, operator: one.map((parts) => parts.join('')), value: fc.oneof(scalar, reference) }),
  fc.record({
    fact,
    operator: fc.constantFrom(
      'in',
      'notIn',
      'not:in',
      'someFact:in',
      'someValue:equal',
      'everyValue:notEqual',
      'someValue:lessThan',
    ),
    value: list,
  }),
  fc.record({
    fact: fc.constantFrom('list', 'c', 'a'),
    operator: fc.constantFrom('contains', 'doesNotContain', 'not:contains', 'someFact:contains'),
    value: scalar,
  }),
  fc.record({
    fact: fc.constant('deep'),
    path: fc.constantFrom('$.inner', 'inner', '$["inner"]', '$.items[0].size', '$.items[*].size', '$..size'),
    params: fc.option(fc.record({ least: fc.integer() }), { nil: undefined }),
    operator: relational,
    value: scalar,
  }),
  fc.record({
    fact: fc.constant('deep'),
    path: fc.constant('$.items'),
    operator: fc.constantFrom('contains', 'doesNotContain'),
    value: scalar,
  }),
  fc
    .record({
      fact: fc.constantFrom('a', 'b'),
      operator: fc.constantFrom('near', 'not:near', 'swap:near', 'someValue:near'),
      value: scalar,
    })
    .map((each) => (each.operator === 'someValue:near' ? { ...each, value: [each.value] } : each)),
);

const { condition } = fc.letrec<{ condition: Condition }>((tie) => {
  const priority = { priority: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }) };
  return {
    condition: fc.oneof(
      { depthSize: 'small', maxDepth: 2, withCrossShrink: true },
      comparison,
      fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }), ...priority }),
      fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }), ...priority }),
      fc.record({ not: tie('condition') }),
      fc.record({ condition: fc.constant('named') }),
    ),
  };
});
const root = fc.oneof(
  fc.record({ all: fc.array(condition, { maxLength: 3 }) }),
  fc.record({ any: fc.array(condition, { maxLength: 3 }) }),
  fc.record({ not: condition }),
  fc.record({ condition: fc.constant('named') }),
) as fc.Arbitrary<Condition>;
const params = fc.dictionary(
  fc.constantFrom('label', 'size'),
  fc.oneof(scalar, fc.constantFrom<Json>({ fact: 'a' }, { fact: 'deep', path: '$.inner' })),
);

/** Rules by name and order, and the condition that they know as `named`. */
export const ruleSet = fc.record({
  rules: fc
    .array(
      fc.record({
        conditions: root,
        priority: fc.integer({ min: 1, max: 3 }),
        event: fc.record({ type: fc.constantFrom('x', 'y'), params }),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((rules) => rules.map((each, at): Rule => ({ ...each, name: `r${at}`, because: undefined }))),
  named: fc.oneof(
    fc.record({ all: fc.array(comparison, { maxLength: 2 }) }),
    fc.record({ not: comparison }),
  ) as fc.Arbitrary<Condition>,
});
