import { written } from '../json-value.ts';
import { isTime, readWritten } from '../read-date.ts';
import { compareText } from '../read-text.ts';
import { defineType } from '../value-type.ts';

const WANTED = { code: 'NOT_A_TIME', en: 'a time of day', ro: 'o oră', example: '09:30' };

export const time = defineType({
  name: 'time',
  about: { en: 'A time of day', ro: 'O oră din zi' },
  options: {},
  parse: (input) =>
    readWritten(input, WANTED, (text) => (isTime(text) ? (text.length === 5 ? `${text}:00` : text) : undefined)),
  compare: compareText,
  format: (value) => written(value).replace(/^(\d\d:\d\d):00$/, '$1'),
  column: 'time',
  scalar: { output: 'Time', input: 'Time', filter: 'TimeFilter' },
  feel: 'time',
  control: 'time',
  sortable: true,
});
