import { sentence, showKind } from '../feel-types.ts';
import type { FeelType } from '../types.ts';
import { coerce } from '../values/coerce.ts';
import { FeelFunction, kindOf, type Value } from '../values/value.ts';
import type { Call } from './function.ts';

/** How a function of a model is called, and what it gives. */
export interface FunctionHead {
  readonly parameters: readonly { readonly name: string; readonly type: FeelType }[];
  readonly returns: FeelType;
}

/**
 * A function that FEEL calls by position or by names. Arguments and result are made to fit their types as DMN says; when
 * one does not fit, the call is null and says why. `body` gets the arguments in the order of the parameters.
 */
export function defineFunction(
  { parameters, returns }: FunctionHead,
  body: (args: readonly Value[], call: Call) => Value,
): FeelFunction {
  const names = parameters.map((each) => each.name);
  return new FeelFunction(names, (args, call) => {
    const fitted: Value[] = [];
    for (const [index, { name, type }] of parameters.entries()) {
      const value = coerce(args[index] ?? null, type);
      if (value === undefined) {
        return notOfType(call, type, args[index] ?? null, [`The argument \`${name}\``, `Argumentul \`${name}\``]);
      }
      fitted.push(value);
    }
    const given = body(fitted, call);
    const result = coerce(given, returns);
    return result === undefined ? notOfType(call, returns, given, ['The result', 'Rezultatul']) : result;
  });
}

function notOfType(call: Call, type: FeelType, value: Value, [en, ro]: readonly [string, string]): null {
  return call.explain('WRONG_TYPE', () =>
    sentence((show) => [
      `${en} should be ${show(type)}, but it is ${showKind(kindOf(value), 'en')}.`,
      `${ro} ar trebui să fie ${show(type)}, dar este ${showKind(kindOf(value), 'ro')}.`,
    ]),
  );
}
