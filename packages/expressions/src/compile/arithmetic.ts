import { ANY, DATE, DAYS_DURATION, MONTHS_DURATION, NUMBER, STRING, sentence, showKind } from '../feel-types.ts';
import type { Of, Operator } from '../parse/syntax.ts';
import type { Term } from '../predicate.ts';
import type { FeelType } from '../types.ts';
import { add, divide, isNumeric, multiply, type Numeric, negate, power, subtract } from '../values/number.ts';
import { DaysDuration, kindOf, MonthsDuration, type Value } from '../values/value.ts';
import { type Code, spanOf } from './code.ts';
import type { Compiling } from './compiler.ts';
import { constantCode } from './constant.ts';
import type { Operand } from './diagnose.ts';
import { fold } from './fold.ts';
import { type Frame, SIGNS_A_STEP } from './frame.ts';
import { remedy, sample } from './remedies.ts';
import { checkDivisor, DIVISION_BY_ZERO, NOT_ZERO, reportOperands } from './report-operands.ts';
import type { Scope } from './scope.ts';
import { temporalArithmetic } from './temporal-arithmetic.ts';

const NUMBERS: Readonly<Record<Operator, (a: Numeric, b: Numeric) => Numeric | undefined>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '**': power,
};

export function arithmetic(syntax: Of<'arithmetic'>, scope: Scope, compiling: Compiling): Code {
  const [left, right] = [compiling.compile(syntax.left, scope), compiling.compile(syntax.right, scope)];
  const { operator } = syntax;
  const type = resultType(operator, left, right);
  if (!type) reportOperands(syntax, left, right, compiling);
  else checkDivisor(syntax, left, right, compiling);
  const numbers = NUMBERS[operator];
  const at = spanOf(syntax);
  const code: Code = {
    ...at,
    type: type ?? ANY,
    run(frame) {
      const [a, b] = [left.run(frame), right.run(frame)];
      if (isNumeric(a) && isNumeric(b)) return numbers(a, b) ?? noResult(frame, syntax, [left, a], [right, b]);
      return others(frame, syntax, [left, a], [right, b]);
    },
  };
  if (type) {
    const folded = fold(code, [left, right], compiling, operator === '/' ? NOT_ZERO : undefined);
    if (folded.constant) return folded;
  }
  if (!isQueryable(operator, left.type, right.type)) return code;
  return {
    ...code,
    term(root) {
      const [a, b] = [left.term?.(root), right.term?.(root)];
      return a && b ? arithmeticTerm(operator, a, b) : undefined;
    },
  };
}

/** Numbers, texts that are joined, and points in time moved by a duration. */
function isQueryable(operator: Operator, left: FeelType, right: FeelType): operator is Exclude<Operator, '**'> {
  if (operator === '**') return false;
  if (left.kind === 'number' && right.kind === 'number') return true;
  if (operator === '+' && left.kind === 'string' && right.kind === 'string') return true;
  const moved = left.kind === 'date' || left.kind === 'date and time';
  return moved && right.kind.endsWith('duration') && (operator === '+' || operator === '-');
}

/** A duration below zero is taken away instead: databases write its sign in another place. */
function arithmeticTerm(operator: Exclude<Operator, '**'>, left: Term, right: Term): Term {
  const { value, type } = right.is === 'value' ? right : {};
  if (type?.kind.endsWith('duration') && typeof value === 'string' && value.startsWith('-')) {
    return {
      is: 'arithmetic',
      operator: operator === '+' ? '-' : '+',
      left,
      right: { is: 'value', value: value.slice(1), type },
    };
  }
  return { is: 'arithmetic', operator, left, right };
}

function others(frame: Frame, syntax: Of<'arithmetic'>, left: Operand, right: Operand): Value {
  const { operator } = syntax;
  const [a, b] = [left[1], right[1]];
  const at = spanOf(syntax);
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') {
    frame.reserve(at, a.length + b.length, 'text');
    frame.charge(at, (a.length + b.length) / SIGNS_A_STEP);
    return a + b;
  }
  const result = temporalArithmetic(operator, a, b, frame.environment.zone);
  if (result !== undefined) return result;
  const message = () => ({
    en: `\`${operator}\` cannot be computed from ${showKind(kindOf(a), 'en')} and ${showKind(kindOf(b), 'en')}.`,
    ro: `\`${operator}\` nu se poate calcula din ${showKind(kindOf(a), 'ro')} și ${showKind(kindOf(b), 'ro')}.`,
  });
  return frame.note(at, a === null || b === null ? 'NULL_OPERAND' : 'WRONG_OPERANDS', message, [left, right]);
}

function noResult(frame: Frame, syntax: Of<'arithmetic'>, left: Operand, right: Operand): null {
  const at = spanOf(syntax);
  if (syntax.operator === '/' && right[1] === 0) {
    return frame.note(at, 'DIVISION_BY_ZERO', () => DIVISION_BY_ZERO, [right]);
  }
  const message = () => ({
    en: 'The result is no number, or too large.',
    ro: 'Rezultatul nu este un număr sau este prea mare.',
  });
  return frame.note(at, 'NO_SUCH_NUMBER', message, [left, right]);
}

/** The static type of the result; undefined where the operator cannot take the operands. */
function resultType(operator: Operator, left: Code, right: Code): FeelType | undefined {
  const [a, b] = [left.type, right.type];
  if (a.kind === 'null' || b.kind === 'null') return undefined;
  if (a.kind === 'any' || b.kind === 'any') return partlyKnown(operator, a.kind === 'any' ? b : a);
  const result = RESULTS[`${a.kind} ${operator} ${b.kind}`];
  if (result) return result;
  return a.kind === 'number' && b.kind === 'number' ? NUMBER : undefined;
}

/** With one operand unknown, the result is known for numbers under `**` only. */
function partlyKnown(operator: Operator, known: FeelType): FeelType | undefined {
  if (operator === '**') return known.kind === 'number' || known.kind === 'any' ? NUMBER : undefined;
  return ['boolean', 'list', 'context', 'function', 'range'].includes(known.kind) ? undefined : ANY;
}

const DATE_TIME: FeelType = { kind: 'date and time' };
const TIME: FeelType = { kind: 'time' };
const RESULTS: Readonly<Record<string, FeelType>> = {
  'string + string': STRING,
  'date - date': DAYS_DURATION,
  'date and time - date and time': DAYS_DURATION,
  'date and time - date': DAYS_DURATION,
  'date - date and time': DAYS_DURATION,
  'time - time': DAYS_DURATION,
  ...both('date', 'days and time duration', DATE),
  ...both('date', 'years and months duration', DATE),
  ...both('date and time', 'days and time duration', DATE_TIME),
  ...both('date and time', 'years and months duration', DATE_TIME),
  ...both('time', 'days and time duration', TIME),
  ...durations('days and time duration', DAYS_DURATION),
  ...durations('years and months duration', MONTHS_DURATION),
};

function both(point: string, duration: string, result: FeelType): Record<string, FeelType> {
  return { [`${point} + ${duration}`]: result, [`${point} - ${duration}`]: result, [`${duration} + ${point}`]: result };
}

function durations(kind: string, type: FeelType): Record<string, FeelType> {
  return {
    [`${kind} + ${kind}`]: type,
    [`${kind} - ${kind}`]: type,
    [`${kind} * number`]: type,
    [`number * ${kind}`]: type,
    [`${kind} / number`]: type,
    [`${kind} / ${kind}`]: NUMBER,
  };
}

export function negation(syntax: Of<'negate'>, scope: Scope, compiling: Compiling): Code {
  const of = compiling.compile(syntax.of, scope);
  const { kind } = of.type;
  const fits = ['number', 'any', 'days and time duration', 'years and months duration'].includes(kind);
  if (!fits) {
    compiling.report.error(
      syntax,
      kind === 'null' ? 'ALWAYS_NULL' : 'WRONG_TYPE',
      sentence((show) => [
        `\`-\` cannot stand before ${show(of.type)}.`,
        `\`-\` nu poate sta înainte de ${show(of.type)}.`,
      ]),
      remedy(of, NUMBER, compiling) ?? sample(NUMBER),
    );
  }
  const at = spanOf(syntax);
  const known = of.constant && negated(of.constant.value);
  if (known !== undefined) return constantCode(known, at);
  const code: Code = {
    ...at,
    type: fits ? of.type : ANY,
    run(frame) {
      const value = of.run(frame);
      return (
        negated(value) ??
        frame.note(
          at,
          value === null ? 'NULL_OPERAND' : 'WRONG_OPERANDS',
          () => ({
            en: `\`-\` cannot stand before ${showKind(kindOf(value), 'en')}.`,
            ro: `\`-\` nu poate sta înainte de ${showKind(kindOf(value), 'ro')}.`,
          }),
          [[of, value]],
        )
      );
    },
  };
  if (kind !== 'number') return code;
  return {
    ...code,
    term(root) {
      const term = of.term?.(root);
      const zero = { is: 'value', value: 0, type: NUMBER } as const;
      return term && { is: 'arithmetic', operator: '-', left: zero, right: term };
    },
  };
}

function negated(value: Value): Value | undefined {
  if (isNumeric(value)) return negate(value);
  if (value instanceof DaysDuration) return new DaysDuration(-value.nanoseconds);
  if (value instanceof MonthsDuration) return new MonthsDuration(0 - value.months);
  return undefined;
}
