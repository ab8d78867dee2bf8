import type { FeelType } from '@dealwright/expressions';
import type { Json } from '@dealwright/values';
import { Decimal } from 'decimal.js';

/**
 * A wire value made ready to be compared: a number is a double where that is exact (at most 15 digits), else a Decimal;
 * an instant is milliseconds; the rest is as in the wire form.
 */
export type Scalar = number | Decimal | string | boolean;

/** How values of one FEEL type are read and put in order. */
export interface ScalarType {
  /** Null stays null; undefined: the value is not of this type. */
  read(value: Json): Scalar | null | undefined;
  /** Below, equal or above zero. */
  compare(a: Scalar, b: Scalar): number;
}

const NUMERIC = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?$/;
const LONGEST_NUMBER = 400;
const DATE = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** The exact number that a wire value stands for; undefined when it is none (NaN, words, more than 400 characters). */
export function readNumber(value: Json): number | Decimal | undefined {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return value;
    return Number.isFinite(value) ? exact(String(value)) : undefined;
  }
  if (typeof value !== 'string' || value.length > LONGEST_NUMBER || !NUMERIC.test(value)) return undefined;
  return exact(value);
}

function exact(text: string): number | Decimal {
  // Up to 15 significant digits, different decimals are different doubles in the same order.
  if (text.length <= 15 && !/[eE]/.test(text)) return Number(text);
  return new Decimal(text);
}

/** Compares two numbers exactly. */
export function compareNumbers(a: number | Decimal, b: number | Decimal): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  return new Decimal(a).cmp(b);
}

const numbers: ScalarType = {
  read: (value) => (value === null ? null : readNumber(value)),
  compare: (a, b) => compareNumbers(a as number | Decimal, b as number | Decimal),
};
const texts: ScalarType = {
  read: (value) => (value === null || typeof value === 'string' ? value : undefined),
  compare: plain,
};
const booleans: ScalarType = {
  read: (value) => (value === null || typeof value === 'boolean' ? value : undefined),
  compare: (a, b) => Number(a) - Number(b),
};
const dates: ScalarType = {
  read: (value) => (value === null || (typeof value === 'string' && DATE.test(value)) ? value : undefined),
  compare: plain,
};
const instants: ScalarType = {
  read(value) {
    if (value === null) return null;
    const time = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
  },
  compare: plain,
};

function plain(a: Scalar, b: Scalar): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How values of `type` are compared; undefined for types without a scalar wire form (lists, contexts, any, durations, times). */
export function scalarType(type: FeelType): ScalarType | undefined {
  switch (type.kind) {
    case 'number':
      return numbers;
    case 'string':
      return texts;
    case 'boolean':
      return booleans;
    case 'date':
      return dates;
    case 'date and time':
      return instants;
    default:
      return undefined;
  }
}
