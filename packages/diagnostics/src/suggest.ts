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

/** Names that are shown when there are too many to show all. */
const SOME = 5;

/** A hint "did you mean `x`?", or what there is (of many, what comes nearest); undefined when there is nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): Text | undefined {
  const known = [...candidates];
  const near = closest(name, known);
  if (near !== undefined) return { en: `did you mean \`${near}\`?`, ro: `ați vrut să scrieți \`${near}\`?` };
  if (known.length === 0) return undefined;
  if (known.length <= 12) return { en: `there is ${listed(known)}`, ro: `există ${listed(known)}` };
  const wanted = name.toLowerCase();
  const far = (each: string) => distance(wanted, each.toLowerCase()) - (each.toLowerCase().includes(wanted) ? 100 : 0);
  const some = listed(known.toSorted((a, b) => far(a) - far(b)).slice(0, SOME));
  return {
    en: `there is ${some} and ${known.length - SOME} more`,
    ro: `există ${some} și încă ${known.length - SOME}`,
  };
}

function listed(names: readonly string[]): string {
  return names.map((each) => `\`${each}\``).join(', ');
}
