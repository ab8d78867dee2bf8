import { Entries, isList, type Value } from './value.ts';

/** How large a value is when it is written out: lists may hold one another many times over. */
export interface Weight {
  /** Values within values, itself included; counting stops beyond the limit. */
  readonly values: number;
  readonly depth: number;
}

/** Weighs without recursion, and no further than `limit` values. */
export function weigh(value: Value, limit: number): Weight {
  let [values, deepest] = [0, 0];
  const waiting: [Value, number][] = [[value, 1]];
  for (let next = waiting.pop(); next && values <= limit; next = waiting.pop()) {
    const [each, depth] = next;
    values++;
    deepest = Math.max(deepest, depth);
    // Elements that are not looked at any more need not wait.
    const inner = isList(each) ? each : each instanceof Entries ? [...each.map.values()] : [];
    for (const part of inner.slice(0, limit + 1)) waiting.push([part, depth + 1]);
  }
  return { values, depth: deepest };
}
