import { didYouMean, type Text } from '@dealwright/diagnostics';
import { ANY, assignable, sentence, showKind, unionAll } from '../feel-types.ts';
import { builtinNames } from '../functions/all-functions.ts';
import { type BuiltIn, Call, type Parameter, type Signature } from '../functions/function.ts';
import type { Argument, Of, Span } from '../parse/syntax.ts';
import type { FeelType } from '../types.ts';
import { FeelFunction, isList, kindOf, Range, type Value } from '../values/value.ts';
import { arrange, assign } from './arguments.ts';
import { type Code, condition, type Root, spanOf } from './code.ts';
import type { Compiling } from './compiler.ts';
import { fold } from './fold.ts';
import type { Scope } from './scope.ts';
import { accepts } from './tests.ts';

export function call(syntax: Of<'call'>, scope: Scope, compiling: Compiling): Code {
  const args = syntax.arguments.map((each) => compiling.compile(each.value, scope));
  const { of } = syntax;
  if (of.is === 'name') {
    const binding = scope.find(of.name);
    if (binding?.is === 'builtin') return callBuiltin(binding.builtin, syntax, args, compiling);
    if (!binding) return unknownFunction(of.name, syntax, compiling);
  }
  const callee = compiling.compile(of, scope);
  const names = syntax.arguments.map((each) => each.name);
  const at = spanOf(syntax);
  const { type } = callee;
  if (type.kind !== 'function' && type.kind !== 'any' && type.kind !== 'range') {
    compiling.report.error(
      callee,
      'NOT_A_FUNCTION',
      sentence((show) => [`This is ${show(type)}, not a function.`, `Aceasta este ${show(type)}, nu o funcție.`]),
    );
  }
  if (type.kind === 'function' && type.parameters && type.parameters.length !== args.length) {
    reportArity(at, String(type.parameters.length), args.length, compiling);
  }
  return {
    ...at,
    type: type.kind === 'function' ? type.returns : ANY,
    run(frame) {
      const given = callee.run(frame);
      const values = args.map((arg) => arg.run(frame));
      if (given instanceof Range) return accepts(values[0] ?? null, given, frame, at);
      if (!(given instanceof FeelFunction)) {
        return frame.note(at, 'NOT_A_FUNCTION', () => ({
          en: `A function was expected, this is ${showKind(kindOf(given), 'en')}.`,
          ro: `Se aștepta o funcție, iar aceasta este ${showKind(kindOf(given), 'ro')}.`,
        }));
      }
      const placed = arrange(given.parameters, names, values);
      if (!placed) {
        return frame.note(at, 'WRONG_ARGUMENTS', () => ({
          en: 'The arguments do not fit the parameters of the function.',
          ro: 'Argumentele nu se potrivesc cu parametrii funcției.',
        }));
      }
      return frame.enter(at, () => given.run(placed, new Call(frame, at)));
    },
  };
}

function unknownFunction(name: string, syntax: Of<'call'>, compiling: Compiling): Code {
  compiling.report.error(
    syntax.of,
    'UNKNOWN_FUNCTION',
    { en: `There is no function \`${name}\`.`, ro: `Nu există funcția \`${name}\`.` },
    didYouMean(name, builtinNames()),
  );
  const at = spanOf(syntax);
  const message = { en: `There is no function \`${name}\`.`, ro: `Nu există funcția \`${name}\`.` };
  return { ...at, type: ANY, run: (frame) => frame.note(at, 'UNKNOWN_FUNCTION', () => message) };
}

function reportArity(at: Span, wanted: string, given: number, compiling: Compiling, hint?: Text): void {
  compiling.report.error(
    at,
    'WRONG_ARGUMENTS',
    {
      en: `This function takes ${wanted} arguments, not ${given}.`,
      ro: `Această funcție are nevoie de ${wanted} argumente, nu de ${given}.`,
    },
    hint,
  );
}

function callBuiltin(builtin: BuiltIn, syntax: Of<'call'>, args: readonly Code[], compiling: Compiling): Code {
  const at = spanOf(syntax);
  const names = syntax.arguments.map((each) => each.name);
  const types = args.map((arg) => arg.type);
  if (builtin.readsClock) compiling.readsClock();
  const fitting = builtin.signatures.filter((each) => assign(each, names));
  const [candidate] = fitting;
  if (!candidate) {
    reportNoSignature(builtin, syntax.arguments, at, compiling);
    return { ...at, type: ANY, run: (frame) => noSignature(builtin, new Call(frame, at)) };
  }
  const typed = fitting.filter((each) => mismatch(each, names, types) === undefined);
  const chosen = typed[0] ?? candidate;
  if (typed.length === 0) reportArgument(builtin, candidate, names, args, compiling);
  const signatures = typed.length > 0 ? typed : fitting;
  const prepared = signatures.map((each) => [each, assign(each, names) ?? []] as const);
  const code: Code = {
    ...at,
    type:
      typed.length > 1 && types.some((type) => type.kind === 'any')
        ? common(typed, names, types)
        : returned(chosen, names, types),
    run(frame) {
      const values = args.map((arg) => arg.run(frame));
      return invoke(builtin, prepared, values, new Call(frame, at));
    },
  };
  // Named arguments may stand in another order than the database's form wants.
  const named = names.some((name) => name !== undefined);
  const wrong = named ? undefined : builtin.check?.(args.map((arg) => arg.constant?.value));
  if (wrong && args.some((arg) => !arg.constant)) compiling.report.error(at, 'ALWAYS_NULL', wrong);
  const full = named ? code : queryable(builtin, args, code);
  return builtin.readsClock || typed.length === 0 ? full : fold(full, args, compiling);
}

/** The type that all the signatures return, where they agree. */
function common(
  signatures: readonly Signature[],
  names: readonly (string | undefined)[],
  types: readonly FeelType[],
): FeelType {
  const [first, ...others] = signatures.map((each) => returned(each, names, types));
  return first && others.every((each) => each.kind === first.kind) ? first : ANY;
}

function returned(signature: Signature, names: readonly (string | undefined)[], types: readonly FeelType[]): FeelType {
  const order = assign(signature, names) ?? [];
  return signature.returns(
    signature.parameters.map((parameter, index) => {
      const taken = order[index];
      if (parameter.rest)
        return unionAll((typeof taken === 'number' ? [taken] : (taken ?? [])).map((at) => types[at] ?? ANY));
      return (typeof taken === 'number' ? types[taken] : undefined) ?? ANY;
    }),
  );
}

function queryable(builtin: BuiltIn, args: readonly Code[], code: Code): Code {
  const { term, predicate } = builtin;
  const [first] = args;
  if (builtin.negates && first) {
    return {
      ...code,
      whenTrue: (root) => condition(first, false, root),
      whenFalse: (root) => condition(first, true, root),
    };
  }
  const counted = builtin.name === 'count' && args.length === 1 && first?.relation ? { counts: first.relation } : {};
  const terms = (root: Root) => {
    const found = args.map((arg) => arg.term?.(root));
    return found.every((each) => each !== undefined) ? found : undefined;
  };
  return {
    ...code,
    ...counted,
    ...(term && {
      term(root: Root) {
        const given = terms(root);
        return given && term(given, code.type);
      },
    }),
    ...(predicate && {
      whenTrue(root: Root) {
        const given = terms(root);
        return given && predicate(given, true);
      },
      whenFalse(root: Root) {
        const given = terms(root);
        return given && predicate(given, false);
      },
    }),
  };
}

/** The first argument whose static type cannot be right. */
function mismatch(
  signature: Signature,
  names: readonly (string | undefined)[],
  types: readonly FeelType[],
): number | undefined {
  const order = assign(signature, names) ?? [];
  for (const [index, parameter] of signature.parameters.entries()) {
    const taken = order[index];
    const positions = taken === undefined ? [] : typeof taken === 'number' ? [taken] : taken;
    const wrong = positions.find((position) => !fits(types[position] ?? ANY, parameter));
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function fits(type: FeelType, parameter: Parameter): boolean {
  if (type.kind === 'null') return parameter.nullable;
  if (assignable(type, parameter.type)) return true;
  // A single value stands for the list of it.
  return (
    parameter.type.kind === 'list' && !parameter.rest && type.kind !== 'list' && assignable(type, parameter.type.of)
  );
}

function reportNoSignature(builtin: BuiltIn, given: readonly Argument[], at: Span, compiling: Compiling): void {
  const forms = [...new Set(builtin.signatures.map((each) => show(builtin.name, each)))];
  const hint = { en: `write ${forms.join(' or ')}`, ro: `scrieți ${forms.join(' sau ')}` };
  const known = new Set(
    builtin.signatures.flatMap((each) => each.parameters.flatMap(({ name, aliases }) => [name, ...aliases])),
  );
  const wrong = given.find((each) => each.name !== undefined && !known.has(each.name));
  if (wrong?.name !== undefined) {
    compiling.report.error(
      wrong.at,
      'UNKNOWN_PARAMETER',
      {
        en: `\`${builtin.name}\` has no parameter \`${wrong.name}\`.`,
        ro: `\`${builtin.name}\` nu are parametrul \`${wrong.name}\`.`,
      },
      didYouMean(wrong.name, known) ?? hint,
    );
    return;
  }
  const counts = builtin.signatures.map(({ parameters }) => {
    const least = parameters.filter((each) => !each.optional && !each.rest).length;
    if (parameters.some((each) => each.rest)) return `${least}+`;
    return least === parameters.length ? `${least}` : `${least}–${parameters.length}`;
  });
  reportArity(at, [...new Set(counts)].join(', '), given.length, compiling, hint);
}

function show(name: string, { parameters }: Signature): string {
  const list = parameters.map((each) => (each.optional ? `[${each.name}]` : each.rest ? `${each.name}, …` : each.name));
  return `\`${name}(${list.join(', ')})\``;
}

function reportArgument(
  builtin: BuiltIn,
  signature: Signature,
  names: readonly (string | undefined)[],
  args: readonly Code[],
  compiling: Compiling,
): void {
  const types = args.map((arg) => arg.type);
  const wrong = mismatch(signature, names, types) ?? 0;
  const order = assign(signature, names) ?? [];
  const index = order.findIndex((taken) => taken === wrong || (isArrayOf(taken) && taken.includes(wrong)));
  const parameter = signature.parameters[index];
  const arg = args[wrong];
  if (!parameter || !arg) return;
  if (arg.type.kind === 'null') {
    compiling.report.error(arg, 'ALWAYS_NULL', {
      en: `\`${builtin.name}\` of null is always null.`,
      ro: `\`${builtin.name}\` de null este întotdeauna null.`,
    });
    return;
  }
  compiling.report.error(
    arg,
    'WRONG_TYPE',
    sentence((show) => [
      `\`${builtin.name}\` needs ${show(parameter.type)} as \`${parameter.name}\`, this is ${show(arg.type)}.`,
      `\`${builtin.name}\` are nevoie de ${show(parameter.type)} ca \`${parameter.name}\`, iar aceasta este ${show(arg.type)}.`,
    ]),
    { en: `write ${show(builtin.name, signature)}`, ro: `scrieți ${show(builtin.name, signature)}` },
  );
}

function isArrayOf(taken: number | readonly number[] | undefined): taken is readonly number[] {
  return Array.isArray(taken);
}

type Prepared = readonly (readonly [Signature, ReturnType<typeof assign> & object])[];

/** Tries the signatures in turn: the first whose parameters accept the values is run. */
function invoke(builtin: BuiltIn, prepared: Prepared, values: readonly Value[], at: Call): Value {
  for (const [signature, order] of prepared) {
    const args = acceptAll(signature, order, values);
    if (args) return signature.run(args, at);
  }
  if (values.some((value) => value === null)) {
    return at.fail(
      'NULL_ARGUMENT',
      `An argument of \`${builtin.name}\` is null.`,
      `Un argument al lui \`${builtin.name}\` este null.`,
    );
  }
  return noSignature(builtin, at);
}

function noSignature(builtin: BuiltIn, at: Call): null {
  return at.fail(
    'WRONG_ARGUMENTS',
    `The arguments of \`${builtin.name}\` are not what it needs.`,
    `Argumentele lui \`${builtin.name}\` nu sunt cele de care are nevoie.`,
  );
}

function acceptAll(
  signature: Signature,
  order: readonly (number | readonly number[] | undefined)[],
  values: readonly Value[],
) {
  const args: (Value | undefined)[] = [];
  for (const [index, parameter] of signature.parameters.entries()) {
    const taken = order[index];
    if (taken === undefined) args.push(undefined);
    else if (typeof taken === 'number') {
      const value = acceptOne(parameter, values[taken] ?? null);
      if (value === undefined) return undefined;
      args.push(value);
    } else {
      const all = taken.map((position) => values[position] ?? null);
      if (!all.every((each) => restAccepts(parameter, each))) return undefined;
      args.push(all);
    }
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
export function builtinValue(builtin: BuiltIn, at: Span): FeelFunction {
  const known = asValues.get(builtin);
  if (known) return known;
  const longest = builtin.signatures.reduce((a, b) => (b.parameters.length > a.parameters.length ? b : a));
  const parameters = longest.parameters.map((each) => each.name);
  const value = new FeelFunction(parameters, (args, given) => {
    const names = args.map(() => undefined);
    const prepared = builtin.signatures.flatMap((each) => {
      const order = assign(each, names);
      return order ? [[each, order] as const] : [];
    });
    return invoke(builtin, prepared, args, given ?? at);
  });
  asValues.set(builtin, value);
  return value;
}
