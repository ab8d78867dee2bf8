import { written } from '../json-value.ts';
import { compareText } from '../read-text.ts';
import { readId } from '../reference/read-id.ts';
import { defineType } from '../value-type.ts';

export const file = defineType({
  name: 'file',
  about: { en: 'A stored file, by its id', ro: 'Un fișier păstrat, prin identificatorul său' },
  options: {},
  parse: readId,
  compare: compareText,
  format: (value) => written(value),
  column: 'uuid',
  scalar: { output: 'ID', input: 'ID', filter: 'IDFilter' },
  feel: 'string',
  control: 'file',
  sortable: false,
});
