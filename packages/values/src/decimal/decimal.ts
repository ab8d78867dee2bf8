import { z } from 'zod';
import { compareDecimals, exactDecimal, formatDecimal } from '../exact-decimal.ts';
import { defineType, exactNumber } from '../value-type.ts';

export const decimal = defineType({
  name: 'decimal',
  about: { en: 'An exact decimal number', ro: 'Un număr zecimal exact' },
  options: {
    scale: z
      .int()
      .min(0)
      .max(20)
      .optional()
      .describe('Decimals kept: 2 writes 12.50. As many as needed when not said.'),
    min: exactNumber('The smallest value allowed.'),
    max: exactNumber('The largest value allowed.'),
  },
  parse: (input, options) => exactDecimal(input, options),
  compare: compareDecimals,
  format: (value, locale, { scale }) => formatDecimal(value, locale, scale),
  column: 'numeric',
  scalar: { output: 'Decimal', input: 'Decimal', filter: 'DecimalFilter' },
  feel: 'number',
  control: 'decimal',
  sortable: true,
});
