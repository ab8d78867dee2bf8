import type { Text } from '@dealwright/diagnostics';
import type { Span } from './syntax.ts';

export interface Foreign {
  readonly span: Span;
  readonly message: Text;
  readonly hint: Text;
}

/** Signs and words of other languages, and what FEEL writes instead. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/&&?/y, 'and'],
  [/\|\|?/y, 'or'],
  [/===?/y, '='],
  [/!==/y, '!='],
  [/<>/y, '!='],
  [/!(?!=)/y, 'not(…)'],
  [/'[^']*'?/y, '"…"'],
  [/[„“”«»]/y, '"'],
  [/%/y, '/ 100'],
  [/is\s+not\s+null\b/y, '!= null'],
  [/is\s+null\b/y, '= null'],
];

/** What stands at `start`, where the grammar gave up, or begins a little before, if it is of another language. */
export function findForeign(text: string, start: number): Foreign | undefined {
  for (let offset = start; offset >= Math.max(0, start - 7); offset--) {
    for (const [pattern, instead] of FOREIGN) {
      pattern.lastIndex = offset;
      const found = pattern.exec(text)?.[0];
      if (found === undefined || offset + found.length < start) continue;
      return foreign({ offset, length: found.length }, found, instead);
    }
  }
  if (text[start] === ',' && /\d/.test(text.charAt(start - 1)) && /\d/.test(text.charAt(start + 1))) {
    return foreign({ offset: start, length: 1 }, ',', '.');
  }
  if (text[start] !== '"' || /^"(?:[^"\\]|\\.)*"/s.test(text.slice(start))) return undefined;
  return {
    span: { offset: start, length: text.length - start },
    message: { en: 'This text has no closing quote.', ro: 'Acest text nu are ghilimele de închidere.' },
    hint: { en: 'end it with `"`', ro: 'încheiați-l cu `"`' },
  };
}

function foreign(span: Span, found: string, instead: string): Foreign {
  return { span, message: notFeel(found), hint: { en: `write \`${instead}\``, ro: `scrieți \`${instead}\`` } };
}

export function notFeel(found: string): Text {
  return { en: `\`${found}\` is not FEEL.`, ro: `\`${found}\` nu este FEEL.` };
}

/** Two comparison signs that the grammar reads as two comparisons, and the one that is meant. */
export function oneSign(first: string, second: string): string {
  const signs = `${first}${second}`;
  if (signs === '<>' || signs === '><') return '!=';
  if (signs === '=>') return '>=';
  if (signs === '=<') return '<=';
  return first;
}
