import type { Syntax, TestsSyntax } from '../parse/syntax.ts';
import type { FeelType, Interval, Point, UnaryShape } from '../types.ts';
import { DateTime, isList, type Value } from '../values/value.ts';
import { toWire } from '../values/wire.ts';

const INDEXED = new Set<FeelType['kind']>(['string', 'number', 'boolean', 'date', 'time', 'date and time']);

/** What tests accept, where each is a plain value, comparison or range of constants; undefined otherwise. */
export function shapeOf(syntax: TestsSyntax, input: FeelType): UnaryShape | undefined {
  if (syntax.tests.length === 0) return { is: 'anything' };
  if (syntax.negated || !INDEXED.has(input.kind)) return undefined;
  const parts = syntax.tests.map(partsOf);
  return parts.every((each) => each !== undefined) ? { is: 'union', parts: parts.flat() } : undefined;
}

function partsOf(syntax: Syntax): readonly (Point | Interval)[] | undefined {
  switch (syntax.is) {
    case 'list': {
      const parts = syntax.of.map(partsOf);
      return parts.every((each) => each !== undefined) ? parts.flat() : undefined;
    }
    case 'test': {
      const bound = constantOf(syntax.of);
      return bound === undefined || bound === null ? undefined : comparisonParts(syntax.operator, toWire(bound));
    }
    case 'range': {
      const [from, to] = [constantOf(syntax.from), constantOf(syntax.to)];
      if (from === undefined || to === undefined || from === null || to === null) return undefined;
      const { fromIncluded, toIncluded } = syntax;
      return [{ is: 'interval', from: toWire(from), fromIncluded, to: toWire(to), toIncluded }];
    }
    default: {
      const value = constantOf(syntax);
      return value === undefined || isList(value) ? undefined : [{ is: 'point', value: toWire(value) }];
    }
  }
}

function comparisonParts(operator: string, bound: Point['value']): readonly (Point | Interval)[] | undefined {
  switch (operator) {
    case '=':
      return [{ is: 'point', value: bound }];
    case '<':
    case '<=':
      return [{ is: 'interval', fromIncluded: false, to: bound, toIncluded: operator === '<=' }];
    case '>':
    case '>=':
      return [{ is: 'interval', from: bound, fromIncluded: operator === '>=', toIncluded: false }];
    default:
      return undefined;
  }
}

/** A value that is the same whatever the record and the zone. */
function constantOf(syntax: Syntax): Value | undefined {
  if (syntax.is === 'negate' && syntax.of.is === 'literal' && typeof syntax.of.value === 'number')
    return 0 - syntax.of.value;
  if (syntax.is !== 'literal') return undefined;
  const { value } = syntax;
  return value instanceof DateTime && value.zone === undefined ? undefined : value;
}
