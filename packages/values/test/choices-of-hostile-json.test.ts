import { expect, test } from '@jest/globals';
import { valueTypes } from '../src/index.ts';

test('an object whose toString is a number, where a choice should stand, is shown instead of thrown', () => {
  expect(valueTypes.get('choices')?.format([{ toString: 0 }], 'en', {})).toBe('{"toString":0}');
});
