import type { Requirement } from './read-requirements.ts';

export interface Coverage extends Requirement {
  /** Something in the content says `requirement:` with this id. */
  readonly content: boolean;
  readonly journey: boolean;
}

/** All requirements in their own order; then the ids that only the content knows, which have no text. */
export function coverageOf(
  requirements: readonly Requirement[],
  content: ReadonlySet<string>,
  journeys: ReadonlySet<string>,
): Coverage[] {
  const known = new Set(requirements.map(({ id }) => id));
  const others = [...content].filter((id) => !known.has(id)).sort();
  return [...requirements, ...others.map((id) => ({ id, text: '' }))].map((each) => ({
    ...each,
    content: content.has(each.id),
    journey: journeys.has(each.id),
  }));
}
