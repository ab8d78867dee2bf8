import { z } from 'zod';
import { written } from '../json-value.ts';
import { compareText } from '../read-text.ts';
import { defineType } from '../value-type.ts';
import { readId } from './read-id.ts';

export const reference = defineType({
  name: 'reference',
  about: { en: 'Another record', ro: 'O altă înregistrare' },
  options: {
    to: z.string().describe('The entity referred to.'),
    inverse: z.string().optional().describe('The name of the way back on the other entity, such as `orders`.'),
    onDelete: z
      .enum(['refuse', 'clear'])
      .optional()
      .describe('What deleting the other record does: refuse it (the default), or clear this field.'),
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
