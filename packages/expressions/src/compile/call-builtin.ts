import type { Text } from '@dealwright/diagnostics';
import { ANY, unionAll } from '../feel-types.ts';
import { examplesOf } from '../functions/examples.ts';
import { type BuiltIn, Call } from '../functions/function.ts';
import type { Of } from '../parse/syntax.ts';
import type { FeelType } from '../types.ts';
import { assign, type Matched } from './arguments.ts';
import { type Code, condition, type Root, spanOf } from './code.ts';
import type { Compiling } from './compiler.ts';
import { fold } from './fold.ts';
import { reportArgument, reportNoSignature, wrongArgument } from './report-call.ts';
import { invoke } from './run-builtin.ts';

/** A call of a built-in function: the signatures that fit by number, names and static types are tried when it runs. */
export function callBuiltin(builtin: BuiltIn, syntax: Of<'call'>, args: readonly Code[], compiling: Compiling): Code {
  const at = spanOf(syntax);
  const names = syntax.arguments.map((each) => each.name);
  if (builtin.readsClock) compiling.readsClock();
  const fitting = assign(builtin, names);
  const typed = fitting.filter((each) => wrongArgument(each, args) === undefined);
  const [first] = fitting;
  if (!first) reportNoSignature(builtin, syntax.arguments, at, compiling);
  else if (typed.length === 0) reportArgument(builtin, first, args, compiling);
  const tried = typed.length > 0 ? typed : fitting;
  const code: Code = {
    ...at,
    type: resultType(tried, args),
    run(frame) {
      const values = args.map((arg) => arg.run(frame));
      return invoke(builtin, tried, values, new Call(frame, at, args, values));
    },
  };
  // Named arguments may stand in another order than the database's form wants.
  if (names.some((name) => name !== undefined) || typed.length === 0) return code;
  const wrong = builtin.check?.(args);
  if (wrong) compiling.report.error(at, wrong.code, wrong.message, wrong.hint);
  const full = queryable(builtin, args, code);
  return builtin.readsClock || wrong ? full : fold(full, args, compiling, exampleOf(builtin));
}

function exampleOf({ name }: BuiltIn): Text | undefined {
  const [example] = examplesOf(name);
  return example && { en: `for example \`${example.call}\``, ro: `de exemplu \`${example.call}\`` };
}

/** The type that the first signature returns; where a dynamic argument leaves a choice, only what all agree on. */
function resultType(tried: readonly Matched[], args: readonly Code[]): FeelType {
  const [first, ...others] = tried.map((each) => returned(each, args));
  const open = args.some((arg) => arg.type.kind === 'any');
  return first && (!open || others.every((each) => each.kind === first.kind)) ? first : ANY;
}

function returned({ signature, order }: Matched, args: readonly Code[]): FeelType {
  const types = signature.parameters.map((_, index) =>
    unionAll((order[index] ?? []).map((at) => args[at]?.type ?? ANY)),
  );
  return signature.returns(types);
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
