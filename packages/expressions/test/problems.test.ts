import { describe, expect, test } from '@jest/globals';
import { compileExpression, compileUnaryTests, type FeelType } from '../src/index.ts';
import { orderScope } from './order-scope.ts';

/** `CODE | what stands under the caret`, at places that the caller counts. The words are in `golden/mistakes.txt`. */
function problems(text: string, expects?: FeelType): string[] {
  const place = (offset: number, length: number) => ({ file: 'a.yaml', line: 1, column: offset + 1, length });
  const options = expects ? { scope: orderScope, place, expects } : { scope: orderScope, place };
  return compileExpression(text, options).problems.map(({ code, place: at }) => {
    const meant = at ? text.slice(at.column - 1, at.column - 1 + (at.length ?? 0)) : '';
    return `${code} | ${meant}`;
  });
}

describe('all mistakes are told at once, each at its place', () => {
  test.each([
    ['peices > "3" and actve', ['UNKNOWN_NAME | peices', 'UNKNOWN_NAME | actve']],
    ['pieces > "3" or title = 5', ['WRONG_TYPE | "3"', 'WRONG_TYPE | 5']],
    ['sum(lines.status) + count(lines, 1)', ['WRONG_TYPE | lines.status', 'WRONG_ARGUMENTS | count(lines, 1)']],
    ['{ a: pieces / 0, b: lines[0] }', ['ALWAYS_NULL | pieces / 0', 'ALWAYS_NULL | 0']],
  ])('%s', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });
});

test('a condition must be true or false', () => {
  expect(problems('pieces + 1', { kind: 'boolean' })).toEqual(['WRONG_TYPE | pieces + 1']);
  expect(problems('pieces > 1', { kind: 'boolean' })).toEqual([]);
});

test('what is always null is no value of a place that wants one', () => {
  expect(problems('if active then null else null', { kind: 'number' })).toEqual([
    'ALWAYS_NULL | if active then null else null',
  ]);
  expect(problems('if active then 1 else null', { kind: 'number' })).toEqual([]);
});

test('a choice must be one of its values', () => {
  const choice = { kind: 'string', values: ['open', 'won'] } as const;
  expect(problems('if active then "opne" else "wonn"', choice)).toEqual([
    'UNKNOWN_CHOICE | if active then "opne" else "wonn"',
  ]);
  expect(problems('if active then "open" else "won"', choice)).toEqual([]);
});

test('a lenient compilation turns mistakes of types into warnings, and its value is null with the reason', () => {
  const { result, problems: found } = compileExpression('peices + "a"', { scope: orderScope, lenient: true });
  expect(found.map(({ code, severity }) => [code, severity])).toEqual([['UNKNOWN_NAME', 'warning']]);
  const environment = { now: '2026-01-02T10:00:00.000Z', zone: 'UTC', locale: 'en' };
  expect(result?.evaluate({}, environment)).toEqual({
    value: null,
    diagnostics: [expect.objectContaining({ code: 'UNKNOWN_NAME' }), expect.objectContaining({ code: 'NULL_OPERAND' })],
  });
});

test('a cell says why its input was not accepted', () => {
  const { result } = compileUnaryTests('> pieces', { scope: orderScope, input: { kind: 'number' } });
  const environment = { now: '2026-01-02T10:00:00.000Z', zone: 'UTC', locale: 'en' };
  expect(result?.evaluate(5, { pieces: 4 }, environment)).toEqual({ value: true, diagnostics: [] });
  const { value, diagnostics } = result?.evaluate(5, {}, environment) ?? { value: 0, diagnostics: [] };
  expect([value, diagnostics.map((each) => each.message)]).toEqual([
    false,
    [
      {
        en: 'A number cannot be compared with null, where `?` is 5 and `pieces` is null.',
        ro: 'Un număr nu se poate compara cu null, unde `?` este 5 și `pieces` este null.',
      },
    ],
  ]);
});
