import type { Expression } from '@dealwright/expressions';

const NOWHERE = { now: '2000-01-01T00:00:00.000Z', zone: 'UTC', locale: 'en' };

/** True when an expression reads nothing, so that it is the same for every record at every time. */
function isConstant({ paths, text }: Expression): boolean {
  return paths.length === 0 && !readsClock(text);
}

/** True when the time of day changes what it says. */
export function readsClock(text: string): boolean {
  return /\b(now|today)\s*\(/.test(text);
}

/** True for a condition that can never hold. */
export function isNever(expression: Expression): boolean {
  return isConstant(expression) && !expression.holds({}, NOWHERE);
}

/** True for a condition that always holds. */
export function isAlways(expression: Expression): boolean {
  return isConstant(expression) && expression.holds({}, NOWHERE);
}

/** True for an amount that is always nothing. */
export function isZero(expression: Expression): boolean {
  return isConstant(expression) && Number(expression.evaluate({}, NOWHERE).value) === 0;
}
