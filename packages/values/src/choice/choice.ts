import { say } from '@dealwright/diagnostics';
import { z } from 'zod';
import { written } from '../json-value.ts';
import { compareText } from '../read-text.ts';
import { defineType } from '../value-type.ts';
import { readChoice } from './read-choice.ts';

export const choice = defineType({
  name: 'choice',
  about: { en: 'One value of a list', ro: 'O valoare dintr-o listă' },
  options: { of: z.string().describe('The list of values: a `choices` document.') },
  parse: (input, { choices }) => readChoice(input, choices),
  compare: compareText,
  format(value, locale, { choices }) {
    const chosen = choices?.get(written(value));
    return chosen ? say(chosen.label, locale) : written(value);
  },
  column: 'text',
  // The API makes an enumeration of each list of choices; its filter has the same operators as that of texts.
  scalar: { output: 'String', input: 'String', filter: 'StringFilter' },
  feel: 'string',
  control: 'choice',
  sortable: true,
});
