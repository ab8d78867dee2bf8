import type { FeelType } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Engine, Operator, type TopLevelCondition } from 'json-rules-engine';
import { JSONPath } from 'jsonpath-plus';
import { compileRules } from '../src/compile/compile-rules.ts';
import { InvalidOperand } from '../src/compile/operators.ts';
import type { Condition, Rule } from '../src/decision.ts';

const FACTS = ['a', 'b', 'c', 'list', 'deep'];
const ANY: ReadonlyMap<string, FeelType> = new Map(FACTS.map((name) => [name, { kind: 'any' }]));

const scalar = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 2, arbitrary: fc.constantFrom(0.5, 1.5, 2.25, 1e21, -1e-7) },
  { weight: 2, arbitrary: fc.constantFrom('x', 'y', '', 'xyz', '2026-01-31', '5 apples') },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
) as fc.Arbitrary<Json>;
const list = fc.array(scalar, { maxLength: 3 }) as fc.Arbitrary<Json>;
const object = fc.record({
  inner: scalar,
  items: fc.array(fc.record({ size: scalar }), { maxLength: 3 }),
}) as fc.Arbitrary<Json>;

const facts = fc.record({ a: scalar, b: scalar, c: fc.oneof(scalar, list), list, deep: fc.oneof(object, scalar) });

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
    operator: relational,
    value: scalar,
  }),
  fc.record({
    fact: fc.constant('deep'),
    path: fc.constant('$.items'),
    operator: fc.constantFrom('contains', 'doesNotContain'),
    value: scalar,
  }),
);

const { condition } = fc.letrec<{ condition: Condition }>((tie) => {
  const priority = { priority: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }) };
  return {
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
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
) as fc.Arbitrary<Condition>;
const rule = fc.record({ conditions: root, priority: fc.integer({ min: 1, max: 3 }) });

function named(rules: readonly { conditions: Condition; priority: number }[]): Rule[] {
  return rules.map((each, at) => ({ ...each, name: `r${at}`, event: { type: 'e' }, because: undefined }));
}

const isNumberLike = (value: unknown) => !Number.isNaN(Number.parseFloat(String(value)));
const ORDERS = new Map<string, (a: number, b: number) => boolean>([
  ['lessThan', (a, b) => a < b],
  ['lessThanInclusive', (a, b) => a <= b],
  ['greaterThan', (a, b) => a > b],
  ['greaterThanInclusive', (a, b) => a >= b],
]);

/** Undefined where the engine rejects the run, because an operator throws. */
async function runEngine(
  rules: readonly Rule[],
  condition: Condition,
  given: JsonObject,
): Promise<string[] | undefined> {
  // A path that leads nowhere is null for us, undefined for the engine: a difference on purpose, tested below.
  const pathResolver = (json: object, path: string) => JSONPath({ json, path, wrap: false }) ?? null;
  const engine = new Engine([], { allowUndefinedFacts: true, pathResolver });
  // Nor is null in any order for us, while JavaScript says 5 > null.
  for (const [name, compare] of ORDERS) {
    engine.addOperator(
      new Operator(name, (a: number, b: unknown) => b !== null && compare(a, b as number), isNumberLike),
    );
  }
  engine.setCondition('named', plain(condition));
  for (const { name, conditions, priority } of rules)
    engine.addRule({ name, conditions: plain(conditions), priority, event: { type: 'e' } });
  try {
    const { results } = await engine.run({ ...given });
    return results.map(({ name }) => name).sort();
  } catch {
    return undefined;
  }
}

/** A copy without undefined keys, which json-rules-engine would take for given. */
function plain(condition: Condition): TopLevelCondition {
  return JSON.parse(JSON.stringify(condition));
}

function runCompiled(rules: readonly Rule[], condition: Condition, given: JsonObject): string[] | undefined {
  const compiled = compileRules(rules, new Map([['named', condition]]), ANY);
  const values = FACTS.map((name) => given[name] ?? null);
  try {
    return rules.flatMap(({ name }, at) => (compiled.holds(at, values) ? [name] : [])).sort();
  } catch (error) {
    if (error instanceof InvalidOperand) return undefined;
    throw error;
  }
}

function holds(comparison: Condition, type: FeelType, value: Json): boolean {
  const rules = named([{ conditions: { all: [comparison] }, priority: 1 }]);
  return compileRules(rules, new Map(), new Map([['a', type]])).holds(0, [value]);
}

describe('Compiled rules', () => {
  test('agree with json-rules-engine on thousands of random rule sets and facts', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(rule, { minLength: 1, maxLength: 3 }),
        fc.oneof(
          fc.record({ all: fc.array(comparison, { maxLength: 2 }) }),
          fc.record({ not: comparison }),
        ) as fc.Arbitrary<Condition>,
        fc.array(facts, { minLength: 4, maxLength: 4 }),
        async (rules, condition, manyFacts) => {
          for (const given of manyFacts) {
            const reference = await runEngine(named(rules), condition, given);
            if (reference === undefined) continue;
            expect(runCompiled(named(rules), condition, given)).toEqual(reference);
            compared++;
          }
        },
      ),
      { numRuns: 1500 },
    );
    expect(compared).toBeGreaterThan(4000);
  });

  test('refuse a value that is no list, where json-rules-engine rejects the whole run', async () => {
    const conditions: Condition = { all: [{ fact: 'a', operator: 'in', value: { fact: 'b' } }] };
    const rules = named([{ conditions, priority: 1 }]);
    expect(await runEngine(rules, { all: [] }, { a: 1, b: 2 })).toBeUndefined();
    expect(runCompiled(rules, { all: [] }, { a: 1, b: 2 })).toBeUndefined();
  });

  test('differ on purpose: two numeric texts are compared as numbers, not as text', async () => {
    const conditions: Condition = { all: [{ fact: 'a', operator: 'lessThan', value: '10.00' }] };
    const rules = named([{ conditions, priority: 1 }]);
    expect(await runEngine(rules, { all: [] }, { a: '9.00' })).toEqual([]);
    expect(runCompiled(rules, { all: [] }, { a: '9.00' })).toEqual(['r0']);
  });

  test('differ on purpose: a number fact equals the same number written otherwise', () => {
    expect(holds({ fact: 'a', operator: 'equal', value: 9 }, { kind: 'number' }, '9.00')).toBe(true);
    expect(holds({ fact: 'a', operator: 'in', value: ['9.0', 10] }, { kind: 'number' }, '9.00')).toBe(true);
  });

  test('differ on purpose: numbers are exact beyond the digits of a double', () => {
    const above: Condition = { fact: 'a', operator: 'greaterThan', value: '9007199254740992' };
    expect(holds(above, { kind: 'number' }, '9007199254740993')).toBe(true);
    expect(holds(above, { kind: 'number' }, '9007199254740992.000')).toBe(false);
  });

  test('differ on purpose: instants are compared in time, whatever their offset', () => {
    const before: Condition = { fact: 'a', operator: 'lessThan', value: '2026-01-31T12:00:00.000Z' };
    expect(holds(before, { kind: 'date and time' }, '2026-01-31T13:00:00+02:00')).toBe(true);
    expect(holds(before, { kind: 'date and time' }, '2026-01-31T13:00:00Z')).toBe(false);
  });

  test('differ on purpose: a fact that is not given is null, not undefined', async () => {
    const conditions: Condition = { all: [{ fact: 'a', operator: 'equal', value: null }] };
    const rules = named([{ conditions, priority: 1 }]);
    expect(await runEngine(rules, { all: [] }, {})).toEqual([]);
    expect(runCompiled(rules, { all: [] }, {})).toEqual(['r0']);
  });

  test('differ on purpose: money is compared by its amount', () => {
    const money: FeelType = {
      kind: 'context',
      name: 'money',
      names: () => ['amount', 'currency'],
      member: (name) => (name === 'amount' ? { type: { kind: 'number' } } : undefined),
    };
    expect(
      holds({ fact: 'a', operator: 'greaterThan', value: 500 }, money, { amount: '500.01', currency: 'EUR' }),
    ).toBe(true);
    expect(holds({ fact: 'a', operator: 'greaterThan', value: 500 }, money, null)).toBe(false);
  });

  test('name the first condition that fails, with its value', () => {
    const conditions: Condition = {
      all: [
        { fact: 'a', operator: 'greaterThan', value: 1 },
        {
          any: [
            { fact: 'b', operator: 'equal', value: 'x' },
            { fact: 'b', operator: 'equal', value: 'y' },
          ],
        },
      ],
    };
    const compiled = compileRules(named([{ conditions, priority: 1 }]), new Map(), ANY);
    expect(compiled.failing(0, [2, 'z', null, null, null])).toEqual({ input: 'b', test: '= "x"', value: 'z' });
    expect(compiled.conditions(0, [2, 'y', null, null, null])).toEqual([
      { input: 'a', test: '> 1', value: 2 },
      { input: 'b', test: '= "y"', value: 'y' },
    ]);
  });
});
