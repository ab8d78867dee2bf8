import type { ProcessShape } from '../process-schema.ts';
import type { StateShape } from '../schema/state-schema.ts';
import type { Place } from './transition-linking.ts';

/** A state as it is written, and where. */
export interface Outlined {
  readonly name: string;
  readonly shape: StateShape;
  readonly path: Place;
  /** The names of the states that hold it, the outermost first. */
  readonly within: readonly string[];
  /** The part that it belongs to, of the parallel state that holds it. */
  readonly part: string | undefined;
}

/** All states of a process, outer before inner, in the order in which they are written. */
export function outlineOf({ states }: Pick<ProcessShape, 'states'>): readonly Outlined[] {
  return outline(states, ['states'], [], undefined);
}

function outline(
  states: Readonly<Record<string, StateShape>>,
  path: Place,
  within: readonly string[],
  part: string | undefined,
): readonly Outlined[] {
  return Object.entries(states).flatMap(([name, shape]) => {
    const here = [...path, name];
    const inside = [...within, name];
    return [
      { name, shape, path: here, within, part },
      ...outline(shape.states ?? {}, [...here, 'states'], inside, undefined),
      ...Object.entries(shape.parts ?? {}).flatMap(([each, { states: inner }]) =>
        outline(inner, [...here, 'parts', each, 'states'], inside, each),
      ),
    ];
  });
}
