import { RequestError } from '@dealwright/diagnostics';
import { type Entity, type Field, fieldType } from '@dealwright/entities';
import { ALWAYS, type Comparison, type FeelType, NEVER, type Predicate, type Term } from '@dealwright/expressions';
import type { Json } from '@dealwright/values';
import { recordFields } from '../types/record-fields.ts';
import { refuseUnstorable } from './refuse-unstorable.ts';

/** A coerced `…Filter`, or the operators below one of its fields. */
export interface FilterValue {
  readonly [name: string]: unknown;
}

const COMPARISONS: Readonly<Record<string, Comparison>> = { eq: '=', ne: '!=', gt: '>', gte: '>=', lt: '<', lte: '<=' };
const TEXTS = { contains: 'contains', startsWith: 'starts with', endsWith: 'ends with' } as const;

/**
 * A filter as a Predicate. What is absent says nothing; null says "has no value" for `eq` and `ne`, is as good as absent
 * for connectives and fields (an unset variable), and is refused elsewhere.
 * @param path over which references the entity was reached
 */
export function predicateOf(entity: Entity, filter: FilterValue, path: readonly string[] = []): Predicate {
  const parts: Predicate[] = [];
  for (const [name, value] of Object.entries(filter)) {
    if (value === null || value === undefined) continue;
    parts.push(conditionOf(entity, name, value, path));
  }
  return all(parts);
}

function conditionOf(entity: Entity, name: string, value: unknown, path: readonly string[]): Predicate {
  const source = recordFields(entity).get(name);
  if (source?.is === 'field') return fieldCondition(source.field, value as FilterValue, [...path, name]);
  if (source?.is === 'one') return predicateOf(source.entity, value as FilterValue, [...path, name]);
  if (source?.is === 'many') return relatedCondition(source.inverse.entity, value as FilterValue, [...path, name]);
  if (name === 'and') return all((value as FilterValue[]).map((each) => predicateOf(entity, each, path)));
  if (name === 'or') return any((value as FilterValue[]).map((each) => predicateOf(entity, each, path)));
  if (name === 'not') return { is: 'not', of: predicateOf(entity, value as FilterValue, path) };
  return nullness({ is: 'field', path: path.length > 0 ? path : ['id'], type: { kind: 'string' } }, value === true);
}

function relatedCondition(entity: Entity, value: FilterValue, path: readonly string[]): Predicate {
  const parts: Predicate[] = [];
  for (const [quantifier, inner] of Object.entries(value)) {
    if (inner === null || inner === undefined) continue;
    const where = predicateOf(entity, inner as FilterValue);
    if (quantifier === 'none') parts.push({ is: 'not', of: { is: 'some', path, where } });
    else parts.push({ is: quantifier === 'every' ? 'every' : 'some', path, where });
  }
  return all(parts);
}

function fieldCondition(field: Field, operators: FilterValue, path: readonly string[]): Predicate {
  if (field.type.scalar.filter === 'MoneyFilter') return moneyCondition(operators, path);
  const type = field.name === 'id' ? ({ kind: 'string' } as const) : fieldType(field);
  return operatorsCondition({ is: 'field', path, type }, type, operators, path);
}

function moneyCondition(operators: FilterValue, path: readonly string[]): Predicate {
  const parts: Predicate[] = [];
  for (const [part, inner] of Object.entries(operators)) {
    if (inner === null || inner === undefined) continue;
    const amount: Term = { is: 'field', path: [...path, 'amount'], type: { kind: 'number' } };
    if (part === 'isNull') parts.push(nullness(amount, inner === true));
    else {
      const type: FeelType = { kind: part === 'amount' ? 'number' : 'string' };
      const at = [...path, part];
      parts.push(operatorsCondition({ is: 'field', path: at, type }, type, inner as FilterValue, at));
    }
  }
  return all(parts);
}

function operatorsCondition(term: Term, type: FeelType, operators: FilterValue, path: readonly string[]): Predicate {
  const parts = Object.entries(operators).map(([operator, operand]) => {
    const where = `${path.join('.')}.${operator}`;
    const of = type.kind === 'list' ? type.of : type;
    const value = (each: unknown): Term => ({ is: 'value', value: storable(each, where), type: of });
    return operatorCondition(term, operator, operand, value, where);
  });
  return all(parts);
}

function operatorCondition(
  term: Term,
  operator: string,
  operand: unknown,
  value: (each: unknown) => Term,
  where: string,
): Predicate {
  if (operand === undefined) return ALWAYS;
  if (operand === null) {
    if (operator === 'eq' || operator === 'ne') return nullness(term, operator === 'eq');
    throw new RequestError('BAD_USER_INPUT', `\`${where}\` cannot be null.`, 'leave it out, or use `isNull`');
  }
  if (operator === 'isNull') return nullness(term, operand === true);
  const comparison = COMPARISONS[operator];
  if (comparison) return { is: 'compare', operator: comparison, left: term, right: value(operand) };
  if (term.is === 'field' && term.type.kind === 'list') return { is: 'one of', term: value(operand), values: [term] };
  if (operator in TEXTS) {
    const kind = TEXTS[operator as keyof typeof TEXTS];
    return { is: 'text', operator: kind, term, value: value(operand), ignoreCase: true };
  }
  const listed = operand as readonly unknown[];
  if (operator === 'between') {
    const [from, to, ...more] = listed;
    if (from === undefined || to === undefined || more.length > 0) {
      throw new RequestError('BAD_USER_INPUT', `\`${where}\` takes two values, from and to.`);
    }
    return all([
      { is: 'compare', operator: '>=', left: term, right: value(from) },
      { is: 'compare', operator: '<=', left: term, right: value(to) },
    ]);
  }
  const oneOf: Predicate = listed.length === 0 ? NEVER : { is: 'one of', term, values: listed.map(value) };
  return operator === 'notIn' ? { is: 'not', of: oneOf } : oneOf;
}

function nullness(term: Term, isNull: boolean): Predicate {
  const none: Predicate = { is: 'null', term };
  return isNull ? none : { is: 'not', of: none };
}

function all(of: readonly Predicate[]): Predicate {
  const [only, ...more] = of.filter((each) => each !== ALWAYS);
  if (!only) return ALWAYS;
  return more.length === 0 ? only : { is: 'and', of: [only, ...more] };
}

function any(of: readonly Predicate[]): Predicate {
  const [only, ...more] = of;
  if (!only) return NEVER;
  return more.length === 0 ? only : { is: 'or', of };
}

function storable(value: unknown, where: string): Json {
  if (typeof value === 'string') refuseUnstorable(value, where);
  return value as Json;
}
