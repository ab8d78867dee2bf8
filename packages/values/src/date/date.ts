import { written } from '../json-value.ts';
import { formatMoment, isDate, readWritten } from '../read-date.ts';
import { compareText } from '../read-text.ts';
import { defineType } from '../value-type.ts';

const WANTED = { code: 'NOT_A_DATE', en: 'a date', ro: 'o dată', example: '2026-01-31' };

export const date = defineType({
  name: 'date',
  about: { en: 'A day of the calendar', ro: 'O zi din calendar' },
  options: {},
  parse: (input) => readWritten(input, WANTED, (text) => (isDate(text) ? text : undefined)),
  compare: compareText,
  format: (value, locale) =>
    formatMoment(written(value), locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  column: 'date',
  scalar: { output: 'Date', input: 'Date', filter: 'DateFilter' },
  feel: 'date',
  control: 'date',
  sortable: true,
});
