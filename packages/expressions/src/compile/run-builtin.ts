import type { Text } from '@dealwright/diagnostics';
import { sentence, showKind } from '../feel-types.ts';
import type { BuiltIn, Call, Parameter } from '../functions/function.ts';
import { FeelFunction, isList, kindOf, type Value } from '../values/value.ts';
import { assign, type Matched } from './arguments.ts';
import { SIGNS_A_STEP, VALUES_A_STEP } from './frame.ts';

/** Tries the signatures in turn: the first whose parameters accept the values is run. */
export function invoke(builtin: BuiltIn, tried: readonly Matched[], values: readonly Value[], call: Call): Value {
  const { name } = builtin;
  for (const matched of tried) {
    const args = acceptAll(matched, values);
    if (!args) continue;
    const { notes } = call.frame;
    for (const value of values) {
      if (isList(value)) call.charge(value.length / VALUES_A_STEP);
      else if (typeof value === 'string') call.charge(value.length / SIGNS_A_STEP);
    }
    const result = matched.signature.run(args, call);
    if (result !== null || call.frame.notes > notes) return result;
    return call.fail('NULL_RESULT', `\`${name}\` gives null here.`, `\`${name}\` dă aici null.`);
  }
  if (values.some((value) => value === null)) {
    return call.fail(
      'NULL_ARGUMENT',
      `An argument of \`${name}\` is null.`,
      `Un argument al lui \`${name}\` este null.`,
    );
  }
  return call.explain('WRONG_ARGUMENTS', () => whatItNeeds(name, tried, values));
}

/** The first parameter of the first way to call it that its argument does not fit. */
function whatItNeeds(name: string, [matched]: readonly Matched[], values: readonly Value[]): Text {
  for (const [index, parameter] of matched?.signature.parameters.entries() ?? []) {
    const given = values[matched?.order[index]?.[0] ?? -1];
    if (given === undefined || parameter.rest || acceptOne(parameter, given) !== undefined) continue;
    const [kind, as] = [kindOf(given), `\`${parameter.name}\``];
    return sentence((show) => [
      `\`${name}\` needs ${show(parameter.type)} as ${as}, this is ${showKind(kind, 'en')}.`,
      `\`${name}\` are nevoie de ${show(parameter.type)} ca ${as}, iar aceasta este ${showKind(kind, 'ro')}.`,
    ]);
  }
  return {
    en: `The arguments of \`${name}\` are not what it needs.`,
    ro: `Argumentele lui \`${name}\` nu sunt cele de care are nevoie.`,
  };
}

function acceptAll({ signature, order }: Matched, values: readonly Value[]): (Value | undefined)[] | undefined {
  const args: (Value | undefined)[] = [];
  for (const [index, parameter] of signature.parameters.entries()) {
    const taken = (order[index] ?? []).map((position) => values[position] ?? null);
    if (parameter.rest) {
      if (!taken.every((each) => restAccepts(parameter, each))) return undefined;
      args.push(taken);
      continue;
    }
    const [given] = taken;
    const value = given === undefined ? undefined : acceptOne(parameter, given);
    if (given !== undefined && value === undefined) return undefined;
    args.push(value);
  }
  return args;
}

function acceptOne(parameter: Parameter, value: Value): Value | undefined {
  if (value === null) return parameter.nullable ? null : undefined;
  const direct = parameter.accept(value);
  if (direct !== undefined) return direct;
  // A list of one stands for its element, as DMN says.
  const [only] = isList(value) && value.length === 1 ? value : [];
  return only === undefined || only === null ? undefined : parameter.accept(only);
}

function restAccepts(parameter: Parameter, value: Value): boolean {
  const { type } = parameter;
  return type.kind === 'any' || value === null || kindOf(value) === type.kind;
}

const asValues = new WeakMap<BuiltIn, FeelFunction>();

/** A built-in function as a value, to be given to `sort` and the like. */
export function builtinValue(builtin: BuiltIn): FeelFunction {
  const known = asValues.get(builtin);
  if (known) return known;
  const longest = builtin.signatures.reduce((a, b) => (b.parameters.length > a.parameters.length ? b : a));
  const names = longest.parameters.map((each) => each.name);
  const value = new FeelFunction(names, (args, call) => {
    return invoke(
      builtin,
      assign(
        builtin,
        args.map(() => undefined),
      ),
      args,
      call,
    );
  });
  asValues.set(builtin, value);
  return value;
}
