import type { FeelType } from '@dealwright/expressions';
import { describe, expect, test } from '@jest/globals';
import { compileRules } from '../src/compile/compile-rules.ts';
import type { Condition } from '../src/decision.ts';
import { FACTS } from './random-rules.ts';

const ANY: ReadonlyMap<string, FeelType> = new Map(FACTS.map((name) => [name, { kind: 'any' }]));

describe('Compiled rules', () => {
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
    const compiled = compileRules(
      [{ name: 'r', conditions, priority: 1, event: { type: 'e' }, because: undefined }],
      new Map(),
      ANY,
    );
    expect(compiled.failing(0, [2, 'z', null, null, null])).toEqual({ input: 'b', test: '= "x"', value: 'z' });
    expect(compiled.conditions(0, [2, 'y', null, null, null])).toEqual([
      { input: 'a', test: '> 1', value: 2 },
      { input: 'b', test: '= "y"', value: 'y' },
    ]);
  });
});
