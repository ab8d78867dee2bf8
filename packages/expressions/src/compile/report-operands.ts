import type { Text } from '@dealwright/diagnostics';
import { DAYS_DURATION, NUMBER, STRING, sentence } from '../feel-types.ts';
import type { Of, Operator } from '../parse/syntax.ts';
import type { FeelType } from '../types.ts';
import type { Code } from './code.ts';
import type { Compiling } from './compiler.ts';
import { isKnown } from './kinds.ts';
import { remedy, sample, write } from './remedies.ts';

/** Dividing by a zero that is written there. Where both sides are written, computing them tells. */
export function checkDivisor(syntax: Of<'arithmetic'>, left: Code, right: Code, compiling: Compiling): void {
  if (syntax.operator !== '/' || right.constant?.value !== 0 || left.constant) return;
  compiling.report.error(syntax, 'ALWAYS_NULL', DIVISION_BY_ZERO, NOT_ZERO);
}

export const DIVISION_BY_ZERO = { en: 'Division by zero.', ro: 'Împărțire la zero.' };
export const NOT_ZERO = { en: 'divide by something that is not 0', ro: 'împărțiți la ceva ce nu este 0' };

/** Reports operands that the operator cannot take. */
export function reportOperands(syntax: Of<'arithmetic'>, left: Code, right: Code, compiling: Compiling): void {
  if (left.type.kind === 'null' || right.type.kind === 'null') {
    compiling.report.error(
      syntax,
      'ALWAYS_NULL',
      {
        en: `\`${syntax.operator}\` with null is always null.`,
        ro: `\`${syntax.operator}\` cu null este întotdeauna null.`,
      },
      write('coalesce(…, 0)'),
    );
    return;
  }
  const hint = operandHint(syntax.operator, left, right, compiling);
  compiling.report.error(
    syntax,
    'WRONG_TYPE',
    sentence((show) => [
      `\`${syntax.operator}\` cannot be computed from ${show(left.type)} and ${show(right.type)}.`,
      `\`${syntax.operator}\` nu se poate calcula din ${show(left.type)} și ${show(right.type)}.`,
    ]),
    hint,
  );
}

/** What to type so that the operator can be computed. */
function operandHint(operator: Operator, left: Code, right: Code, compiling: Compiling): Text | undefined {
  const { source } = compiling.report;
  const [point, other] = TEMPORAL_POINTS.has(right.type.kind) ? [right, left] : [left, right];
  if (TEMPORAL_POINTS.has(point.type.kind) && other.type.kind === 'number') {
    return other.constant
      ? write(`@"P${source.textOf(other)}D"`)
      : write(`duration("P" + string(${source.textOf(other)}) + "D")`);
  }
  if (operator === '+' && (left.type.kind === 'string' || right.type.kind === 'string')) {
    const given = left.type.kind === 'string' ? right : left;
    return TEMPORAL_POINTS.has(point.type.kind) && other.constant
      ? remedy(other, DAYS_DURATION, compiling)
      : remedy(given, STRING, compiling);
  }
  if (TEMPORAL_POINTS.has(point.type.kind) && TEMPORAL_POINTS.has(other.type.kind)) return sample(DAYS_DURATION);
  const wrongs = [left, right].filter((each) => each.type.kind !== 'number' && isKnown(each.type));
  const wrong = wrongs.find((each) => !each.constant) ?? wrongs[0];
  return wrong && (remedy(wrong, NUMBER, compiling) ?? sample(NUMBER));
}

const TEMPORAL_POINTS = new Set<FeelType['kind']>(['date', 'date and time', 'time']);
