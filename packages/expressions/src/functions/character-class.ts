/** First and last code point of characters that stand together. */
type Span = readonly [first: number, last: number];

const LAST = 0x10ffff;

/**
 * A character class of XPath with another one taken away, `[a-z-[aeiou]]`, as a class without: our engine of patterns
 * knows no subtraction. Only characters and ranges of them; undefined for other classes, such as `\p{L}`.
 */
export function withoutSubtraction(base: string, taken: string): string | undefined {
  const [all, less] = [readClass(base), readClass(taken)];
  if (!all || !less) return undefined;
  const left = complement(merge([...complement(all), ...less]));
  if (left.length === 0) return undefined;
  return `[${left.map(([from, to]) => `\\x{${from.toString(16)}}-\\x{${to.toString(16)}}`).join('')}]`;
}

/** The characters of what stands between the brackets, in order and apart from each other. */
function readClass(inner: string): readonly Span[] | undefined {
  const negated = inner.startsWith('^');
  const spans: Span[] = [];
  const items = inner.slice(negated ? 1 : 0).match(/(?:\\.|[^\\])(?:-(?:\\.|[^\\]))?/gsu) ?? [];
  for (const item of items) {
    const [, from = '', to = from] = /^(\\.|[^\\])(?:-(\\.|[^\\]))?$/su.exec(item) ?? [];
    const [first, last] = [codeOf(from), codeOf(to)];
    if (first === undefined || last === undefined || first > last) return undefined;
    spans.push([first, last]);
  }
  if (spans.length === 0) return undefined;
  return negated ? complement(merge(spans)) : merge(spans);
}

const SPECIAL: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function codeOf(written: string): number | undefined {
  if (!written.startsWith('\\')) return written.codePointAt(0);
  const sign = written.slice(1);
  if (SPECIAL[sign] !== undefined) return SPECIAL[sign].codePointAt(0);
  return /[\p{L}\p{N}]/u.test(sign) ? undefined : sign.codePointAt(0);
}

function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const [first, last] of spans.toSorted(([a], [b]) => a - b)) {
    const before = merged.at(-1);
    if (before && first <= before[1] + 1) merged[merged.length - 1] = [before[0], Math.max(before[1], last)];
    else merged.push([first, last]);
  }
  return merged;
}

function complement(spans: readonly Span[]): Span[] {
  const starts = [0, ...spans.map(([, last]) => last + 1)];
  const ends = [...spans.map(([first]) => first - 1), LAST];
  return starts.flatMap((start, at): Span[] => (start <= (ends[at] ?? -1) ? [[start, ends[at] ?? LAST]] : []));
}
