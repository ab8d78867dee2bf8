import { z } from 'zod';
import { compareDecimals, exactDecimal, numberFormat } from '../exact-decimal.ts';
import { refuse } from '../flaws.ts';
import { isJsonObject, type Json, written } from '../json-value.ts';
import { compareText } from '../read-text.ts';
import { defineType, exactNumber } from '../value-type.ts';

export const money = defineType({
  name: 'money',
  about: { en: 'An exact amount in one currency', ro: 'O sumă exactă într-o monedă' },
  options: {
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'three capital letters, such as EUR')
      .describe('The currency of every amount in this field (ISO 4217): EUR.'),
    scale: z.int().min(0).max(20).optional().describe("Decimals kept; the currency's own when not said."),
    min: exactNumber('The smallest amount allowed.'),
    max: exactNumber('The largest amount allowed.'),
  },
  parse(input, { currency, scale, min, max }) {
    const given = isJsonObject(input) ? input : { amount: input };
    if ('currency' in given && given.currency !== currency) {
      return refuse(
        'WRONG_CURRENCY',
        { en: `This field holds ${currency} only.`, ro: `Acest câmp păstrează numai ${currency}.` },
        { en: `Convert the amount and write "${currency}".`, ro: `Convertiți suma și scrieți "${currency}".` },
      );
    }
    const amount = exactDecimal(given.amount, { scale: scale ?? minorDigits(currency), min, max });
    return 'flaw' in amount ? amount : { value: { amount: amount.value, currency } };
  },
  compare(a, b) {
    return compareText(currencyOf(a), currencyOf(b)) || compareDecimals(amountOf(a), amountOf(b));
  },
  format(value, locale) {
    const [amount, currency] = [amountOf(value), currencyOf(value)];
    if (!/^[A-Z]{3}$/.test(currency)) return amount;
    const least = minorDigits(currency);
    const format = numberFormat(locale, {
      ...{ style: 'currency', currency, currencyDisplay: 'code' },
      ...{ minimumFractionDigits: least, maximumFractionDigits: 20 },
    });
    return format.format(amount as Intl.StringNumericLiteral);
  },
  column: 'numeric',
  scalar: { output: 'Money', input: 'MoneyInput', filter: 'MoneyFilter' },
  feel: 'money',
  control: 'money',
  sortable: true,
});

const digits = new Map<string, number>();

/** Digits after the point that the currency has: 2 for EUR, 0 for JPY. */
export function minorDigits(currency: string): number {
  let known = digits.get(currency);
  if (known === undefined) {
    known = numberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digits.set(currency, known);
  }
  return known;
}

const amountOf = (value: Json): string => written(isJsonObject(value) ? value.amount : value);
const currencyOf = (value: Json): string => (isJsonObject(value) ? written(value.currency) : '');
