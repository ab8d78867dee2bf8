import { say } from '@dealwright/diagnostics';
import { describe, expect, test } from '@jest/globals';
import { compileExpression, type FeelType } from '../src/index.ts';
import { orderScope } from './order-scope.ts';

/** `CODE`, then what stands under the caret, then the hint. */
function problems(text: string, expects?: FeelType): string[] {
  const place = (offset: number, length: number) => ({ file: 'a.yaml', line: 1, column: offset + 1, length });
  const options = expects ? { scope: orderScope, place, expects } : { scope: orderScope, place };
  return compileExpression(text, options).problems.map(({ code, place: at, hint }) => {
    const meant = at ? text.slice(at.column - 1, at.column - 1 + (at.length ?? 0)) : '';
    return [code, meant, ...(hint ? [say(hint)] : [])].join(' | ');
  });
}

describe('a mistake is told with its place and what to type instead', () => {
  test.each([
    ['peices > 3', ['UNKNOWN_NAME | peices | did you mean `pieces`?']],
    ['customer.segmant = "large"', ['UNKNOWN_NAME | segmant | did you mean `segment`?']],
    ['status = "opne"', ['UNKNOWN_CHOICE | "opne" | did you mean "open"?']],
    ['pieces = "50"', ['WRONG_TYPE | "50" | write `50`']],
    ['due < "2026-01-01"', ['WRONG_TYPE | "2026-01-01" | write `@"2026-01-01"`']],
    ['total > 500', ['WRONG_TYPE | total | write `total.amount`']],
    ['createdAt < now', ['WRONG_TYPE | now | write `now(…)`']],
    ['not active', ['UNKNOWN_NAME | not active | write `not(…)`']],
    ['pieces is not null', ['SYNTAX | is not null | write `!= null`']],
    ['pieces => 5', ['SYNTAX | => | write `>=`']],
    ['due > createdAt', ['WRONG_TYPE | createdAt | write `date(createdAt)`']],
    ['customer = me.id', ['WRONG_TYPE | me.id | write `customer.id`']],
    ['1 / 0', ['ALWAYS_NULL | 1 / 0']],
    ['date("2026-02-30")', ['ALWAYS_NULL | date("2026-02-30")']],
    ['matches(title, "(")', ['ALWAYS_NULL | matches(title, "(")']],
    ['pieces > null', ['ALWAYS_NULL | pieces > null | compare with null by `=` or `!=`']],
    ['title + 1', ['WRONG_TYPE | title + 1 | write `"1"`']],
    ['if pieces then 1 else 2', ['WRONG_TYPE | pieces']],
    ['pieces and active', ['WRONG_TYPE | pieces']],
    ['string lenght(title)', ['UNKNOWN_FUNCTION | string lenght | did you mean `string length`?']],
    ['contains(title)', ['WRONG_ARGUMENTS | contains(title) | write `contains(string, match)`']],
    ['contains(title, 5)', ['WRONG_TYPE | 5 | write `contains(string, match)`']],
    ['a1 + b2', ['UNKNOWN_NAME | a1', 'UNKNOWN_NAME | b2']],
    ['pieces == 5', ['SYNTAX | == | write `=`']],
    ['active && active', ['SYNTAX | && | write `and`']],
    ["title = 'x'", ['SYNTAX | \'x\' | write `"…"`']],
    ['pieces >', ['SYNTAX | >']],
    ['(pieces', ['SYNTAX | ( | write `)` where it ends']],
    ['', ['SYNTAX | ']],
    ['[5..1]', ['EMPTY_RANGE | [5..1] | exchange its two ends']],
    ['@"2026-02-30"', [expect.stringContaining('NO_SUCH_DATE | @"2026-02-30"')]],
    ['?', ['NO_INPUT | ? | write the name of the value']],
  ])('%s', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });
});

test('a condition must be true or false', () => {
  expect(problems('pieces + 1', { kind: 'boolean' })).toEqual(['WRONG_TYPE | pieces + 1']);
  expect(problems('pieces > 1', { kind: 'boolean' })).toEqual([]);
});

test('a choice must be one of its values', () => {
  const choice = { kind: 'string', values: ['open', 'won'] } as const;
  expect(problems('if active then "opne" else "wonn"', choice)).toEqual([
    'UNKNOWN_CHOICE | if active then "opne" else "wonn" | did you mean "open"?',
  ]);
  expect(problems('if active then "open" else "won"', choice)).toEqual([]);
});

test('every problem speaks both languages', () => {
  const all = ['peices', 'pieces = "a"', 'foo(', 'sum("a")', 'title + 1'].flatMap(
    (text) => compileExpression(text, { scope: orderScope }).problems,
  );
  for (const { message } of all) expect(message).toEqual({ en: expect.any(String), ro: expect.any(String) });
  expect(all.length).toBeGreaterThan(4);
});
