import type { Field } from '@dealwright/entities';
import type { Json } from '@dealwright/values';

/** True when both are the same value of the field, however it is written (`12.5` and `12.50`); nothing is null. */
export function sameValue(field: Field, a: Json | undefined, b: Json | undefined): boolean {
  const [x, y] = [a ?? null, b ?? null];
  if (x === null || y === null) return x === y;
  return field.type.compare(x, y) === 0;
}
