import type { FeelType } from '@dealwright/expressions';
import type { Json } from '@dealwright/values';
import { compareNumbers, readNumber, type Scalar, type ScalarType, scalarType } from './scalar.ts';

/** A fact value against a condition's value. Throws {@link InvalidOperand} where json-rules-engine throws. */
export type Operator = (fact: Json, value: Json) => boolean;

/** A condition that cannot be evaluated, such as `in` with something that is not a list. Its rule does not match. */
export class InvalidOperand extends Error {}

const RELATIONS: Readonly<Record<string, (order: number) => boolean>> = {
  lessThan: (order) => order < 0,
  lessThanInclusive: (order) => order <= 0,
  greaterThan: (order) => order > 0,
  greaterThanInclusive: (order) => order >= 0,
};

/** The operators of json-rules-engine, with the sign that people read. */
export const OPERATORS: Readonly<Record<string, string>> = {
  equal: '=',
  notEqual: '≠',
  lessThan: '<',
  lessThanInclusive: '≤',
  greaterThan: '>',
  greaterThanInclusive: '≥',
  in: 'in',
  notIn: 'not in',
  contains: 'contains',
  doesNotContain: 'does not contain',
};

/** `someFact:lessThan` compares the elements of a list; `swap` and `not` do what they say. */
export const DECORATORS = ['someFact', 'everyFact', 'someValue', 'everyValue', 'swap', 'not'] as const;
export type Decorator = (typeof DECORATORS)[number];

/** An operator taken apart: `not:someFact:equal` is equal, decorated by not and someFact. Undefined parts are unknown. */
export interface OperatorName {
  /** Its own name, of json-rules-engine or of the decision. */
  readonly base: string;
  readonly decorators: readonly Decorator[];
}

/** Operators that a decision brings itself, by the type of what they compare. */
export type OwnOperators = ReadonlyMap<string, (type: FeelType) => Operator>;

const NO_OPERATORS: OwnOperators = new Map();

/** Takes an operator's name apart; undefined when json-rules-engine would not know it either. */
export function parseOperator(name: string, own: OwnOperators = NO_OPERATORS): OperatorName | undefined {
  const parts = name.split(':');
  const base = parts.pop() ?? '';
  const isKnown =
    (Object.hasOwn(OPERATORS, base) || own.has(base)) && parts.every((each) => DECORATORS.includes(each as Decorator));
  return isKnown ? { base, decorators: parts as Decorator[] } : undefined;
}

export function isRelation(base: string): boolean {
  return Object.hasOwn(RELATIONS, base);
}

/** The order test of a relational operator; undefined for others. */
export function relation(base: string): ((order: number) => boolean) | undefined {
  return Object.hasOwn(RELATIONS, base) ? RELATIONS[base] : undefined;
}

/**
 * The operator over wire values. Over a scalar type it compares exact numbers and instants; over `any` it does what
 * json-rules-engine does, except that two numeric texts compare as numbers and null is neither below nor above anything.
 * @param type of one fact value: the elements' type, for `contains` and `someFact`
 */
export function makeOperator(
  { base, decorators }: OperatorName,
  type: FeelType,
  own: OwnOperators = NO_OPERATORS,
): Operator {
  let operator = own.get(base)?.(type) ?? makeBase(base, scalarType(type));
  for (const decorator of decorators.toReversed()) operator = decorate(decorator, operator);
  return operator;
}

function makeBase(base: string, type: ScalarType | undefined): Operator {
  const order = relation(base);
  if (order) return type ? typedRelation(type, order) : looseRelation(base, order);
  const same = type ? typedEqual(type) : (a: Json, b: Json) => a === b;
  const has = (list: readonly Json[], element: Json) => list.some((each) => same(each, element));
  switch (base) {
    case 'equal':
      return same;
    case 'notEqual':
      return (fact, value) => !same(fact, value);
    case 'in':
      return (fact, value) => isIn(fact, value, has);
    case 'notIn':
      return (fact, value) => !isIn(fact, value, has);
    case 'contains':
      return (fact, value) => Array.isArray(fact) && has(fact, value);
    default:
      return (fact, value) => Array.isArray(fact) && !has(fact, value);
  }
}

function typedRelation(type: ScalarType, holds: (order: number) => boolean): Operator {
  return (fact, value) => {
    const a = type.read(fact);
    const b = type.read(value);
    return isThere(a) && isThere(b) && holds(type.compare(a, b));
  };
}

function typedEqual(type: ScalarType): Operator {
  return (fact, value) => {
    const a = type.read(fact);
    const b = type.read(value);
    return isThere(a) && isThere(b) ? type.compare(a, b) === 0 : fact === value;
  };
}

function isThere(scalar: Scalar | null | undefined): scalar is Scalar {
  return scalar !== null && scalar !== undefined;
}

function looseRelation(base: string, holds: (order: number) => boolean): Operator {
  return (fact, value) => {
    const a = readNumber(fact);
    const b = readNumber(value);
    if (a !== undefined && b !== undefined) return holds(compareNumbers(a, b));
    if (value === null) return false;
    // The engine asks only whether the fact begins like a number, and then lets JavaScript compare.
    if (Number.isNaN(Number.parseFloat(String(fact)))) return false;
    return compareAsJavaScript(base, fact, value);
  };
}

function compareAsJavaScript(base: string, fact: Json, value: Json): boolean {
  const [a, b] = [fact as number, value as number];
  if (base === 'lessThan') return a < b;
  if (base === 'lessThanInclusive') return a <= b;
  return base === 'greaterThan' ? a > b : a >= b;
}

function isIn(fact: Json, value: Json, has: (list: readonly Json[], element: Json) => boolean): boolean {
  if (typeof value === 'string') return value.includes(String(fact));
  if (!Array.isArray(value)) throw new InvalidOperand('in');
  return has(value, fact);
}

function decorate(decorator: Decorator, next: Operator): Operator {
  switch (decorator) {
    case 'someFact':
      return (fact, value) => Array.isArray(fact) && fact.some((each) => next(each, value));
    case 'everyFact':
      return (fact, value) => Array.isArray(fact) && fact.every((each) => next(each, value));
    case 'someValue':
      return (fact, value) => listOf(value).some((each) => next(fact, each));
    case 'everyValue':
      return (fact, value) => listOf(value).every((each) => next(fact, each));
    case 'swap':
      return (fact, value) => next(value, fact);
    case 'not':
      return (fact, value) => !next(fact, value);
  }
}

function listOf(value: Json): readonly Json[] {
  if (!Array.isArray(value)) throw new InvalidOperand('value');
  return value;
}
