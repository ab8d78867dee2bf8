import { problem } from '@dealwright/diagnostics';
import type { ContentDocument, Linking } from '@dealwright/metadata';
import { templateFile } from '../template/template-source.ts';
import type { DocumentShape } from './document-schema.ts';

/** What a style sheet cannot do: fetch something, or end itself. */
const REFUSED = /@import\b|@font-face\b|url\(\s*["']?(?!["']?data:)[^)]*\)?|<\/style/gi;

/** The style sheets of a document, as one text. */
export function readStyles({ shape, place }: ContentDocument<DocumentShape>, linking: Linking): string {
  const files = (shape.styles ?? []).flatMap((path, index) => linking.file(path, place(['styles', index])) ?? []);
  for (const file of files) {
    const source = templateFile(file);
    for (const { index, 0: found } of file.text.matchAll(REFUSED)) {
      const before = file.text.slice(0, index).split('\n');
      linking.report(
        problem(
          'NOT_IN_DOCUMENTS',
          { en: `\`${found}\` cannot stand in a document.`, ro: `\`${found}\` nu poate sta într-un document.` },
          {
            place: source.place(before.length, before.at(-1)?.length ?? 0, found.length),
            hint: {
              en: 'nothing is fetched: name bundled fonts in `fonts`, put images in as `data:`',
              ro: 'nimic nu se descarcă: numiți fonturile incluse în `fonts`, puneți imaginile ca `data:`',
            },
          },
        ),
      );
    }
  }
  return files.map((each) => each.text).join('\n');
}
