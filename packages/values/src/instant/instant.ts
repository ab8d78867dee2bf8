import { written } from '../json-value.ts';
import { formatMoment, isDate, isTime, readWritten } from '../read-date.ts';
import { compareText } from '../read-text.ts';
import { defineType } from '../value-type.ts';

const WANTED = {
  ...{ code: 'NOT_AN_INSTANT', en: 'a moment with its zone', ro: 'un moment cu fusul său orar' },
  example: '2026-01-31T10:00:00Z',
};

export const instant = defineType({
  name: 'instant',
  about: { en: 'A moment, kept in UTC to the millisecond', ro: 'Un moment, păstrat în UTC la milisecundă' },
  options: {},
  parse: (input) => readWritten(input, WANTED, readInstant),
  compare: compareText,
  format: (value, locale, { zone = 'UTC' }) =>
    formatMoment(written(value), locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }),
  column: 'timestamptz',
  scalar: { output: 'DateTime', input: 'DateTime', filter: 'DateTimeFilter' },
  feel: 'date and time',
  control: 'instant',
  sortable: true,
});

/** ISO 8601 with a zone (`Z` or an offset) to UTC with milliseconds; finer digits are cut off. */
function readInstant(text: string): string | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)(\.\d{1,9})?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/i.exec(text);
  const [, day = '', hours = '', fraction = '', zone = ''] = parts ?? [];
  if (!isDate(day) || !isTime(hours)) return undefined;
  const moment = new Date(
    `${day}T${hours.length === 5 ? `${hours}:00` : hours}${fraction.slice(0, 4)}${zone.toUpperCase()}`,
  );
  const written = Number.isNaN(moment.getTime()) ? '' : moment.toISOString();
  return isDate(written.slice(0, 10)) ? written : undefined;
}
