import { z } from 'zod';
import { written } from '../json-value.ts';
import { compareText } from '../read-text.ts';
import { readId } from '../reference/read-id.ts';
import { defineType } from '../value-type.ts';

export const partOf = defineType({
  name: 'part-of',
  about: {
    en: 'The record that this one belongs to: deleted with it, seen by whoever sees it',
    ro: 'Înregistrarea de care aparține: se șterge odată cu ea și o vede cine o vede pe aceea',
  },
  options: {
    to: z.string().describe('The owning entity.'),
    inverse: z.string().optional().describe('The name of the list of parts on the owning entity, such as `lines`.'),
  },
  parse: readId,
  compare: compareText,
  format: (value) => written(value),
  column: 'uuid',
  scalar: { output: 'ID', input: 'ID', filter: 'IDFilter' },
  feel: 'string',
  control: 'reference',
  sortable: true,
});
