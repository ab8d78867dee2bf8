import { say } from '@dealwright/diagnostics';
import { z } from 'zod';
import { readChoice } from '../choice/read-choice.ts';
import { refuseType } from '../flaws.ts';
import { type Json, written } from '../json-value.ts';
import { compareText } from '../read-text.ts';
import { defineType } from '../value-type.ts';

export const choices = defineType({
  name: 'choices',
  about: { en: 'Several values of a list', ro: 'Mai multe valori dintr-o listă' },
  options: { of: z.string().describe('The list of values: a `choices` document.') },
  parse(input, { choices: known }) {
    if (!Array.isArray(input)) return refuseType(input, { en: 'a list of choices', ro: 'o listă de opțiuni' });
    for (const each of input) {
      const read = readChoice(each, known);
      if ('flaw' in read) return read;
    }
    // Every one is known here; the list's own order makes equal sets equal values.
    return { value: [...(known?.keys() ?? [])].filter((name) => input.includes(name)) };
  },
  compare: (a, b) => compareText(JSON.stringify(a), JSON.stringify(b)),
  format: (value, locale, { choices: known }) => {
    const names: readonly Json[] = Array.isArray(value) ? value : [value];
    return names.map((name) => say(known?.get(written(name))?.label ?? written(name), locale)).join(', ');
  },
  column: 'text[]',
  scalar: { output: '[String!]', input: '[String!]', filter: 'StringListFilter' },
  feel: 'list of string',
  control: 'choices',
  sortable: false,
});
