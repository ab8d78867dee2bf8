import { refuseType } from '../flaws.ts';
import { defineType } from '../value-type.ts';

export const boolean = defineType({
  name: 'boolean',
  about: { en: 'Yes or no', ro: 'Da sau nu' },
  options: {},
  parse: (input) =>
    typeof input === 'boolean' ? { value: input } : refuseType(input, { en: 'true or false', ro: 'true sau false' }),
  compare: (a, b) => Number(a) - Number(b),
  format: (value, locale) => WORDS[locale.slice(0, 2) === 'ro' ? 'ro' : 'en'][value === true ? 1 : 0],
  column: 'boolean',
  scalar: { output: 'Boolean', input: 'Boolean', filter: 'BooleanFilter' },
  feel: 'boolean',
  control: 'checkbox',
  sortable: true,
});

const WORDS = { en: ['no', 'yes'], ro: ['nu', 'da'] } as const;
