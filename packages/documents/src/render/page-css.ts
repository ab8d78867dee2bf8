import { PAGE, PAGES } from '../content/compile-document.ts';
import type { PageSetup, Side } from '../document.ts';

export type Running = Readonly<Record<'header' | 'footer', ReadonlyMap<Side, string>>>;

/** The `@page` rule: size, margins, and running texts in the margin boxes of the page. Their fonts come from the style sheets. */
export function pageCss({ size, margins: { top, right, bottom, left } }: PageSetup, running: Running): string {
  const boxes = (['header', 'footer'] as const).flatMap((part) =>
    [...running[part]].map(
      ([side, text]) => `@${part === 'header' ? 'top' : 'bottom'}-${side}{content:${cssContent(text)}}`,
    ),
  );
  return `@page{size:${size};margin:${top} ${right} ${bottom} ${left};${boxes.join('')}}`;
}

/** A text as CSS strings, with counters where the page's number belongs. Every sign but letters and digits is escaped. */
function cssContent(text: string): string {
  const pieces = text.split(new RegExp(`([${PAGE}${PAGES}])`, 'u')).filter((piece) => piece !== '');
  if (pieces.length === 0) return '""';
  return pieces
    .map((piece) => {
      if (piece === PAGE) return 'counter(page)';
      if (piece === PAGES) return 'counter(pages)';
      return `"${piece.replace(/[^A-Za-z0-9]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `)}"`;
    })
    .join(' ');
}
