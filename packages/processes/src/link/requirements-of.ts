import type { ProcessShape } from '../process-schema.ts';

/** The requirements of all that stands in a process, in the order in which they are written. */
export function requirementsOf(shape: ProcessShape): readonly string[] {
  return [...new Set(within(shape))];
}

function within(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(within);
  const { requirement = [], ...rest } = value as { readonly requirement?: unknown };
  // What has the name of a state or field is no list.
  const own = Array.isArray(requirement) ? requirement : [];
  return [...own.map(String), ...Object.values(rest).flatMap(within)];
}
