import { type Place, type Problem, problem } from '@dealwright/diagnostics';
import type { Location } from './syntax.ts';

/** What a document cannot use: nothing runs in it, and nothing is fetched for it. */
const REFUSED: readonly { readonly found: RegExp; readonly en: string; readonly ro: string }[] = [
  {
    found: /<(script|iframe|object|embed|link|base|form)\b/gi,
    en: 'cannot stand in a document',
    ro: 'nu poate sta într-un document',
  },
  { found: /<meta\b[^>]*http-equiv/gi, en: 'cannot stand in a document', ro: 'nu poate sta într-un document' },
  { found: /\son[a-z]+\s*=/gi, en: 'would be a script, and none runs', ro: 'ar fi un script, și niciunul nu rulează' },
  {
    found: /\bsrc\s*=\s*["']?(?!["']?data:)[^"'>\s]+/gi,
    en: 'is not fetched: use a `data:` image',
    ro: 'nu se descarcă: folosiți o imagine `data:`',
  },
  {
    found: /<[^<>]*=\s*$/g,
    en: 'needs quotes around the value that follows',
    ro: 'are nevoie de ghilimele în jurul valorii care urmează',
  },
];

/** Problems of the HTML between the braces of a template, each at its place. */
export function refuseMarkup(
  text: string,
  place: (line: number, column: number, length: number) => Place,
  { start }: Location,
): Problem[] {
  return REFUSED.flatMap(({ found, en, ro }) =>
    [...text.matchAll(found)].map(({ index, 0: what }) => {
      const before = text.slice(0, index).split('\n');
      const last = before.at(-1) ?? '';
      const column = before.length === 1 ? start.column + last.length : last.length;
      const shown = what.trim();
      return problem(
        'NOT_IN_DOCUMENTS',
        { en: `\`${shown}\` ${en}.`, ro: `\`${shown}\` ${ro}.` },
        { place: place(start.line + before.length - 1, column, what.length) },
      );
    }),
  );
}
