import type { Environment } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import type { DocumentTemplate, Manifest, PdfPrinter, PrintedDocument } from './document.ts';
import { fontFaces } from './fonts/bundled-fonts.ts';
import { countPages } from './printing/stamp-pdf.ts';
import { renderDocument } from './render/render-document.ts';
import { sha256 } from './sha256.ts';

/**
 * Renders and prints a document, with the manifest of what it was made from. The same record, environment, Model, fonts
 * and Chromium give the same bytes. Asks nothing about required data: see {@link requiredData}. Outside any transaction.
 * The PDF is dated with the record's last change, so that an unchanged record gives the same bytes tomorrow, unless its
 * document tells the day.
 * @param environment `locale` is the language of the document; `now` is what FEEL calls now
 * @throws DocumentRefused: there is no Chromium, it took too long, or what {@link renderDocument} refuses
 */
export async function generateDocument(
  printer: PdfPrinter,
  document: DocumentTemplate,
  record: JsonObject,
  environment: Environment,
  modelHash: string,
): Promise<PrintedDocument> {
  const { language, content, fileName, clauses } = renderDocument(document, record, environment);
  const fonts = fontFaces(document.fonts);
  const at = typeof record.updatedAt === 'string' ? record.updatedAt : environment.now;
  const [bytes, chromium] = await Promise.all([printer.print({ language, content, fonts, at }), printer.version()]);
  const manifest: Manifest = {
    document: document.name,
    locale: language,
    template: document.hash,
    clauses: clauses.map(({ clause: { name, version, hash } }) => ({ name, version, hash })),
    data: sha256(JSON.stringify(whatIsRead(record, document.paths))),
    model: modelHash,
    fonts: fonts.map(({ file, hash }) => ({ file, hash })),
    chromium,
    at,
    now: environment.now,
  };
  return { fileName, bytes, pages: countPages(bytes), sha256: sha256(bytes), manifest };
}

/** Of a record only what the document reads, in an order that does not depend on how it was loaded. */
function whatIsRead(record: JsonObject, paths: readonly (readonly string[])[]): Json {
  const read: Record<string, Json> = {};
  const firsts = [...new Set(paths.map(([first]) => first ?? ''))].sort();
  for (const first of firsts) {
    const rest = paths.filter((path) => path[0] === first && path.length > 1).map((path) => path.slice(1));
    const value = Object.hasOwn(record, first) ? (record[first] ?? null) : null;
    const part = (each: Json): Json =>
      rest.length > 0 && typeof each === 'object' && each !== null && !Array.isArray(each)
        ? whatIsRead(each as JsonObject, rest)
        : inOrder(each);
    read[first] = Array.isArray(value) ? value.map(part) : part(value);
  }
  return read;
}

function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}
