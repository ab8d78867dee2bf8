import { createHash } from 'node:crypto';
import { didYouMean, isClean, type Problem, problem } from '@dealwright/diagnostics';
import { checkShape } from './check-shape.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { AnyKind, ContentDocument, ContentFile, KindOf } from './kind.ts';
import { type LinkedByKind, linkAll } from './link-all.ts';
import type { Model } from './model.ts';
import { parseYaml, type RawDocument } from './parse-yaml.ts';
import type { Source } from './read-content.ts';
import { refuseSource } from './refuse-source.ts';

/** A Model, or why there is none. Warnings may stand beside a Model. */
export interface Loaded {
  readonly model?: Model;
  readonly problems: readonly Problem[];
}

/** Files that did not change are not read again: give the same cache to the next load. */
export type ShapeCache = Map<string, { readonly text: string; readonly found: ShapedFile }>;

interface ShapedFile {
  readonly documents: readonly ContentDocument[];
  /** The names of documents that are there but could not be read; undefined for one without a name. */
  readonly unread: readonly (string | undefined)[];
  readonly problems: readonly Problem[];
}

/**
 * Content → shapes → linked → checked → one frozen Model. Every problem of every file is told in one run; when one of
 * them is an error there is no Model at all.
 * @param kinds in the order in which they are linked
 */
export function loadModel(
  sources: readonly Source[],
  kinds: readonly AnyKind[],
  cache: ShapeCache = new Map(),
): Loaded {
  const problems: Problem[] = [];
  const documents: ContentDocument[] = [];
  const unread: (string | undefined)[] = [];
  const files = new Map<string, ContentFile>();
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  for (const source of sources) {
    const flaw = refuseSource(source);
    if (flaw) {
      problems.push(flaw);
      unread.push(undefined);
      files.set(source.path, { ...source, text: '' });
      continue;
    }
    if (!/\.ya?ml$/.test(source.path)) {
      files.set(source.path, source);
      continue;
    }
    let cached = cache.get(source.path);
    if (cached?.text !== source.text) {
      cached = { text: source.text, found: shapeFile(source, byName) };
      cache.set(source.path, cached);
    }
    documents.push(...cached.found.documents);
    unread.push(...cached.found.unread);
    problems.push(...cached.found.problems);
  }
  const linked = linkAll(unique(documents, problems), kinds, files, problems, unread);
  if (!isClean(problems)) return { problems };
  const content = documents.filter((each) => byName.get(each.kind)?.derived !== true);
  return { model: makeModel(content, files, linked), problems };
}

function shapeFile(source: Source, kinds: ReadonlyMap<string, AnyKind>): ShapedFile {
  const { documents: raw, unread: names, problems } = parseYaml(source);
  const unread = [...names];
  const documents: ContentDocument[] = [];
  for (const each of raw) {
    const kind = kindOf(each, kinds);
    if ('code' in kind) {
      problems.push(kind);
      unread.push(nameOf(each));
      continue;
    }
    const { shape, problems: flaws } = checkShape(kind, each);
    problems.push(...flaws);
    if (shape === undefined) {
      unread.push(nameOf(each));
      continue;
    }
    const name = String((shape as { name?: unknown }).name);
    documents.push({ kind: kind.name, name, file: each.file, shape, place: each.place, keyPlace: each.keyPlace });
  }
  return { documents, unread, problems };
}

function nameOf(document: RawDocument): string | undefined {
  const { name } = (document.value ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : undefined;
}

function kindOf(document: RawDocument, kinds: ReadonlyMap<string, AnyKind>): AnyKind | Problem {
  const value = document.value as { kind?: unknown } | null;
  const name = typeof value === 'object' && value !== null ? value.kind : undefined;
  const kind = typeof name === 'string' ? kinds.get(name) : undefined;
  if (kind) return kind;
  if (name === undefined) {
    return problem(
      'MISSING_KIND',
      { en: 'This document does not say its `kind:`.', ro: 'Acest document nu își spune `kind:`.' },
      {
        place: document.place(),
        hint: {
          en: 'begin it with `kind: entity` (or decision, process …)',
          ro: 'începeți-l cu `kind: entity` (sau decision, process …)',
        },
      },
    );
  }
  return problem(
    'UNKNOWN_KIND',
    { en: `There is no kind \`${String(name)}\`.`, ro: `Nu există tipul \`${String(name)}\`.` },
    { place: document.place(['kind']), hint: didYouMean(String(name), kinds.keys()) },
  );
}

/** Two documents of one kind may not share a name: the first one stays. */
function unique(documents: readonly ContentDocument[], problems: Problem[]): ContentDocument[] {
  const seen = new Map<string, ContentDocument>();
  for (const each of documents) {
    const key = `${each.kind} ${each.name}`;
    const first = seen.get(key);
    if (!first) {
      seen.set(key, each);
      continue;
    }
    const where = first.place(['name']);
    problems.push(
      problem(
        'DUPLICATE_NAME',
        { en: `There are two documents \`${key}\`.`, ro: `Există două documente \`${key}\`.` },
        {
          place: each.place(['name']),
          hint: {
            en: `the first is in ${where.file}:${where.line}; rename or delete one`,
            ro: `primul este în ${where.file}:${where.line}; redenumiți sau ștergeți unul`,
          },
        },
      ),
    );
  }
  return [...seen.values()];
}

function makeModel(
  documents: readonly ContentDocument[],
  files: ReadonlyMap<string, ContentFile>,
  linked: LinkedByKind,
): Model {
  for (const each of linked.values()) for (const object of each.values()) deepFreeze(object);
  const all = <Linked>(kind: KindOf<Linked>) => (linked.get(kind.name) ?? new Map()) as ReadonlyMap<string, Linked>;
  return Object.freeze<Model>({
    hash: hashOf(documents, files),
    all,
    find: (kind, name) => all(kind).get(name),
    get(kind, name) {
      const found = all(kind).get(name);
      if (found === undefined) throw new Error(`The Model has no ${kind.name} "${name}".`);
      return found;
    },
    documents,
    files,
  });
}

/** Order within a document counts (people see fields in it); files and their order do not. */
function hashOf(documents: readonly ContentDocument[], files: ReadonlyMap<string, ContentFile>): string {
  const hash = createHash('sha256');
  const parts = documents.map((each) => `${each.kind}\0${each.name}\0${JSON.stringify(each.shape)}`);
  for (const part of parts.sort()) hash.update(part).update('\0');
  for (const path of [...files.keys()].sort()) hash.update(`${path}\0${files.get(path)?.text}\0`);
  return hash.digest('hex');
}
