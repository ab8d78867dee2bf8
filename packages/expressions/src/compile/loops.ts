import { Temporal } from 'temporal-polyfill';
import { ANY, BOOLEAN, listOf, NUMBER, sentence } from '../feel-types.ts';
import { MAX_LIST } from '../limits.ts';
import type { Iterator, Of, Span } from '../parse/syntax.ts';
import type { FeelType } from '../types.ts';
import { isNumeric, toInteger } from '../values/number.ts';
import { isList, Range, type Value } from '../values/value.ts';
import { type Code, condition, type Relation, type Root, spanOf } from './code.ts';
import type { Compiling } from './compiler.ts';
import type { Operand } from './diagnose.ts';
import { nullList } from './filter.ts';
import type { Frame } from './frame.ts';
import { expectBoolean, notBoolean } from './logic.ts';
import { asList, remedy, sample } from './remedies.ts';
import { type Local, type Scope, withLocals } from './scope.ts';

interface Iteration {
  readonly slot: number;
  readonly elements: (frame: Frame) => Iterable<Value> | null;
  readonly relation: Relation | undefined;
}

/** The iterators from left to right; each sees those before it. */
function iterations(
  iterators: readonly Iterator[],
  outer: Scope,
  compiling: Compiling,
): { scope: Scope; parts: Iteration[] } {
  let scope = outer;
  const parts = iterators.map((iterator) => {
    const from = compiling.compile(iterator.in, scope);
    const to = iterator.to && compiling.compile(iterator.to, scope);
    const slot = compiling.newSlot();
    const type = to ? rangeElement(from, to, compiling) : elementType(from, compiling);
    const local: Local = { slot, type, element: to ? undefined : from.relation, reads: to ? undefined : from.reads };
    scope = withLocals(scope, new Map([[iterator.name, local]]));
    const at = spanOf(iterator.in);
    const elements = to
      ? (frame: Frame) => countUp([from, from.run(frame)], [to, to.run(frame)], frame, at)
      : elementsOf(from, at);
    return { slot, elements, relation: to ? undefined : from.relation };
  });
  return { scope, parts };
}

function elementType(code: Code, compiling: Compiling): FeelType {
  const { type } = code;
  if (type.kind === 'list' || type.kind === 'range') return type.of;
  if (type.kind !== 'any' && type.kind !== 'null') {
    compiling.report.error(
      code,
      'WRONG_TYPE',
      sentence((show) => [
        `A list is needed here, this is ${show(type)}.`,
        `Aici e nevoie de o listă, iar aceasta este ${show(type)}.`,
      ]),
      asList(code, compiling),
    );
  }
  return ANY;
}

function rangeElement(from: Code, to: Code, compiling: Compiling): FeelType {
  for (const side of [from, to]) {
    if (['number', 'date', 'any'].includes(side.type.kind)) continue;
    compiling.report.error(
      side,
      'WRONG_TYPE',
      sentence((show) => [
        `One can count from number to number or from date to date, this is ${show(side.type)}.`,
        `Se poate număra de la număr la număr sau de la dată la dată, iar aceasta este ${show(side.type)}.`,
      ]),
      remedy(side, NUMBER, compiling) ?? sample(NUMBER),
    );
  }
  return from.type.kind === 'any' ? to.type : from.type;
}

function elementsOf(of: Code, at: Span): (frame: Frame) => Iterable<Value> | null {
  return (frame) => {
    const value = of.run(frame);
    if (value instanceof Range) {
      const { from, to, fromIncluded, toIncluded } = value;
      return countUp([of, from ?? null], [of, to ?? null], frame, at, fromIncluded, toIncluded);
    }
    if (value === null) return nullList(frame, at, [of, value]);
    return isList(value) ? value : [value];
  };
}

/** The whole numbers, or days, between two; downwards where the second is smaller. */
function countUp(start: Operand, end: Operand, frame: Frame, at: Span, first = true, last = true): Value[] | null {
  const [[, from], [, to]] = [start, end];
  if (from instanceof Temporal.PlainDate && to instanceof Temporal.PlainDate) {
    const days = from.until(to, { largestUnit: 'days' }).days;
    return count(0, days, frame, at, first, last).map((day) => from.add({ days: day }));
  }
  const [a, b] = [isNumeric(from) ? toInteger(from) : undefined, isNumeric(to) ? toInteger(to) : undefined];
  if (a === undefined || b === undefined) {
    const message = () => ({
      en: 'One can count only between two whole numbers or two dates.',
      ro: 'Se poate număra numai între două numere întregi sau două date.',
    });
    return frame.note(at, 'NO_RANGE', message, [start, end]);
  }
  return count(a, b, frame, at, first, last);
}

function count(from: number, to: number, frame: Frame, at: Span, first: boolean, last: boolean): number[] {
  const step = from <= to ? 1 : -1;
  const size = Math.abs(to - from) + 1;
  frame.reserve(at, Math.min(size, MAX_LIST + 1), 'list');
  frame.charge(at, size);
  const all = Array.from({ length: size }, (_, index) => from + index * step);
  return all.slice(first ? 0 : 1, last ? undefined : -1);
}

/** Runs `body` for each combination; stops when it says so. False when one of the lists is null. */
function walk(
  parts: readonly Iteration[],
  frame: Frame,
  at: Span,
  body: () => boolean,
  index = 0,
): 'done' | 'stopped' | 'null' {
  const part = parts[index];
  if (!part) return body() ? 'done' : 'stopped';
  const elements = part.elements(frame);
  if (elements === null) return 'null';
  for (const element of elements) {
    frame.charge(at);
    frame.locals[part.slot] = element;
    const outcome = walk(parts, frame, at, body, index + 1);
    if (outcome !== 'done') return outcome;
  }
  return 'done';
}

export function loop(syntax: Of<'for'>, outer: Scope, compiling: Compiling): Code {
  const { scope, parts } = iterations(syntax.iterators, outer, compiling);
  const partial = compiling.newSlot();
  const named = withLocals(scope, new Map([['partial', { slot: partial, type: listOf(ANY) }]]));
  let usesPartial = false;
  const body = compiling.compile(syntax.body, {
    ...named,
    find(name) {
      if (name === 'partial') usesPartial = true;
      return named.find(name);
    },
  });
  const at = spanOf(syntax);
  return {
    ...at,
    type: listOf(body.type),
    run(frame) {
      const results: Value[] = [];
      const outcome = walk(parts, frame, at, () => {
        if (usesPartial) {
          // A copy, because the body may keep it, and `results` still grows.
          frame.charge(at, results.length / 16);
          frame.locals[partial] = results.slice();
        }
        results.push(body.run(frame));
        frame.reserve(at, results.length, 'list');
        return true;
      });
      return outcome === 'null' ? null : results;
    },
  };
}

/** `some` and `every`: three-valued, as a chain of `or` and `and`. */
export function quantified(syntax: Of<'some' | 'every'>, outer: Scope, compiling: Compiling): Code {
  const { scope, parts } = iterations(syntax.iterators, outer, compiling);
  const body = compiling.compile(syntax.body, scope);
  expectBoolean(body, '`satisfies`', compiling);
  const at = spanOf(syntax);
  const decisive = syntax.is === 'some';
  return {
    ...at,
    type: BOOLEAN,
    run(frame) {
      let [result, failed]: [Value, boolean] = [!decisive, false];
      const outcome = walk(parts, frame, at, () => {
        const value = body.run(frame);
        if (value === decisive) return false;
        if (value === !decisive) return true;
        failed = value !== null;
        result = failed ? notBoolean(frame, body, value) : null;
        return !failed;
      });
      if (outcome === 'null' || failed) return null;
      if (outcome === 'stopped') return decisive;
      return result ?? frame.note(at, 'NULL_OPERAND', () => undecided(syntax.is));
    },
    whenTrue: (root) => overRelation(syntax.is, parts, body, true, root),
    whenFalse: (root) => overRelation(decisive ? 'every' : 'some', parts, body, false, root),
  };
}

function undecided(is: 'some' | 'every') {
  return {
    en: `\`${is}\` cannot be decided, because \`satisfies\` is null for an element.`,
    ro: `\`${is}\` nu se poate decide, deoarece \`satisfies\` este null pentru un element.`,
  };
}

function overRelation(is: 'some' | 'every', parts: readonly Iteration[], body: Code, wanted: boolean, root: Root) {
  const [part, ...more] = parts;
  if (!part?.relation || more.length > 0 || part.relation.path.root !== root) return undefined;
  const [chosen, where] = [part.relation.where(), condition(body, wanted, part.slot)];
  if (!chosen || !where) return undefined;
  return withinRelation(is, part.relation.path.names, chosen, where);
}

/** `some x in related[chosen] satisfies where`. */
function withinRelation(
  is: 'some' | 'every',
  path: readonly string[],
  chosen: NonNullable<ReturnType<Relation['where']>>,
  where: NonNullable<ReturnType<typeof condition>>,
) {
  if (chosen.is === 'constant' && chosen.value) return { is, path, where } as const;
  if (is === 'some') return { is, path, where: { is: 'and', of: [chosen, where] } } as const;
  return { is, path, where: { is: 'or', of: [{ is: 'not', of: chosen }, where] } } as const;
}
