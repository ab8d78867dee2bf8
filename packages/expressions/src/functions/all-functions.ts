import { aggregateFunctions } from './aggregate.ts';
import { booleanFunctions } from './boolean.ts';
import { contextFunctions } from './context.ts';
import { conversionFunctions } from './conversion.ts';
import type { BuiltIn } from './function.ts';
import { listFunctions } from './list.ts';
import { numericFunctions } from './numeric.ts';
import { rangeFunctions } from './range.ts';
import { stringFunctions } from './string.ts';
import { patternFunctions } from './string-pattern.ts';
import { temporalFunctions } from './temporal.ts';

const all: ReadonlyMap<string, BuiltIn> = new Map(
  [
    ...booleanFunctions,
    ...conversionFunctions,
    ...stringFunctions,
    ...patternFunctions,
    ...numericFunctions,
    ...listFunctions,
    ...aggregateFunctions,
    ...contextFunctions,
    ...rangeFunctions,
    ...temporalFunctions,
  ].map((each) => [each.name, each]),
);

export function findBuiltin(name: string): BuiltIn | undefined {
  return all.get(name);
}

export function builtinNames(): readonly string[] {
  return [...all.keys()];
}
