import { RE2JS, RE2JSException } from 're2js';
import { withoutSubtraction } from './character-class.ts';

const KNOWN_FLAGS = /^[smixq]*$/;
const FLAGS: Readonly<Record<string, number>> = { s: RE2JS.DOTALL, m: RE2JS.MULTILINE, i: RE2JS.CASE_INSENSITIVE };
const cache = new Map<string, RE2JS | undefined>();

/**
 * A pattern of XPath, as DMN wants, for an engine whose time grows only with the length of the text, so that no pattern
 * can be made to hang by data. It has no back references and no look-around: undefined for them, as
 * for patterns and flags that are wrong.
 */
export function compilePattern(pattern: string, flags: string): RE2JS | undefined {
  const key = `${flags}/${pattern}`;
  if (cache.has(key)) return cache.get(key);
  if (cache.size > 1_000) cache.clear();
  const compiled = KNOWN_FLAGS.test(flags) ? make(pattern, flags) : undefined;
  cache.set(key, compiled);
  return compiled;
}

function make(pattern: string, flags: string): RE2JS | undefined {
  const bits = [...flags].reduce((sum, flag) => sum | (FLAGS[flag] ?? 0), 0);
  if (flags.includes('q')) return RE2JS.compile(RE2JS.quote(pattern), bits & RE2JS.CASE_INSENSITIVE);
  const translated = translate(pattern, flags);
  if (translated === undefined) return undefined;
  try {
    return RE2JS.compile(translated, bits);
  } catch (error) {
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
}

/** XPath's own classes in the words of the engine; with `x`, blanks outside of classes mean nothing. */
const CLASSES: readonly (readonly [RegExp, string])[] = [
  [/^\\p\{IsBasicLatin\}/, '\\x00-\\x7F'],
  [/^\\i/, '\\p{L}_:'],
  [/^\\c/, '\\p{L}\\p{N}_:.\\-'],
];

const SUBTRACTION = /^\[((?:\\.|[^\]\\[])+)-\[((?:\\.|[^\]\\[])+)\]\]/su;

function translate(pattern: string, flags: string): string | undefined {
  let [result, at, inClass] = ['', 0, false];
  const source = flags.includes('x') ? withoutBlanks(pattern) : pattern;
  while (at < source.length) {
    const left = source.slice(at);
    const subtraction = inClass ? undefined : SUBTRACTION.exec(left);
    if (subtraction) {
      const [whole, base = '', taken = ''] = subtraction;
      const written = withoutSubtraction(base, taken);
      if (written === undefined) return undefined;
      result += written;
      at += whole.length;
      continue;
    }
    const own = CLASSES.map(([known, written]) => [known.exec(left)?.[0], written] as const).find(([found]) => found);
    const token =
      own?.[0] ?? /^\\[pP]\{[^}]*\}|^\\./su.exec(left)?.[0] ?? String.fromCodePoint(left.codePointAt(0) ?? 0);
    if ((token === '[' && inClass) || token === '\\0') return undefined;
    if (token === '[') inClass = true;
    else if (token === ']') inClass = false;
    if (own) result += inClass ? own[1] : `[${own[1]}]`;
    // The dot of XPath stops at both kinds of line ends.
    else result += token === '.' && !inClass && !flags.includes('s') ? '[^\\n\\r]' : token;
    at += token.length;
  }
  return result;
}

function withoutBlanks(pattern: string): string {
  return pattern.replace(/\[(?:[^\]\\]|\\.)*\]|\\\s|\s+/gsu, (part) =>
    part.startsWith('[') ? part : part.replace(/\s+/g, ''),
  );
}
