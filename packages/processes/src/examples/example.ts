import type { Place } from '@dealwright/diagnostics';
import type { ExampleShape } from '../schema/example-schema.ts';

/** A story that a process tells of itself, with the place where each of its steps stands. */
export interface Example extends ExampleShape {
  /** Where it stands; with a number, where that step of it does. */
  readonly place: (step?: number) => Place;
}
