import { didYouMean, type Text } from '@dealwright/diagnostics';
import { ANY, assignable, sentence } from '../feel-types.ts';
import { examplesOf } from '../functions/examples.ts';
import type { BuiltIn, Parameter, Signature } from '../functions/function.ts';
import type { Argument, Span } from '../parse/syntax.ts';
import type { FeelType } from '../types.ts';
import type { Matched } from './arguments.ts';
import type { Code } from './code.ts';
import type { Compiling } from './compiler.ts';
import { asCondition, remedy, sample, write } from './remedies.ts';

/** `wanted`: numbers, or texts such as `2–3` and `1+`. */
export function reportArity(
  at: Span,
  wanted: readonly (string | number)[],
  given: number,
  compiling: Compiling,
  hint?: Text,
): void {
  const more = wanted.find((each) => String(each).endsWith('+'));
  const least = String(more).slice(0, -1);
  const [list, ro] =
    more === undefined ? [wanted.join(', '), wanted.join(', ')] : [`${least} or more`, `${least} sau mai multe`];
  const isOne = list === '1';
  compiling.report.error(
    at,
    'WRONG_ARGUMENTS',
    {
      en: `This function takes ${list} argument${isOne ? '' : 's'}, not ${given}.`,
      ro: `Această funcție are nevoie de ${isOne ? 'un argument' : `${ro} argumente`}, nu de ${given}.`,
    },
    hint ?? {
      en: `give it ${list} argument${isOne ? '' : 's'}`,
      ro: `dați-i ${isOne ? 'un argument' : `${ro} argumente`}`,
    },
  );
}

/** The first argument whose static type cannot be right, with the parameter that it was meant for. */
export function wrongArgument(
  { signature, order }: Matched,
  args: readonly Code[],
): { arg: Code; parameter: Parameter } | undefined {
  for (const [index, parameter] of signature.parameters.entries()) {
    for (const position of order[index] ?? []) {
      const arg = args[position];
      if (arg && !fits(arg.type ?? ANY, parameter)) return { arg, parameter };
    }
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

export function reportNoSignature(builtin: BuiltIn, given: readonly Argument[], at: Span, compiling: Compiling): void {
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
    if (parameters.some((each) => each.rest)) return `${least + 1}+`;
    return least === parameters.length ? `${least}` : `${least}–${parameters.length}`;
  });
  reportArity(at, [...new Set(counts)], given.length, compiling, hint);
}

/** What reads texts is shown by example; else what makes the argument fit. */
function argumentHint({ name }: BuiltIn, arg: Code, wanted: FeelType, compiling: Compiling): Text | undefined {
  const [example] = READS_TEXT.has(name) && arg.type.kind === 'number' ? examplesOf(name) : [];
  if (example) return { en: `for example \`${example.call}\``, ro: `de exemplu \`${example.call}\`` };
  if (wanted.kind === 'boolean') return asCondition(arg, compiling);
  return remedy(arg, wanted, compiling) ?? sample(wanted);
}

const READS_TEXT = new Set(['number', 'date', 'time', 'date and time', 'duration']);

function show(name: string, { parameters }: Signature): string {
  const list = parameters.map((each) => (each.optional ? `[${each.name}]` : each.rest ? `${each.name}, …` : each.name));
  return `\`${name}(${list.join(', ')})\``;
}

export function reportArgument(builtin: BuiltIn, matched: Matched, args: readonly Code[], compiling: Compiling): void {
  const found = wrongArgument(matched, args);
  if (!found) return;
  const { arg, parameter } = found;
  if (arg.type.kind === 'null') {
    compiling.report.error(
      arg,
      'ALWAYS_NULL',
      {
        en: `\`${builtin.name}\` of null is always null.`,
        ro: `\`${builtin.name}\` de null este întotdeauna null.`,
      },
      sample(parameter.type),
    );
    return;
  }
  const form = show(builtin.name, matched.signature);
  if (arg.type.kind === 'function' && parameter.type.kind === 'function') {
    const count = parameter.type.parameters?.length ?? 0;
    compiling.report.error(
      arg,
      'WRONG_TYPE',
      {
        en: `\`${builtin.name}\` needs a function of ${count} parameters as \`${parameter.name}\`.`,
        ro: `\`${builtin.name}\` are nevoie de o funcție cu ${count} parametri ca \`${parameter.name}\`.`,
      },
      write('function(a, b) a < b'),
    );
    return;
  }
  compiling.report.error(
    arg,
    'WRONG_TYPE',
    sentence((show) => [
      `\`${builtin.name}\` needs ${show(parameter.type)} as \`${parameter.name}\`, this is ${show(arg.type)}.`,
      `\`${builtin.name}\` are nevoie de ${show(parameter.type)} ca \`${parameter.name}\`, iar aceasta este ${show(arg.type)}.`,
    ]),
    argumentHint(builtin, arg, parameter.type, compiling) ?? { en: `write ${form}`, ro: `scrieți ${form}` },
  );
}
