import type { Text } from '@dealwright/diagnostics';
import type { SyntaxNode, Tree } from '@lezer/common';
import type { Report } from './parse.ts';

/** Reports the first place where the grammar gave up, in words; true when there was one. What follows it is noise. */
export function explainSyntaxError(text: string, tree: Tree, report: Report): boolean {
  const error = firstError(tree);
  if (!error) return false;
  if (text.trim() === '') {
    report.error({ offset: 0, length: 1 }, 'SYNTAX', { en: 'The expression is empty.', ro: 'Expresia este goală.' });
    return true;
  }
  const foreign = foreignSign(text, error.from);
  if (foreign) {
    report.error(foreign.span, 'SYNTAX', foreign.message, foreign.hint);
    return true;
  }
  const end = text.trimEnd().length;
  if (error.from >= end) {
    const missing = missingIn(error.parent);
    report.error({ offset: Math.max(0, end - 1), length: 1 }, 'SYNTAX', {
      en: `The expression ends too early: ${missing.en} is missing.`,
      ro: `Expresia se termină prea devreme: lipsește ${missing.ro}.`,
    });
    return true;
  }
  const start = error.from + (/^\s*/.exec(text.slice(error.from))?.[0].length ?? 0);
  const found = /^(?:[\p{L}\p{N}_]+|.)/su.exec(text.slice(start))?.[0] ?? '';
  const expected = missingIn(error.parent);
  report.error({ offset: start, length: Math.max(1, found.length) }, 'SYNTAX', {
    en: `\`${found}\` was not expected here; ${expected.en} was.`,
    ro: `\`${found}\` nu era așteptat aici; era așteptat(ă) ${expected.ro}.`,
  });
  return true;
}

function firstError(tree: Tree): SyntaxNode | undefined {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) return cursor.node;
  } while (cursor.next());
  return undefined;
}

interface Foreign {
  readonly span: { readonly offset: number; readonly length: number };
  readonly message: Text;
  readonly hint: Text;
}

/** Signs of other languages, and what FEEL writes instead. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/&&?/y, 'and'],
  [/\|\|?/y, 'or'],
  [/===?/y, '='],
  [/!==/y, '!='],
  [/<>/y, '!='],
  [/!(?!=)/y, 'not(…)'],
  [/'[^']*'?/y, '"…"'],
  [/[„“”«»]/y, '"'],
  [/%/y, 'modulo(…)'],
];

/** Looks at the error, and a few signs before it, because the grammar may have eaten the first of them. */
function foreignSign(text: string, at: number): Foreign | undefined {
  const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
  for (const offset of [start, at, at - 1, at - 2]) {
    for (const [pattern, instead] of FOREIGN) {
      pattern.lastIndex = Math.max(0, offset);
      const found = pattern.exec(text)?.[0];
      if (found === undefined) continue;
      return {
        span: { offset: Math.max(0, offset), length: found.length },
        message: { en: `\`${found}\` is not FEEL.`, ro: `\`${found}\` nu este FEEL.` },
        hint: { en: `write \`${instead}\``, ro: `scrieți \`${instead}\`` },
      };
    }
  }
  if (text[start] === '"') {
    return {
      span: { offset: start, length: text.length - start },
      message: { en: 'This text has no closing quote.', ro: 'Acest text nu are ghilimele de închidere.' },
      hint: { en: 'end it with `"`', ro: 'încheiați-l cu `"`' },
    };
  }
  return undefined;
}

const VALUE = { en: 'a value or a name', ro: 'o valoare sau un nume' };
const MISSING: Readonly<Record<string, { readonly en: string; readonly ro: string }>> = {
  List: { en: '`]`', ro: '`]`' },
  FilterExpression: { en: '`]`', ro: '`]`' },
  Interval: { en: 'the end of the range, `..` value `]`', ro: 'sfârșitul intervalului, `..` valoare `]`' },
  FunctionInvocation: { en: '`)`', ro: '`)`' },
  DateTimeLiteral: { en: '`)`', ro: '`)`' },
  ParenthesizedExpression: { en: '`)`', ro: '`)`' },
  Context: { en: '`}`', ro: '`}`' },
  ContextEntry: { en: '`: value`', ro: '`: valoare`' },
  IfExpression: { en: '`if … then … else …`', ro: '`if … then … else …`' },
  ForExpression: { en: '`for … in … return …`', ro: '`for … in … return …`' },
  QuantifiedExpression: { en: '`some … in … satisfies …`', ro: '`some … in … satisfies …`' },
  Expression: { en: 'an operator or the end', ro: 'un operator sau sfârșitul' },
};

function missingIn(parent: SyntaxNode | null): { readonly en: string; readonly ro: string } {
  return (parent && MISSING[parent.name]) ?? VALUE;
}
