import type { Environment } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import Handlebars from 'handlebars';
import type { DocumentTemplate, Language } from '../document.ts';
import type { CompiledTemplate } from '../template/compile-template.ts';
import type { Rendering } from '../template/helpers.ts';
import { agreedWording } from './agreed-wording.ts';
import { type NumberedClause, numberClauses, referencesTo } from './number-clauses.ts';
import { pageCss } from './page-css.ts';

export interface RenderedDocument {
  /** Its language. */
  readonly language: string;
  /** What stands inside `<html>`. */
  readonly content: string;
  /** The whole HTML document, for who shows it in a browser. */
  readonly html: string;
  readonly title: string;
  /** With `.pdf`, without anything that a file system would mind. */
  readonly fileName: string;
  readonly clauses: readonly NumberedClause[];
}

/**
 * Fills a document with a record. Pure: the same record and environment give the same text.
 * @param record wire form, with what `document.paths` reach nested in it; what is not there has no value
 * @param environment its locale is the language of the document; one that the document is not written in falls to its first
 * @throws DocumentRefused when a text refers to a clause that this record's document does not have, or it is too long
 */
export function renderDocument(
  document: DocumentTemplate,
  record: JsonObject,
  environment: Environment,
): RenderedDocument {
  const locale = localeOf(document, environment.locale);
  const language = document.languages.get(locale);
  if (!language) throw new Error(`The document ${document.name} has no language.`);
  const here: Environment = { ...environment, locale };
  const names: Record<string, Json> = { ...record };
  for (const [name, value] of document.values) names[name] = value.evaluate(names, here).value;
  names.settings = document.settings;

  const clauses = numberClauses(document, names, here, agreedWording(document, names, here));
  const annexes = document.annexes.filter(({ when }) => !when || when.holds(names, here));
  const rendering: Rendering = {
    ...{ locale, zone: environment.zone },
    reference: referencesTo(clauses, annexes),
    text: (name) => safe(language.texts.get(name)),
  };
  const fill = (template: CompiledTemplate | undefined, more?: object) =>
    template?.render(more ? { ...names, ...more } : names, rendering, here).trim() ?? '';
  const safe = (template: CompiledTemplate | undefined, more?: object) =>
    new Handlebars.SafeString(fill(template, more));

  const written = { clauses: clauses.map((each) => fillClause(each, language, safe)) };
  const appended = annexes.map(({ name, number, body }) => {
    const title = safe(language.annexTitles.get(name));
    return { name, number, title, body: safe(body, { ...written, annexes: [] }) };
  });
  const body = fill(document.body, { ...written, annexes: appended });
  const plain = (template: CompiledTemplate) => plainText(fill(template));
  const running = (part: 'header' | 'footer') =>
    new Map([...language.running[part]].map(([side, template]) => [side, plain(template)]));
  const css = pageCss(document.page, { header: running('header'), footer: running('footer') });
  const head = `<meta charset="utf-8"><title>${fill(language.title)}</title><style>${css}</style><style>${document.styles}</style>`;
  const content = `<head>${head}</head><body>${body}</body>`;
  return {
    language: locale,
    content,
    html: `<!doctype html><html lang="${locale}">${content}</html>`,
    title: plain(language.title),
    fileName: `${fileName(plain(language.fileName)) || document.name}.pdf`,
    clauses,
  };
}

/** The language of the document that fits a person's: `ro` for `ro-MD`; its first where none does. */
function localeOf({ locales }: DocumentTemplate, wanted: string): string {
  return (
    locales.find((each) => each === wanted) ?? locales.find((each) => each === wanted.slice(0, 2)) ?? locales[0] ?? 'en'
  );
}

function fillClause(
  { clause, number, changed, paragraphs }: NumberedClause,
  language: Language,
  safe: (template: CompiledTemplate | undefined) => unknown,
): Readonly<Record<string, unknown>> {
  const texts = language.clauses.get(clause.name);
  return {
    ...{ name: clause.name, number, version: clause.version, changed },
    title: safe(texts?.title),
    paragraphs: paragraphs.map((each) => {
      if (each.agreed !== undefined) return { number: each.number, text: each.agreed, items: [] };
      const { text, items = [] } = texts?.paragraphs[each.index] ?? {};
      return { number: each.number, text: safe(text), items: items.map((item) => safe(item)) };
    }),
  };
}

/** What templates escape, as it was: for places that are not HTML. */
function plainText(html: string): string {
  return html
    .replace(/&(amp|lt|gt|quot|#x27|#x60|#x3D);/g, (_, name: string) => UNESCAPED[name] ?? '')
    .replace(/\s+/g, ' ');
}

const UNESCAPED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"' },
  ...{ '#x27': "'", '#x60': '`', '#x3D': '=' },
};

function fileName(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go.
  const without = text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/g, ' ');
  return without
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 150);
}
