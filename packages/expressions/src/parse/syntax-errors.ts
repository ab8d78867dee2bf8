import type { Text } from '@dealwright/diagnostics';
import type { SyntaxNode, Tree } from '@lezer/common';
import { findForeign } from './foreign-signs.ts';
import type { Report } from './parse.ts';

/** Reports the first place where the grammar gave up, in words; true when there was one. What follows it is noise. */
export function explainSyntaxError(text: string, tree: Tree, report: Report): boolean {
  const error = firstError(tree);
  if (!error) return false;
  const start = error.from + blanks(text, error.from);
  const foreign = findForeign(text, start);
  const open = text.includes('..') ? undefined : unclosed(text);
  if (text.trim() === '') {
    report.error(
      { offset: 0, length: 1 },
      'SYNTAX',
      { en: 'The expression is empty.', ro: 'Expresia este goală.' },
      { en: 'write a value, a name or a condition', ro: 'scrieți o valoare, un nume sau o condiție' },
    );
  } else if (foreign) {
    report.error(foreign.span, 'SYNTAX', foreign.message, foreign.hint);
  } else if (start >= text.trimEnd().length) {
    if (open !== undefined) reportUnclosed(text, open, report);
    else reportEarlyEnd(text, error, report);
  } else {
    reportUnexpected(text, start, error, report);
  }
  return true;
}

function firstError(tree: Tree): SyntaxNode | undefined {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) return cursor.node;
  } while (cursor.next());
  return undefined;
}

function blanks(text: string, at: number): number {
  return /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
}

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/** Where the innermost bracket stands that is never closed. */
function unclosed(text: string): number | undefined {
  const open: { at: number; closer: string }[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[()[\]{}]/gs)) {
    const closer = CLOSERS.get(token);
    if (closer) open.push({ at: index, closer });
    else if (open.at(-1)?.closer === token) open.pop();
  }
  return open.at(-1)?.at;
}

function reportUnclosed(text: string, at: number, report: Report): void {
  const bracket = text.charAt(at);
  const closer = CLOSERS.get(bracket) ?? '';
  report.error(
    { offset: at, length: 1 },
    'SYNTAX',
    { en: `\`${bracket}\` is never closed.`, ro: `\`${bracket}\` nu este închisă.` },
    { en: `write \`${closer}\` where it ends`, ro: `scrieți \`${closer}\` acolo unde se termină` },
  );
}

function reportEarlyEnd(text: string, error: SyntaxNode, report: Report): void {
  const missing = expectedIn(error.parent);
  report.error(
    { offset: Math.max(0, text.trimEnd().length - 1), length: 1 },
    'SYNTAX',
    {
      en: `The expression ends too early: ${missing.en} is missing.`,
      ro: `Expresia se termină prea devreme: lipsește ${missing.ro}.`,
    },
    { en: `add ${missing.en}${missing.such ?? ''}`, ro: `adăugați ${missing.ro}${missing.such ?? ''}` },
  );
}

function reportUnexpected(text: string, start: number, error: SyntaxNode, report: Report): void {
  const found = /^(?:"(?:[^"\\]|\\.)*"|[\p{L}\p{N}_]+|.)/su.exec(text.slice(start))?.[0] ?? '';
  const complete = /[\p{L}\p{N}_")\]}]\s*$/u.test(text.slice(0, start)) && !/^[,)\]}]/.test(found);
  const expected = complete ? CONTINUATION : expectedIn(error.parent);
  report.error(
    { offset: start, length: Math.max(1, found.length) },
    'SYNTAX',
    {
      en: `\`${found}\` was not expected here, but ${expected.en}.`,
      ro: `Aici nu era așteptat \`${found}\`, ci ${expected.ro}.`,
    },
    infixHint(text, start, found) ?? unexpectedHint(found, complete),
  );
}

/** Words that other languages write between two values, and the functions of FEEL for them. */
const INFIX: ReadonlyMap<string, readonly string[]> = new Map([
  ['contains', ['contains(text, part)', 'list contains(list, element)']],
  ['includes', ['contains(text, part)', 'list contains(list, element)']],
  ['like', ['contains(text, part)', 'starts with(text, part)']],
  ['matches', ['matches(text, pattern)']],
  ['with', ['starts with(text, part)', 'ends with(text, part)']],
  ['mod', ['modulo(a, b)']],
  ['is', ['a = b']],
  ['equals', ['a = b']],
]);

function infixHint(text: string, start: number, found: string): Text | undefined {
  const word = /([\p{L}]+)\s*$/u.exec(text.slice(0, start))?.[1]?.toLowerCase() ?? '';
  const instead = INFIX.get(word) ?? INFIX.get(found.toLowerCase());
  if (!instead) return undefined;
  const [en, ro] = [' or ', ' sau '].map((or) => instead.map((each) => `\`${each}\``).join(or));
  return { en: `write ${en}`, ro: `scrieți ${ro}` };
}

function unexpectedHint(found: string, complete: boolean): Text {
  if (complete) {
    return {
      en: 'write an operator before it, such as `and`, `or`, `=`, `+`',
      ro: 'scrieți înainte un operator, precum `and`, `or`, `=`, `+`',
    };
  }
  if (found === ',') {
    return {
      en: 'write `[a, b]` for a list, `and` or `or` between conditions',
      ro: 'scrieți `[a, b]` pentru o listă, `and` sau `or` între condiții',
    };
  }
  return {
    en: `remove \`${found}\`, or write what is missing before it`,
    ro: `ștergeți \`${found}\` sau scrieți ce lipsește înainte`,
  };
}

interface Expected {
  readonly en: string;
  readonly ro: string;
  /** For instance. */
  readonly such?: string;
}

const VALUE: Expected = { en: 'a value or a name', ro: 'o valoare sau un nume' };
const SUCH: Readonly<Record<string, string>> = {
  else: ': `else null`',
  then: ': `then 1`',
  return: ': `return item`',
  satisfies: ': `satisfies item > 0`',
};
const CONTINUATION: Expected = { en: 'an operator or the end', ro: 'un operator sau sfârșitul' };
const both = (sign: string): Expected => ({ en: sign, ro: sign });

const EXPECTED: ReadonlyMap<string, Expected> = new Map([
  ['List', both('`,` / `]`')],
  ['FilterExpression', both('`]`')],
  ['Interval', both('`]` / `)`')],
  ['PositiveUnaryTests', both('`,` / `)`')],
  ['PositionalParameters', both('`,` / `)`')],
  ['ParenthesizedExpression', both('`)`')],
  ['Context', both('`,` / `}`')],
  ['ContextEntry', both('`:`')],
  ['Expression', CONTINUATION],
  ['UnaryTests', CONTINUATION],
]);

/** The words that a construct needs, in their order. */
const WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['IfExpression', ['then', 'else']],
  ['ForExpression', ['return']],
  ['QuantifiedExpression', ['satisfies']],
]);

function expectedIn(parent: SyntaxNode | null): Expected {
  if (!parent) return VALUE;
  const missing = WORDS.get(parent.name)?.find((word) => !parent.getChild(word));
  if (missing) return { ...both(`\`${missing}\``), such: SUCH[missing] ?? '' };
  return EXPECTED.get(parent.name) ?? VALUE;
}
