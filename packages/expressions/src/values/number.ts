import { Decimal as Base } from 'decimal.js';

/**
 * Decimal numbers as DMN wants them: 34 digits, half-even, exponents of IEEE 754 decimal128.
 * An exponent beyond the limits becomes infinite, which the callers turn to null.
 */
export const Decimal = Base.clone({
  precision: 34,
  rounding: Base.ROUND_HALF_EVEN,
  minE: -6176,
  maxE: 6144,
  toExpNeg: -6177,
  toExpPos: 6145,
  modulo: Base.ROUND_FLOOR,
});
export type Decimal = Base;

/** A number of FEEL. Safe integers are plain numbers, because they are exact and quick; all others are Decimals. */
export type Numeric = number | Decimal;

export function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || value instanceof Base;
}

export function toDecimal(value: Numeric): Decimal {
  return typeof value === 'number' ? new Decimal(value) : value;
}

/** The quick form of a Decimal; undefined where it is not finite. */
export function settle(value: Decimal): Numeric | undefined {
  if (!value.isFinite()) return undefined;
  if (value.isInteger() && value.abs().lte(Number.MAX_SAFE_INTEGER)) return value.toNumber();
  return value;
}

/** Short enough to be exact whatever the digits. */
const PLAIN = /^-?\d{1,17}(?:\.\d{1,16})?$/;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads digits as FEEL, JSON and the database write them; undefined when `text` is no number within the limits. */
export function parseNumber(text: string): Numeric | undefined {
  if (PLAIN.test(text)) {
    const whole = text.includes('.') ? undefined : Number(text);
    return Number.isSafeInteger(whole) ? whole : settle(new Decimal(text));
  }
  return NUMBER.test(text) ? settle(new Decimal(text).toSignificantDigits(34)) : undefined;
}

export function compareNumbers(a: Numeric, b: Numeric): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return toDecimal(a).cmp(b);
}

export function add(a: Numeric, b: Numeric): Numeric | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return settle(toDecimal(a).plus(b));
}

export function subtract(a: Numeric, b: Numeric): Numeric | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return settle(toDecimal(a).minus(b));
}

export function multiply(a: Numeric, b: Numeric): Numeric | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return settle(toDecimal(a).times(b));
}

/** Undefined when dividing by zero. */
export function divide(a: Numeric, b: Numeric): Numeric | undefined {
  return settle(toDecimal(a).div(b));
}

/** Undefined where the result is not a real number, or too large. */
export function power(a: Numeric, b: Numeric): Numeric | undefined {
  return settle(toDecimal(a).pow(b));
}

export function negate(value: Numeric): Numeric {
  return typeof value === 'number' ? 0 - value : value.neg();
}

/** A whole number for positions and counts; undefined otherwise. */
export function toInteger(value: Numeric): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Digits as a person and the wire write them: no exponent. */
export function showNumber(value: Numeric): string {
  return typeof value === 'number' ? String(value) : value.toFixed();
}
