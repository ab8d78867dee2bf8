import { Decimal } from 'decimal.js';
import { refuse, refuseAbove, refuseBelow, refuseType } from './flaws.ts';
import { type Json, written } from './json-value.ts';
import type { Parsed } from './value-type.ts';

/** Enough for any sum of money; PostgreSQL's numeric and our arithmetic hold more. */
const MOST_DIGITS = 38;
const MOST_DECIMALS = 20;

export interface DecimalLimits {
  /** Decimals kept, always written: 2 makes "12.50". Undefined: as many as needed. */
  readonly scale?: number | undefined;
  readonly min?: string | number | undefined;
  readonly max?: string | number | undefined;
}

/**
 * An exact decimal from its digits ("12.5", or the JSON number 12.5) as canonical text ("12.50" at scale 2). Never rounds:
 * more decimals than the scale are refused. Refused too: NaN, Infinity, exponents in text, more than 38 digits.
 */
export function exactDecimal(input: unknown, { scale, min, max }: DecimalLimits = {}): Parsed {
  const text = typeof input === 'number' && Number.isFinite(input) ? new Decimal(input).toFixed() : input;
  if (typeof text !== 'string') {
    if (typeof input === 'number') return refuseNumber();
    return refuseType(input, { en: 'a number such as "12.50"', ro: 'un număr ca "12.50"' });
  }
  const digits = /^\s*([+-]?)0*(\d{1,60})(?:\.(\d{1,60}))?\s*$/.exec(text.slice(0, 200));
  if (!digits || text.length > 200) return refuseNumber();
  const [, sign, whole = '', fraction = ''] = digits;
  const decimals = fraction.replace(/0+$/, '');
  if (whole.length > MOST_DIGITS - MOST_DECIMALS || decimals.length > MOST_DECIMALS) {
    return refuse(
      'TOO_MANY_DIGITS',
      {
        en: `The number has more than ${MOST_DIGITS - MOST_DECIMALS} digits before or ${MOST_DECIMALS} after the point.`,
        ro: `Numărul are mai mult de ${MOST_DIGITS - MOST_DECIMALS} cifre înainte sau ${MOST_DECIMALS} după punct.`,
      },
      { en: 'Write fewer digits.', ro: 'Scrieți mai puține cifre.' },
    );
  }
  if (scale !== undefined && decimals.length > scale) {
    return refuse(
      'TOO_MANY_DECIMALS',
      { en: `The number has more than ${scale} decimals.`, ro: `Numărul are mai mult de ${scale} zecimale.` },
      { en: `Round it to ${scale} decimals.`, ro: `Rotunjiți-l la ${scale} zecimale.` },
    );
  }
  const value = new Decimal(`${sign === '-' ? '-' : ''}${whole}.${decimals || '0'}`);
  if (min !== undefined && value.lt(min)) return refuseBelow(String(min));
  if (max !== undefined && value.gt(max)) return refuseAbove(String(max));
  const positive = value.isZero() ? value.abs() : value;
  return { value: scale === undefined ? positive.toFixed() : positive.toFixed(scale) };
}

/** Order of two exact decimals by value: "2" before "10", "1.0" equal to "1". */
export function compareDecimals(a: Json, b: Json): number {
  return new Decimal(String(a)).cmp(String(b));
}

/** Digits for a person, exact however many there are: `1.234,5` in "ro". */
export function formatDecimal(value: Json, locale: string, decimals?: number): string {
  const least = decimals === undefined ? {} : { minimumFractionDigits: decimals };
  const format = numberFormat(locale, { maximumFractionDigits: MOST_DECIMALS, ...least });
  return format.format(written(value) as Intl.StringNumericLiteral);
}

const formats = new Map<string, Intl.NumberFormat>();

/** Intl formats are costly to make and free to share. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

function refuseNumber(): Parsed {
  return refuse(
    'NOT_A_NUMBER',
    { en: 'This is not a number that can be stored.', ro: 'Acesta nu este un număr care se poate păstra.' },
    {
      en: 'Write digits with a point before the decimals, such as "1234.50".',
      ro: 'Scrieți cifre, cu punct înaintea zecimalelor, de exemplu "1234.50".',
    },
  );
}
