import { z } from 'zod';
import { refuse } from '../flaws.ts';
import { written } from '../json-value.ts';
import { compareText, readText } from '../read-text.ts';
import { defineType } from '../value-type.ts';

const address = z.email();

export const email = defineType({
  name: 'email',
  about: { en: 'An e-mail address, in small letters', ro: 'O adresă de e-mail, cu litere mici' },
  options: {},
  parse(input) {
    const read = readText(input, { lines: false, maxLength: 254 });
    if ('flaw' in read || typeof read.value !== 'string') return read;
    const value = read.value.toLowerCase();
    if (address.safeParse(value).success) return { value };
    return refuse(
      'NOT_AN_EMAIL',
      { en: 'This is not an e-mail address.', ro: 'Aceasta nu este o adresă de e-mail.' },
      { en: 'Write one such as ana@example.com.', ro: 'Scrieți o adresă ca ana@example.com.' },
    );
  },
  compare: compareText,
  format: (value) => written(value),
  column: 'text',
  scalar: { output: 'String', input: 'String', filter: 'StringFilter' },
  feel: 'string',
  control: 'email',
  sortable: true,
});
