import type { Expression, FeelType } from '@dealwright/expressions';
import type { Json } from '@dealwright/values';

/** A value that stands where an expression may stand, such as `default: draft`. `value` is in wire form. */
export function literal(value: Json, type: FeelType): Expression {
  const evaluation = Object.freeze({ value, diagnostics: [] });
  return Object.freeze<Expression>({
    text: JSON.stringify(value),
    type,
    paths: [],
    readsClock: false,
    term: { is: 'value', value, type },
    evaluate: () => evaluation,
    holds: () => value === true,
  });
}
