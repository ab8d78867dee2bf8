import { ANY, BOOLEAN, rangeOf, sentence } from '../feel-types.ts';
import { Call } from '../functions/function.ts';
import type { Of, Span, Syntax } from '../parse/syntax.ts';
import type { Predicate } from '../predicate.ts';
import type { FeelType } from '../types.ts';
import { equal, within } from '../values/compare.ts';
import { FeelFunction, isList, Range, type Value } from '../values/value.ts';
import { type Code, condition, join, not, type Root, spanOf } from './code.ts';
import { compare, incomparable, unchecked } from './comparison.ts';
import type { Compiling } from './compiler.ts';
import type { Operand } from './diagnose.ts';
import type { Frame } from './frame.ts';
import { kindMismatch, reportMismatch } from './kinds.ts';
import { rangeBetween } from './literals.ts';
import { sample } from './remedies.ts';
import { type Scope, withInput } from './scope.ts';
import { speaksOfInput } from './speaks-of-input.ts';
import { allParts, comparisonParts, pointParts, rangeParts } from './unary-shape.ts';

/** `> 5`: where there is an input, a comparison with it; elsewhere an endless range. */
export function test(syntax: Of<'test'>, scope: Scope, compiling: Compiling): Code {
  const of = compiling.compile(syntax.of, scope);
  const { input } = scope;
  if (input) {
    const left: Code = { ...inputSpan(syntax), type: input.type, run: (frame) => frame.locals[input.slot] ?? null };
    return compare(syntax.operator, left, of, syntax, compiling);
  }
  const make = rangeMaker(syntax.operator);
  const base = { ...spanOf(syntax), type: rangeOf(of.type) };
  if (!of.constant) return { ...base, run: (frame) => make(of.run(frame)) };
  const value = make(of.constant.value);
  return { ...base, constant: { value }, run: () => value };
}

/** The input of a test is not written: it stands before the test, and is shown as `?`. */
export function inputSpan({ offset }: Pick<Span, 'offset'>): Span {
  return { offset, length: 0 };
}

function rangeMaker(operator: Of<'test'>['operator']): (bound: Value) => Range {
  switch (operator) {
    case '>':
      return (bound) => new Range(bound, undefined, false, false);
    case '>=':
      return (bound) => new Range(bound, undefined, true, false);
    case '<':
      return (bound) => new Range(undefined, bound, false, false);
    case '<=':
      return (bound) => new Range(undefined, bound, false, true);
    case '!=':
      return (value) => new Range(undefined, undefined, false, false, { operator: '!=', value });
    default:
      return (value) => new Range(value, value, true, true, { operator: '=', value });
  }
}

/** `of in (test, test)`: true when one of the tests accepts. */
export function inTests(syntax: Of<'in'>, scope: Scope, compiling: Compiling): Code {
  const of = compiling.compile(syntax.of, scope);
  const slot = compiling.newSlot();
  const accepted = syntax.tests.map((each) => acceptance(each, of, slot, scope, compiling));
  return {
    ...spanOf(syntax),
    type: BOOLEAN,
    run(frame) {
      frame.locals[slot] = of.run(frame);
      return anyOf(accepted, frame);
    },
    whenTrue: (root) =>
      joinEqualities(
        join(
          'or',
          accepted.map((each) => each.whenTrue?.(root)),
        ),
      ),
    whenFalse: (root) =>
      join(
        'and',
        accepted.map((each) => each.whenFalse?.(root)),
      ),
  };
}

export function anyOf(accepted: readonly Code[], frame: Frame): Value {
  let result: Value = false;
  for (const each of accepted) {
    const value = each.run(frame);
    if (value === true) return true;
    if (value === null) result = null;
  }
  return result;
}

/** Does one test accept the value of `of`, which lies in `slot` when the test runs? */
export function acceptance(syntax: Syntax, of: Code, slot: number, outer: Scope, compiling: Compiling): Code {
  const at = spanOf(syntax);
  const scope = withInput(outer, slot, of.type);
  const subject: Code = { ...of, run: (frame) => frame.locals[slot] ?? null };
  if (syntax.is === 'test') {
    const bound = compiling.compile(syntax.of, scope);
    const compared = compare(syntax.operator, subject, bound, syntax, compiling);
    return { ...compared, accepts: comparisonParts(syntax.operator, bound) };
  }
  if (syntax.is === 'range') return rangeAcceptance(syntax, subject, scope, compiling);
  const scalar = of.type.kind !== 'any' && of.type.kind !== 'list';
  if (syntax.is === 'list' && scalar && !speaksOfInput(syntax)) {
    return listAcceptance(syntax, subject, slot, outer, compiling);
  }
  const code = compiling.compile(syntax, scope);
  if (speaksOfInput(syntax)) return code;
  checkTest(code, of, compiling);
  return {
    ...at,
    accepts: pointParts(code),
    type: BOOLEAN,
    run: (frame) => accepts([of, frame.locals[slot] ?? null], code.run(frame), frame, at, of.type),
    whenTrue: (root) => equality(subject, code, root, true),
    whenFalse: (root) => equality(subject, code, root, false),
  };
}

function equality(subject: Code, code: Code, root: Root, wanted: boolean): Predicate | undefined {
  const { kind } = code.type;
  if (kind === 'list') return membership(subject, code, root, wanted);
  if (kind === 'any' || kind === 'range' || kind === 'function') return undefined;
  if (kind === 'boolean' && subject.type.kind !== 'boolean') return condition(code, wanted, root);
  const [left, right] = [subject.term?.(root), code.term?.(root)];
  if (!left || !right) return undefined;
  return right.is === 'value' && right.value === null
    ? wanted
      ? { is: 'null', term: left }
      : not({ is: 'null', term: left })
    : { is: 'compare', operator: wanted ? '=' : '!=', left, right };
}

/** `"admin" in me.roles`: a list that is known when the query runs. */
function membership(subject: Code, code: Code, root: Root, wanted: boolean): Predicate | undefined {
  const [term, list] = [subject.term?.(root), code.term?.(root)];
  if (!term || list?.is !== 'parameter') return undefined;
  const among: Predicate = { is: 'one of', term, values: [list] };
  return wanted ? among : not(among);
}

/** `x in [1, 2, [5..8]]`: each element is a test of its own. */
function listAcceptance(syntax: Of<'list'>, subject: Code, slot: number, outer: Scope, compiling: Compiling): Code {
  const parts = syntax.of.map((each) => acceptance(each, subject, slot, outer, compiling));
  const some = (root: Root) =>
    join(
      'or',
      parts.map((each) => each.whenTrue?.(root)),
    );
  return {
    ...spanOf(syntax),
    accepts: allParts(parts),
    type: BOOLEAN,
    run: (frame) => parts.some((each) => each.run(frame) === true),
    whenTrue: some,
    whenFalse: (root) => not(some(root)),
  };
}

function rangeAcceptance(syntax: Of<'range'>, subject: Code, scope: Scope, compiling: Compiling): Code {
  const [from, to] = [compiling.compile(syntax.from, scope), compiling.compile(syntax.to, scope)];
  const range = rangeBetween(syntax, from, to, compiling);
  const before = compiling.report.problems.length;
  const low = compare(syntax.fromIncluded ? '>=' : '>', subject, from, syntax, compiling);
  const told = compiling.report.problems.length > before;
  const high = (told ? unchecked : compare)(syntax.toIncluded ? '<=' : '<', subject, to, syntax, compiling);
  const at = spanOf(syntax);
  return {
    ...at,
    accepts: rangeParts(range),
    type: BOOLEAN,
    run(frame) {
      const [value, within] = [subject.run(frame), range.run(frame)];
      return accepts([subject, value], within, frame, at, subject.type);
    },
    whenTrue: (root) => join('and', [low.whenTrue?.(root), high.whenTrue?.(root)]),
    // An end that turns out to be null makes the answer null, which the two comparisons alone do not say.
    ...(range.constant && {
      whenFalse: (root: Root) => join('or', [low.whenFalse?.(root), high.whenFalse?.(root)]),
    }),
  };
}

/** A test that is a value: equal to it, within the range, one of the list, accepted by the function, or true itself. */
export function accepts(given: Operand, wanted: Value, frame: Frame, at: Span, type: FeelType = ANY): Value {
  const { zone } = frame.environment;
  const [, value] = given;
  if (isList(value)) frame.weigh(at, value);
  if (wanted instanceof Range)
    return value instanceof Range
      ? equal(value, wanted, zone) === true
      : (within(value, wanted, zone) ?? incomparable(frame, at, given, [at, wanted]));
  if (wanted instanceof FeelFunction) return wanted.run([value], new Call(frame, at)) === true;
  if (isList(wanted)) {
    if (isList(value) && equal(value, wanted, zone) === true) return true;
    frame.charge(at, wanted.length);
    return wanted.some((each) => each === value || accepts(given, each, frame, at, type) === true);
  }
  // A boolean test over an input that is none is a condition: `count(orders) > 3`.
  if (typeof wanted === 'boolean' && typeof value !== 'boolean' && (value !== null || !mayBeBoolean(type)))
    return wanted;
  return equal(value, wanted, zone) ?? incomparable(frame, at, given, [at, wanted]);
}

function mayBeBoolean({ kind }: FeelType): boolean {
  return kind === 'boolean' || kind === 'any';
}

function checkTest(code: Code, of: Code, compiling: Compiling): void {
  const { kind } = code.type;
  if (kind === 'range' && code.type.kind === 'range') {
    if (kindMismatch(of.type, code.type.of)) {
      const inner = code.type.of;
      compiling.report.error(
        code,
        'WRONG_TYPE',
        sentence((show) => [
          `${show(of.type)} cannot lie in a range of ${show(inner)}.`,
          `${show(of.type)} nu poate fi într-un interval de ${show(inner)}.`,
        ]),
        sample(rangeOf(of.type)),
      );
    }
    return;
  }
  if (code.type.kind === 'list') {
    const element = code.type.of.kind === 'range' ? code.type.of.of : code.type.of;
    reportMismatch(of, { ...code, type: of.type.kind === 'list' ? code.type : element }, compiling);
    return;
  }
  if (kind === 'boolean' || kind === 'function') return;
  reportMismatch(of, code, compiling);
}

/** `a = 1 or a = 2` over one term is shorter as `a in (1, 2)`. */
function joinEqualities(predicate: Predicate | undefined): Predicate | undefined {
  if (predicate?.is !== 'or') return predicate;
  const [first] = predicate.of;
  if (first?.is !== 'compare') return predicate;
  const values = predicate.of.map((each) =>
    each.is === 'compare' && each.operator === '=' && each.right.is === 'value' ? each.right : undefined,
  );
  const term = JSON.stringify(first.left);
  const same = predicate.of.every((each) => each.is === 'compare' && JSON.stringify(each.left) === term);
  if (!same || !values.every((value) => value !== undefined)) return predicate;
  return { is: 'one of', term: first.left, values };
}
