import { z } from 'zod';
import { compareDecimals, exactDecimal, formatDecimal } from '../exact-decimal.ts';
import { defineType, exactNumber } from '../value-type.ts';

const DEFAULT_SCALE = 2;

export const percent = defineType({
  name: 'percent',
  about: { en: 'Parts of a hundred: 12.5 is 12.5 %', ro: 'Părți dintr-o sută: 12.5 este 12,5 %' },
  options: {
    scale: z.int().min(0).max(20).optional().describe(`Decimals kept; ${DEFAULT_SCALE} when not said.`),
    min: exactNumber('The smallest value allowed.'),
    max: exactNumber('The largest value allowed.'),
  },
  parse: (input, options) => exactDecimal(input, { scale: DEFAULT_SCALE, ...options }),
  compare: compareDecimals,
  format: (value, locale) => `${formatDecimal(value, locale)}\u00a0%`,
  column: 'numeric',
  scalar: { output: 'Decimal', input: 'Decimal', filter: 'DecimalFilter' },
  feel: 'number',
  control: 'percent',
  sortable: true,
});
