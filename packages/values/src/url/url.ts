import { refuse } from '../flaws.ts';
import { written } from '../json-value.ts';
import { compareText, readText } from '../read-text.ts';
import { defineType } from '../value-type.ts';

export const url = defineType({
  name: 'url',
  about: { en: 'A web address (http or https)', ro: 'O adresă web (http sau https)' },
  options: {},
  parse(input) {
    const read = readText(input, { lines: false, maxLength: 2000 });
    if ('flaw' in read || typeof read.value !== 'string') return read;
    const address = URL.parse(read.value);
    if (address && /^https?:$/.test(address.protocol) && address.href.length <= 2000) return { value: address.href };
    return refuse(
      'NOT_A_URL',
      { en: 'This is not a web address.', ro: 'Aceasta nu este o adresă web.' },
      { en: 'Write one such as https://example.com.', ro: 'Scrieți o adresă ca https://example.com.' },
    );
  },
  compare: compareText,
  format: (value) => written(value),
  column: 'text',
  scalar: { output: 'String', input: 'String', filter: 'StringFilter' },
  feel: 'string',
  control: 'url',
  sortable: true,
});
