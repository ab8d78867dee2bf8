import { booleanFunctions } from './boolean.ts';
import { conversionFunctions } from './conversion.ts';
import type { BuiltIn } from './function.ts';
import { listFunctions } from './list.ts';
import { numericFunctions } from './numeric.ts';
import { stringFunctions } from './string.ts';
import { temporalFunctions } from './temporal.ts';

const all: ReadonlyMap<string, BuiltIn> = new Map(
  [
    ...booleanFunctions,
    ...conversionFunctions,
    ...stringFunctions,
    ...numericFunctions,
    ...listFunctions,
    ...temporalFunctions,
  ].map((each) => [each.name, each]),
);

export function findBuiltin(name: string): BuiltIn | undefined {
  return all.get(name);
}

export function builtinNames(): readonly string[] {
  return [...all.keys()];
}
