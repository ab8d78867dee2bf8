import { distance } from 'fastest-levenshtein';
import type { Text } from './text.ts';

/** The candidate that `name` was most likely meant to be; undefined when none is near (a third of its letters may differ, and two of four, as when they are swapped). */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(name.length < 4 ? 1 : 2, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const d = distance(wanted, candidate.toLowerCase());
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  return best;
}

/** A hint "did you mean `x`?", or the list of what there is when it is short; undefined when neither helps. */
export function didYouMean(name: string, candidates: Iterable<string>): Text | undefined {
  const known = [...candidates];
  const near = closest(name, known);
  if (near !== undefined) return { en: `did you mean \`${near}\`?`, ro: `ați vrut să scrieți \`${near}\`?` };
  if (known.length === 0 || known.length > 12) return undefined;
  const list = known.map((each) => `\`${each}\``).join(', ');
  return { en: `there is ${list}`, ro: `există ${list}` };
}
