import type { Signature } from '../functions/function.ts';
import type { Value } from '../values/value.ts';

/** For each parameter, which argument it takes: a position, all positions that are left, or none. */
export type Order = readonly (number | readonly number[] | undefined)[];

/** How the arguments (with their names, where they have one) go to the parameters; undefined where they do not fit. */
export function assign({ parameters }: Signature, names: readonly (string | undefined)[]): Order | undefined {
  const named = names.some((name) => name !== undefined);
  const order: (number | readonly number[] | undefined)[] = [];
  const used = new Set<number>();
  for (const [index, parameter] of parameters.entries()) {
    if (parameter.rest && !named) {
      const left = names.map((_, position) => position).slice(index);
      for (const position of left) used.add(position);
      order.push(left);
      continue;
    }
    const position = named
      ? names.findIndex((name) => name === parameter.name || (name !== undefined && parameter.aliases.includes(name)))
      : index < names.length
        ? index
        : -1;
    if (position < 0) {
      if (!parameter.optional && !parameter.rest) return undefined;
      order.push(undefined);
    } else {
      used.add(position);
      order.push(parameter.rest ? [position] : position);
    }
  }
  return used.size === names.length ? order : undefined;
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
