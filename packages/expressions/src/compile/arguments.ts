import type { BuiltIn, Parameter, Signature } from '../functions/function.ts';
import type { Value } from '../values/value.ts';

/** A signature, and for each of its parameters the positions of the arguments that it takes. */
export interface Matched {
  readonly signature: Signature;
  readonly order: readonly (readonly number[])[];
}

/** The ways in which the arguments (with their names, where they have one) fit the signatures of a function. */
export function assign({ signatures }: BuiltIn, names: readonly (string | undefined)[]): readonly Matched[] {
  return signatures.flatMap((signature) => {
    const order = orderOf(signature.parameters, names);
    return order ? [{ signature, order }] : [];
  });
}

function orderOf(parameters: readonly Parameter[], names: readonly (string | undefined)[]): number[][] | undefined {
  const positions = names.map((_, position) => position);
  const named = names.some((name) => name !== undefined);
  const order = parameters.map(({ name, aliases, rest }, index) => {
    if (!named) return rest ? positions.slice(index) : positions.slice(index, index + 1);
    return positions.filter((position) => [name, ...aliases].includes(names[position] ?? ''));
  });
  const complete = parameters.every(({ optional, rest }, index) => {
    const taken = order[index]?.length ?? 0;
    return (rest && taken > 0) || taken === 1 || (taken === 0 && optional);
  });
  return complete && order.flat().length === names.length ? order : undefined;
}

/** The values in the order of the parameters of a function that the expression defines; all must be there. */
export function arrange(
  parameters: readonly string[],
  names: readonly (string | undefined)[],
  values: readonly Value[],
): readonly Value[] | undefined {
  if (!names.some((name) => name !== undefined)) return values.length === parameters.length ? values : undefined;
  if (values.length !== parameters.length) return undefined;
  const placed = parameters.map((parameter) => values[names.indexOf(parameter)]);
  return placed.every((value) => value !== undefined) ? placed : undefined;
}
