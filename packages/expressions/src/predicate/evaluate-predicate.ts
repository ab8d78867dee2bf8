import type { Json, JsonObject } from '@dealwright/values';
import { Temporal } from 'temporal-polyfill';
import { temporalArithmetic } from '../compile/temporal-arithmetic.ts';
import type { Predicate, Term } from '../predicate.ts';
import type { FeelType } from '../types.ts';
import { equal, order } from '../values/compare.ts';
import { add, Decimal, divide, isNumeric, multiply, settle, subtract } from '../values/number.ts';
import { epochOf } from '../values/temporal.ts';
import { DateTime, isList, type Value } from '../values/value.ts';
import { fromWire, isArray, isObject, own } from '../values/wire.ts';

/** What predicates know when they run: `now`, `today`, and names such as `me.id`, in wire form. */
export type Parameters = JsonObject;

/**
 * Decides a predicate over a record in wire form, in which references are nested records or bare ids and relations to
 * many are lists. It says what the database says for the same predicate.
 */
export function evaluatePredicate(predicate: Predicate, record: JsonObject, parameters: Parameters = {}): boolean {
  const decide = (each: Predicate) => evaluatePredicate(each, record, parameters);
  const value = (term: Term) => evaluateTerm(term, record, parameters);
  switch (predicate.is) {
    case 'constant':
      return predicate.value;
    case 'and':
      return predicate.of.every(decide);
    case 'or':
      return predicate.of.some(decide);
    case 'not':
      return !decide(predicate.of);
    case 'compare':
      return compare(predicate.operator, value(predicate.left), value(predicate.right));
    case 'one of': {
      const given = value(predicate.term);
      // A parameter may be a list: the roles of the one who asks.
      const among = predicate.values.map(value).flatMap((each): readonly Value[] => (isList(each) ? each : [each]));
      return among.some((each) => equal(given, each, ZONE) === true);
    }
    case 'null':
      return value(predicate.term) === null;
    case 'text':
      return matches(predicate, value(predicate.term), value(predicate.value));
    case 'true':
      return value(predicate.term) === true;
    case 'some':
    case 'every': {
      const related = follow(record, predicate.path);
      const records = isArray(related) ? related.filter(isObject) : [];
      const meets = (each: JsonObject) => evaluatePredicate(predicate.where, each, parameters);
      return predicate.is === 'some' ? records.some(meets) : records.every(meets);
    }
  }
}

/** Instants travel in UTC. */
const ZONE = 'UTC';

function compare(operator: string, a: Value, b: Value): boolean {
  if (operator === '=') return equal(a, b, ZONE) === true;
  if (operator === '!=') return equal(a, b, ZONE) === false;
  const compared = order(a, b, ZONE);
  if (compared === undefined) return false;
  if (operator === '<') return compared < 0;
  if (operator === '<=') return compared <= 0;
  return operator === '>' ? compared > 0 : compared >= 0;
}

function matches({ operator, ignoreCase }: Extract<Predicate, { is: 'text' }>, text: Value, part: Value): boolean {
  if (typeof text !== 'string' || typeof part !== 'string') return false;
  const [whole, piece] = ignoreCase ? [text.toLowerCase(), part.toLowerCase()] : [text, part];
  if (operator === 'starts with') return whole.startsWith(piece);
  if (operator === 'ends with') return whole.endsWith(piece);
  return operator === 'similar' ? similarity(whole, piece) >= 0.3 : whole.includes(piece);
}

/** The measure and threshold of PostgreSQL's pg_trgm: shared groups of three letters over all groups. */
function similarity(a: string, b: string): number {
  const [left, right] = [trigrams(a), trigrams(b)];
  const shared = left.intersection(right).size;
  const all = left.union(right).size;
  return all === 0 ? 0 : shared / all;
}

function trigrams(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.flatMap((word) => Array.from({ length: word.length + 1 }, (_, at) => `  ${word} `.slice(at, at + 3))),
  );
}

/** The value of a term over a record in wire form. */
function evaluateTerm(term: Term, record: JsonObject, parameters: Parameters = {}): Value {
  switch (term.is) {
    case 'field':
      return readField(record, term.path, term.type);
    case 'value':
      return fromWire(term.value, term.type);
    case 'parameter':
      return fromWire(own(parameters, term.name), term.type);
    case 'arithmetic': {
      const [a, b] = [evaluateTerm(term.left, record, parameters), evaluateTerm(term.right, record, parameters)];
      return calculate(term.operator, a, b);
    }
    case 'call':
      return call(
        term,
        term.of.map((each) => evaluateTerm(each, record, parameters)),
      );
    case 'if':
      return evaluateTerm(
        evaluatePredicate(term.when, record, parameters) ? term.then : term.otherwise,
        record,
        parameters,
      );
  }
}

function calculate(operator: '+' | '-' | '*' | '/', a: Value, b: Value): Value {
  if (isNumeric(a) && isNumeric(b))
    return { '+': add, '-': subtract, '*': multiply, '/': divide }[operator](a, b) ?? null;
  if (typeof a === 'string' && typeof b === 'string') return operator === '+' ? a + b : null;
  return temporalArithmetic(operator, a, b, ZONE) ?? null;
}

function readField(record: JsonObject, path: readonly string[], type: FeelType): Value {
  const found = follow(record, path);
  // A loaded reference stands for its id.
  return fromWire(isObject(found) && type.kind === 'string' ? own(found, 'id') : found, type);
}

function follow(record: JsonObject, path: readonly string[]): Json | undefined {
  let at: Json | undefined = record;
  for (const name of path) at = isObject(at) ? own(at, name) : undefined;
  return at;
}

function call({ name }: Extract<Term, { is: 'call' }>, args: readonly Value[]): Value {
  const [first = null, second = null] = args;
  switch (name) {
    case 'coalesce':
      return args.find((each) => each !== null) ?? null;
    case 'lower case':
      return typeof first === 'string' ? first.toLowerCase() : null;
    case 'upper case':
      return typeof first === 'string' ? first.toUpperCase() : null;
    case 'string length':
      return typeof first === 'string' ? [...first].length : null;
    case 'abs':
      return isNumeric(first) ? (settle(new Decimal(first).abs()) ?? null) : null;
    case 'hours between':
      return between(first, second, 3_600_000_000_000);
    case 'days between':
      return between(first, second, 86_400_000_000_000);
  }
}

function between(a: Value, b: Value, unit: number): Value {
  const [from, to] = [instantOf(a), instantOf(b)];
  if (from === undefined || to === undefined) return null;
  return settle(new Decimal((to - from).toString()).div(unit)) ?? null;
}

function instantOf(value: Value): bigint | undefined {
  if (value instanceof Temporal.PlainDate) return epochOf(new DateTime(value.toPlainDateTime()), ZONE);
  return value instanceof DateTime ? epochOf(value, ZONE) : undefined;
}
