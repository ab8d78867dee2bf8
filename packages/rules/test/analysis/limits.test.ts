import type { Json } from '@dealwright/values';
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { flowYaml } from '../../src/analysis/flow-yaml.ts';
import { analyse } from '../../src/index.ts';
import { decisionOf, ENVIRONMENT } from '../content.ts';

describe('The analysis of what is too much', () => {
  test('ends for a question that is as hard as satisfiability, and says whether it was answered', () => {
    const names = Array.from({ length: 60 }, (_, at) => `b${at}`);
    let state = 42;
    const next = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state % below;
    };
    const rows = Array.from({ length: 300 }, () => {
      const tests = new Map([1, 2, 3].map(() => [names[next(60)] ?? 'b0', next(2) === 0 ? 'true' : 'false, null']));
      const when = [...tests].map(([name, test]) => `${name}: '${test}'`).join(', ');
      return `  - { when: { ${when} }, then: { points: 1 } }`;
    });
    const decision = decisionOf(`
kind: decision
name: test
facts: { ${names.map((name) => `${name}: boolean`).join(', ')} }
inputs: { ${names.map((name) => `${name}: ${name}`).join(', ')} }
outputs: { points: integer }
hit: first
table:
${rows.join('\n')}`);
    const { complete, findings } = analyse(decision, ENVIRONMENT);
    expect(findings.some(({ code }) => code === 'ANALYSIS_INCOMPLETE')).toBe(!complete);
    for (const { code, given } of findings) {
      if (code === 'TABLE_GAP') expect(decision.decide(given ?? {}, ENVIRONMENT).matched).toEqual([]);
    }
  });

  test('ends for a decision whose formulas are slow, and says that it is not whole', () => {
    let clock = 0;
    const slow = jest.spyOn(performance, 'now').mockImplementation(() => {
      clock += 500;
      return clock;
    });
    try {
      const rows = Array.from({ length: 100 }, (_, at) => `  - { when: { items: '>= ${at}' }, then: { points: 1 } }`);
      const decision = decisionOf(`
kind: decision
name: test
facts: { items: integer }
inputs: { items: items }
outputs: { points: integer }
hit: first
table:
${rows.join('\n')}`);
      const { complete, findings } = analyse(decision, ENVIRONMENT);
      expect(complete).toBe(false);
      expect(findings.at(-1)?.code).toBe('ANALYSIS_INCOMPLETE');
    } finally {
      slow.mockRestore();
    }
  });

  test('tells twenty findings of a sort, and how many more there are', () => {
    const rows = Array.from({ length: 500 }, (_, at) => `  - { when: { items: '>= ${at}' }, then: { points: ${at} } }`);
    const decision = decisionOf(`
kind: decision
name: test
about: Order
inputs: { items: items }
outputs: { points: integer }
hit: unique
default: { points: 0 }
table:
${rows.join('\n')}`);
    const { findings } = analyse(decision, ENVIRONMENT);
    expect(findings.filter(({ code }) => code === 'ROWS_OVERLAP')).toHaveLength(20);
    expect(findings.find(({ code }) => code === 'MORE_FINDINGS')?.problem.message).toMatchObject({
      en: 'There are 479 more findings like these (ROWS_OVERLAP).',
    });
  });

  test('looks at a table of thousands of rows', () => {
    const rows = Array.from(
      { length: 4000 },
      (_, at) => `  - { when: { items: '[${at}..${at + 1})', paid: ${at % 2 === 0} }, then: { points: 1 } }`,
    );
    const decision = decisionOf(`
kind: decision
name: test
about: Order
inputs: { items: items, paid: paid }
outputs: { points: integer }
table:
${rows.join('\n')}`);
    const { findings, rows: all } = analyse(decision, ENVIRONMENT);
    expect(all).toBe(4000);
    const gaps = findings.filter(({ code }) => code === 'TABLE_GAP');
    expect(gaps.length).toBeGreaterThan(0);
    for (const { given } of gaps) expect(decision.decide(given ?? {}, ENVIRONMENT).matched).toEqual([]);
  }, 120_000);
});

describe('Facts as they are shown', () => {
  test('are YAML that reads back as the same', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes('__proto__')),
        (value) => {
          const json = value as Json;
          const { examples } = decisionOf(`
kind: decision
name: test
facts: { a: json }
inputs: { a: a }
outputs: { points: integer }
table: [{ then: { points: 1 } }]
examples: [{ name: one, given: { a: ${flowYaml(json)} }, expect: { points: 1 } }]`);
          expect(examples[0]?.given.a).toEqual(JSON.parse(JSON.stringify(json)));
        },
      ),
      { numRuns: 150 },
    );
  });
});
