import { describe, expect, test } from '@jest/globals';
import { compilePattern } from '../src/functions/pattern.ts';

/** The letters from a to h, digits and signs that the pattern accepts. */
function accepted(pattern: string, flags = ''): string {
  const compiled = compilePattern(pattern, flags);
  return [...'abcdefghABCDEFGH0123-]^é'].filter((each) => compiled?.test(each)).join('');
}

describe('a class of characters with others taken away', () => {
  test.each([
    ['^[a-h-[ae]]$', '', 'bcdfgh'],
    ['^[a-h-[b-d]]$', '', 'aefgh'],
    ['^[a-hA-C-[ae]]$', '', 'bcdfghABC'],
    ['^[^a-h-[A-H]]$', '', '0123-]^é'],
    ['^[a-h-[^ab]]$', '', 'ab'],
    ['^[a-h\\]\\-\\^-[a-g]]$', '', 'h-]^'],
    ['^[A-H-[AE]]$', 'i', 'bcdfghBCDFGH'],
    ['^x?[0-9-[13]]$', '', '02'],
  ])('%s %s', (pattern, flags, expected) => {
    expect(accepted(pattern, flags)).toBe(expected);
  });

  test.each(['[a-[a]]', '[\\p{L}-[a]]', '[h-a-[b]]'])('%s cannot be used', (pattern) => {
    expect(compilePattern(pattern, '')).toBeUndefined();
  });
});
