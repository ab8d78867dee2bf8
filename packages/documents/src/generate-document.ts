import type { Environment } from '@dealwright/expressions';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
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
  // While Chromium works, what it was given is described.
  const describe = async (): Promise<Manifest> => ({
    chromium: await printer.version(),
    document: document.name,
    locale: language,
    template: document.hash,
    clauses: clauses.map(({ clause: { name, version, hash } }) => ({ name, version, hash })),
    data: sha256(JSON.stringify(whatIsRead(record, treeOf(document)))),
    model: modelHash,
    fonts: fonts.map(({ file, hash }) => ({ file, hash })),
    at,
    now: environment.now,
  });
  const [bytes, manifest] = await Promise.all([printer.print({ language, content, fonts, at }), describe()]);
  return { fileName, bytes, pages: countPages(bytes), sha256: sha256(bytes), manifest };
}

/** The paths that a document reads, as a tree in the order of their names. */
interface PathTree {
  readonly [name: string]: PathTree;
}

const trees = new WeakMap<DocumentTemplate, PathTree>();

function treeOf(document: DocumentTemplate): PathTree {
  let tree = trees.get(document);
  if (!tree) {
    const root: Record<string, PathTree> = {};
    for (const path of [...document.paths].sort((a, b) => (a.join('.') < b.join('.') ? -1 : 1))) {
      let at = root;
      for (const name of path) {
        at[name] ??= {};
        at = at[name] as Record<string, PathTree>;
      }
    }
    tree = root;
    trees.set(document, tree);
  }
  return tree;
}

/** Of a record only what the document reads, in an order that does not depend on how it was loaded. */
function whatIsRead(value: Json, tree: PathTree): Json {
  if (Array.isArray(value)) return value.map((each) => whatIsRead(each, tree));
  const names = Object.keys(tree);
  if (names.length === 0 || !isJsonObject(value)) return inOrder(value);
  const read = names.map((name) => {
    const inner = Object.hasOwn(value, name) ? (value[name] ?? null) : null;
    return [name, whatIsRead(inner, tree[name] ?? {})] as const;
  });
  return Object.fromEntries(read);
}

function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}
