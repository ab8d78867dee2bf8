import { z } from 'zod';
import { refuse } from '../flaws.ts';
import { written } from '../json-value.ts';
import { compareText, readText } from '../read-text.ts';
import { count, defineType, type Parsed } from '../value-type.ts';
import { textFormats } from './formats.ts';

const DEFAULT_LENGTH = 255;

export const text = defineType({
  name: 'text',
  about: { en: 'One line of text', ro: 'Un rând de text' },
  options: {
    maxLength: count(`At most so many characters; ${DEFAULT_LENGTH} when not said.`),
    minLength: count('At least so many characters.'),
    pattern: z
      .string()
      .refine(isPattern, 'not a regular expression')
      .optional()
      .describe('A regular expression (JavaScript) that the whole text must match.'),
    format: z
      .enum([...textFormats.keys()])
      .optional()
      .describe(
        `A known written form, checked and brought to its one canonical writing: ${[...textFormats.keys()].join(', ')}.`,
      ),
  },
  parse(input, { maxLength = DEFAULT_LENGTH, minLength, pattern, format }) {
    const read = readText(input, { lines: false, maxLength, minLength });
    if ('flaw' in read || typeof read.value !== 'string') return read;
    if (format !== undefined) return inFormat(read.value, format);
    if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(read.value)) {
      return refuse(
        'WRONG_PATTERN',
        { en: 'The text does not have the form asked for.', ro: 'Textul nu are forma cerută.' },
        { en: `It must match ${pattern}.`, ro: `Trebuie să se potrivească cu ${pattern}.` },
      );
    }
    return read;
  },
  compare: compareText,
  format: (value) => written(value),
  column: 'text',
  scalar: { output: 'String', input: 'String', filter: 'StringFilter' },
  feel: 'string',
  control: 'text',
  sortable: true,
});

function inFormat(value: string, name: string): Parsed {
  const format = textFormats.get(name);
  const canonical = format ? format.canonical(value) : value;
  if (canonical !== undefined) return { value: canonical };
  const about = format?.about;
  const [en, ro] = typeof about === 'object' ? [about.en, about.ro ?? about.en] : [name, name];
  return refuse(
    'WRONG_FORMAT',
    { en: `This is not a valid ${en}.`, ro: `Valoarea nu este validă: ${ro}.` },
    {
      en: `Check the digits; a valid one is ${format?.example}.`,
      ro: `Verificați cifrele; un exemplu valid este ${format?.example}.`,
    },
  );
}

function isPattern(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, 'u'));
  } catch {
    return false;
  }
}
