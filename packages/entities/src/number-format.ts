import type { NumberFormat } from './entity.ts';

/**
 * Takes `LD-{year}-{sequence:6}` apart. A message for the analyst when it is not right: exactly one `{sequence:n}`
 * (n digits at least, more when the count outgrows them) is needed, `{year}` may stand before it.
 */
export function parseNumberFormat(text: string, gapless: boolean): NumberFormat | { readonly wrong: string } {
  const parts: NumberFormat['parts'][number][] = [];
  let sequences = 0;
  for (const piece of text.split(/(\{[^}]*\})/).filter((each) => each !== '')) {
    const sequence = /^\{sequence(?::(\d{1,2}))?\}$/.exec(piece);
    if (sequence) {
      sequences++;
      parts.push({ is: 'sequence', digits: Number(sequence[1] ?? 1) });
    } else if (piece === '{year}') parts.push({ is: 'year' });
    else if (piece.startsWith('{')) return { wrong: `\`${piece}\` is not \`{year}\` or \`{sequence:6}\`` };
    else parts.push({ is: 'text', text: piece });
  }
  if (sequences !== 1) return { wrong: 'it needs exactly one `{sequence:6}`' };
  return { text, parts, gapless };
}

/** The number of a year and a place in the sequence: `LD-2026-000042`. */
export function formatNumber(format: NumberFormat, year: number, sequence: number): string {
  return format.parts
    .map((part) =>
      part.is === 'text' ? part.text : part.is === 'year' ? String(year) : String(sequence).padStart(part.digits, '0'),
    )
    .join('');
}
