import { didYouMean } from '@dealwright/diagnostics';
import { ANY, assignable, sentence, showKind } from '../feel-types.ts';
import { builtinNames, findBuiltin } from '../functions/all-functions.ts';
import { Call } from '../functions/function.ts';
import { insteadOf } from '../functions/other-names.ts';
import type { Of } from '../parse/syntax.ts';
import type { FeelType } from '../types.ts';
import { FeelFunction, kindOf, Range } from '../values/value.ts';
import { arrange } from './arguments.ts';
import { callBuiltin } from './call-builtin.ts';
import { type Code, spanOf } from './code.ts';
import type { Compiling } from './compiler.ts';
import { remedy, sample, write } from './remedies.ts';
import { reportArity } from './report-call.ts';
import type { Binding, Scope } from './scope.ts';
import { accepts } from './tests.ts';

export function call(syntax: Of<'call'>, scope: Scope, compiling: Compiling): Code {
  const args = syntax.arguments.map((each) => compiling.compile(each.value, scope));
  const { of } = syntax;
  if (of.is === 'name') {
    const binding = scope.find(of.name);
    if (!binding) return unknownFunction(of.name, syntax, compiling);
    // A field may be named like a function: `date(date)`.
    const builtin = mayBeCalled(binding) ? undefined : findBuiltin(of.name);
    if (builtin) return callBuiltin(builtin, syntax, args, compiling);
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
      {
        en: 'write an operator before `(`, or leave it out',
        ro: 'scrieți un operator înainte de `(` sau lăsați-l deoparte',
      },
    );
  }
  if (type.kind === 'function' && type.parameters && type.parameters.length !== args.length) {
    reportArity(at, [type.parameters.length], args.length, compiling);
  } else if (type.kind === 'function' && names.every((name) => name === undefined)) {
    for (const [index, arg] of args.entries()) checkArgument(arg, type.parameters?.[index], compiling);
  }
  return {
    ...at,
    type: type.kind === 'function' ? type.returns : ANY,
    run(frame) {
      const given = callee.run(frame);
      const values = args.map((arg) => arg.run(frame));
      if (given instanceof Range) return accepts([args[0] ?? at, values[0] ?? null], given, frame, at);
      if (!(given instanceof FeelFunction)) {
        const message = () => ({
          en: `A function was expected, this is ${showKind(kindOf(given), 'en')}.`,
          ro: `Se aștepta o funcție, iar aceasta este ${showKind(kindOf(given), 'ro')}.`,
        });
        return frame.note(at, 'NOT_A_FUNCTION', message, [[callee, given]]);
      }
      const placed = arrange(given.parameters, names, values);
      if (!placed) {
        return frame.note(at, 'WRONG_ARGUMENTS', () => ({
          en: 'The arguments do not fit the parameters of the function.',
          ro: 'Argumentele nu se potrivesc cu parametrii funcției.',
        }));
      }
      return frame.enter(at, () => given.run(placed, new Call(frame, at, args, values)));
    },
  };
}

/** An argument of a function whose parameters have types. */
function checkArgument(arg: Code, wanted: FeelType | undefined, compiling: Compiling): void {
  if (!wanted || assignable(arg.type, wanted)) return;
  compiling.report.error(
    arg,
    'WRONG_TYPE',
    sentence((show) => [
      `The function needs ${show(wanted)} here, this is ${show(arg.type)}.`,
      `Funcția are nevoie aici de ${show(wanted)}, iar aceasta este ${show(arg.type)}.`,
    ]),
    remedy(arg, wanted, compiling) ?? sample(wanted),
  );
}

function mayBeCalled(binding: Binding): boolean {
  if (binding.is === 'builtin') return false;
  if (binding.is === 'maybe') return findBuiltin(binding.name) === undefined;
  const { kind } = binding.is === 'member' ? binding.member.type : binding.type;
  return kind === 'function' || kind === 'range' || kind === 'any';
}

function unknownFunction(name: string, syntax: Of<'call'>, compiling: Compiling): Code {
  const instead = insteadOf(name);
  compiling.report.error(
    syntax.of,
    'UNKNOWN_FUNCTION',
    { en: `There is no function \`${name}\`.`, ro: `Nu există funcția \`${name}\`.` },
    instead === undefined ? didYouMean(name, builtinNames()) : write(instead),
  );
  const at = spanOf(syntax);
  const message = { en: `There is no function \`${name}\`.`, ro: `Nu există funcția \`${name}\`.` };
  return { ...at, type: ANY, run: (frame) => frame.note(at, 'UNKNOWN_FUNCTION', () => message) };
}
