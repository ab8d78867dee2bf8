import sanitizeHtml from 'sanitize-html';
import { written } from '../json-value.ts';
import { compareText, readText } from '../read-text.ts';
import { count, defineType } from '../value-type.ts';

const DEFAULT_LENGTH = 100_000;

/** What an editor of texts needs, and nothing that can run, load or restyle the page around it. */
const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'blockquote', 'ul', 'ol', 'li', 'b', 'strong', 'i', 'em', 'u', 's'],
    ...['sub', 'sup', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'code', 'pre'],
  ],
  allowedAttributes: { a: ['href'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
};

export const richText = defineType({
  name: 'rich-text',
  about: { en: 'Text with headings, lists, tables and links', ro: 'Text cu titluri, liste, tabele și legături' },
  options: { maxLength: count(`At most so many characters, markup included; ${DEFAULT_LENGTH} when not said.`) },
  parse(input, { maxLength = DEFAULT_LENGTH }) {
    const read = readText(input, { lines: true, maxLength });
    if ('flaw' in read || typeof read.value !== 'string') return read;
    return readText(sanitizeHtml(read.value, ALLOWED), { lines: true, maxLength });
  },
  compare: compareText,
  format: (value) => plainText(written(value)),
  column: 'text',
  scalar: { output: 'String', input: 'String', filter: 'StringFilter' },
  feel: 'string',
  control: 'rich-text',
  sortable: false,
});

/** The words without the markup, for lists and notifications. */
function plainText(html: string): string {
  const text = sanitizeHtml(html, { allowedTags: [], allowedAttributes: {} });
  return text.replace(/\s+/g, ' ').trim();
}
