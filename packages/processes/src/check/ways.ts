import { type Outlined, outlineOf } from '../link/outline.ts';
import type { Place } from '../link/transition-linking.ts';
import type { ProcessShape } from '../process-schema.ts';
import type { AutomaticShape } from '../schema/transition-schema.ts';

/** A transition as it is written, and where. */
export interface Way {
  readonly source: Outlined;
  readonly shape: AutomaticShape;
  readonly path: Place;
}

/** All transitions that are written in states. */
export function waysIn(shape: Pick<ProcessShape, 'states'>): readonly Way[] {
  return outlineOf(shape).flatMap((source) => {
    const { on = {}, always = [], after = {}, approvals = {}, tasks = {}, done, agreed, disagreed } = source.shape;
    const ways: (readonly [shape: AutomaticShape | undefined, key: Place])[] = [
      ...Object.entries(on).map(([event, each]) => [each, ['on', event]] as const),
      ...always.map((each, index) => [each, ['always', index]] as const),
      ...Object.entries(after).map(([time, each]) => [each, ['after', time]] as const),
      ...Object.entries(approvals).map(([name, { late }]) => [late, ['approvals', name, 'late']] as const),
      ...Object.entries(tasks).map(([name, { late }]) => [late, ['tasks', name, 'late']] as const),
      ...Object.entries({ done, agreed, disagreed }).map(([key, each]) => [each, [key]] as const),
    ];
    return ways.flatMap(([each, key]) => (each ? [{ source, shape: each, path: [...source.path, ...key] }] : []));
  });
}
