import type { Text } from '@dealwright/diagnostics';
import { BOOLEAN, listOf, STRING } from '../feel-types.ts';
import {
  type BuiltIn,
  builtIn,
  type Call,
  type KnownArgument,
  nullable,
  optional,
  signature,
  text,
  type Wrong,
} from './function.ts';
import { compilePattern } from './pattern.ts';

function wrongPattern(call: Call, pattern: string): null {
  const { en, ro } = complaint(pattern);
  return call.fail('WRONG_PATTERN', en, ro);
}

function complaint(pattern: string) {
  return {
    en: `"${pattern}" is not a pattern that can be used.`,
    ro: `„${pattern}” nu este un șablon care se poate folosi.`,
  };
}

/** The pattern is the second argument; the flags, where there are some, stand at `flagsAt`. */
function checkPattern(flagsAt: number) {
  return (args: readonly KnownArgument[]): Wrong | undefined => {
    const [pattern, given] = [args[1]?.constant?.value, args[flagsAt]?.constant?.value];
    if (typeof pattern !== 'string') return undefined;
    if (compilePattern(pattern, typeof given === 'string' ? given : '')) return undefined;
    return { code: 'ALWAYS_NULL', message: complaint(pattern), hint: PATTERN_HINT };
  };
}

const PATTERN_HINT: Text = {
  en: 'write a pattern such as `"^RO[0-9]{4}$"`; `\\` before a sign means the sign itself',
  ro: 'scrieți un șablon precum `"^RO[0-9]{4}$"`; `\\` înaintea unui semn înseamnă semnul însuși',
};

/** `$1` of XPath, which takes as many digits as there are groups for; `\$` and `\\` stand for themselves. */
function expand(replacement: string, groups: readonly (string | null)[]): string {
  return replacement.replace(/\\([\\$])|\$(\d+)/g, (_, escaped: string | undefined, digits: string | undefined) => {
    if (escaped !== undefined) return escaped;
    let size = digits?.length ?? 0;
    while (size > 1 && Number(digits?.slice(0, size)) >= groups.length) size--;
    const group = Number(digits?.slice(0, size));
    return (groups[group] ?? '') + (digits?.slice(size) ?? '');
  });
}

const flags = nullable(optional(text('flags')));

export const patternFunctions: readonly BuiltIn[] = [
  builtIn(
    'matches',
    signature([text('input'), text('pattern'), flags], BOOLEAN, ([input, pattern, given], call) => {
      const compiled = compilePattern(pattern, given ?? '');
      return compiled ? compiled.test(input) : wrongPattern(call, pattern);
    }),
    { check: checkPattern(2) },
  ),
  builtIn(
    'replace',
    signature(
      [text('input'), text('pattern'), text('replacement'), flags],
      STRING,
      ([input, pattern, replacement, given], call) => {
        const compiled = compilePattern(pattern, given ?? '');
        if (!compiled) return wrongPattern(call, pattern);
        const literal = given?.includes('q') ?? false;
        const matcher = compiled.matcher(input);
        let [result, last] = ['', 0];
        while (matcher.find()) {
          const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group));
          result += input.slice(last, matcher.start()) + (literal ? replacement : expand(replacement, groups));
          last = matcher.end();
          call.reserve(result.length, 'text');
        }
        return result + input.slice(last);
      },
    ),
    { check: checkPattern(3) },
  ),
  builtIn(
    'split',
    signature([text('string'), text('delimiter')], listOf(STRING), ([string, delimiter], call) => {
      const compiled = compilePattern(delimiter, '');
      if (!compiled) return wrongPattern(call, delimiter);
      return compiled.split(string, -1);
    }),
    { check: checkPattern(2) },
  ),
];
