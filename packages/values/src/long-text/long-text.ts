import { written } from '../json-value.ts';
import { compareText, readText } from '../read-text.ts';
import { count, defineType } from '../value-type.ts';

const DEFAULT_LENGTH = 20_000;

export const longText = defineType({
  name: 'long-text',
  about: { en: 'Text of several lines', ro: 'Text pe mai multe rânduri' },
  options: {
    maxLength: count(`At most so many characters; ${DEFAULT_LENGTH} when not said.`),
    minLength: count('At least so many characters.'),
  },
  parse: (input, { maxLength = DEFAULT_LENGTH, minLength }) => readText(input, { lines: true, maxLength, minLength }),
  compare: compareText,
  format: (value) => written(value),
  column: 'text',
  scalar: { output: 'String', input: 'String', filter: 'StringFilter' },
  feel: 'string',
  control: 'long-text',
  sortable: true,
});
