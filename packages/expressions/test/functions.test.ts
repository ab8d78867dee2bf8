import { describe, expect, test } from '@jest/globals';
import { builtinNames } from '../src/functions/all-functions.ts';
import { aboutFunction, examplesOf } from '../src/functions/examples.ts';
import { compileFunction, contextType } from '../src/index.ts';
import { showValue } from '../src/values/show.ts';
import { environment } from './order-scope.ts';

describe('every example of the reference gives what it says', () => {
  const examples = builtinNames().flatMap((name) => examplesOf(name));
  test.each(examples.map(({ call, gives }) => [call, gives] as const))('%s is %s', (call, gives) => {
    const { result, problems } = compileFunction(call, { scope: contextType('', {}) });
    expect(problems).toEqual([]);
    const value = result?.run(new Map(), environment).value;
    expect(value === undefined ? undefined : showValue(value, true)).toBe(gives);
  });
});

test('every built-in function has an example that calls it, and is described', () => {
  const bare = builtinNames().filter((name) => {
    return aboutFunction(name) === '' || !examplesOf(name).some(({ call }) => call.startsWith(`${name}(`));
  });
  expect(bare).toEqual([]);
});
