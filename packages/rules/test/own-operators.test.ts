import { describe, expect, test } from '@jest/globals';
import { runExamples } from '../src/index.ts';
import { decide, decisionOf, ENVIRONMENT, problemsOf } from './content.ts';

const rules = (operators: string, operator: string) => `
kind: decision
name: test
facts: { asked: decimal, usual: decimal }
operators: ${operators}
rules:
  - { name: usual, conditions: { all: [{ fact: asked, operator: '${operator}', value: { fact: usual } }] }, event: { type: usual } }
examples:
  - { name: near is usual, given: { asked: '10.5', usual: 8 }, expect: [{ type: usual }] }
`;
const NEAR = '{ near: abs(fact - value) <= 5 }';

describe("An operator of a decision's own", () => {
  test('is a condition in FEEL over the fact and the value, and can be decorated', async () => {
    const decision = decisionOf(rules(NEAR, 'near'));
    expect(decide(decision, { asked: '10.5', usual: 8 }).outcome).toEqual([{ type: 'usual' }]);
    const far = decide(decision, { asked: '13.5', usual: 8 });
    expect(far.outcome).toEqual([]);
    expect(far.unmatched).toEqual([{ input: 'asked', value: '13.5', tests: { usual: 'near 8 (usual)' } }]);
    expect(decide(decisionOf(rules(NEAR, 'not:near')), { asked: 20, usual: 8 }).outcome).toEqual([{ type: 'usual' }]);
    expect((await runExamples(decision, ENVIRONMENT)).flatMap(({ problems }) => problems)).toEqual([]);
  });

  test.each([
    ['{ near: abs(fact - }', /SYNTAX|UNEXPECTED/],
    ['{ near: fact + value }', /WRONG_TYPE|NOT_BOOLEAN/],
    ['{ near: string(now()) != string(fact) }', /OPERATOR_READS_CLOCK .*make the time an input/],
    ['{ equal: fact = value }', /OPERATOR_TAKEN|UNKNOWN_OPERATOR/],
    ['{ nearly: fact = value }', /UNKNOWN_OPERATOR .*did you mean `nearly`/],
  ])('is checked: %s', (operators, expected) => {
    const found = problemsOf(rules(operators, 'near').replace(/examples:[\s\S]*/, ''));
    expect(found.join('\n')).toMatch(expected);
  });
});
