import type { Place } from '@dealwright/diagnostics';
import type { ContentDocument, ContentFile, YamlPath } from '@dealwright/metadata';

/** The text of a template, and where its lines stand. `markup`: HTML as it is; otherwise plain text, which is escaped. */
export interface TemplateSource {
  readonly text: string;
  readonly markup: boolean;
  /** @param line from 1 @param column from 0, as Handlebars counts */
  place(line: number, column: number, length: number): Place;
}

/** A template that is a file of its own: HTML with Handlebars. */
export function templateFile(file: ContentFile): TemplateSource {
  const lines = file.text.split(/\r?\n/);
  return {
    text: file.text,
    markup: true,
    place: (line, column, length) => ({
      file: file.path,
      line,
      column: column + 1,
      length: Math.max(1, length),
      source: lines[line - 1] ?? '',
    }),
  };
}

/** A text in a YAML document: words for people with Handlebars in them, no HTML. */
export function templateText(text: string, document: Pick<ContentDocument, 'place'>, path: YamlPath): TemplateSource {
  const starts = [0];
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1);
  return {
    text,
    markup: false,
    place: (line, column, length) => document.place(path, (starts[line - 1] ?? 0) + column, length),
  };
}
