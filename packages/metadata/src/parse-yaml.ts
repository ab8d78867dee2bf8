import { type Place, type Problem, problem } from '@dealwright/diagnostics';
import { type Document, isMap, isScalar, LineCounter, type Node, parseAllDocuments, visit, type YAMLError } from 'yaml';
import type { YamlPath } from './kind.ts';
import type { Source } from './read-content.ts';
import { sourceOffset } from './source-offset.ts';
import { yamlFlaw } from './yaml-flaw.ts';

/** A YAML document before its shape is checked. */
export interface RawDocument {
  readonly file: string;
  readonly value: unknown;
  place(path?: YamlPath, offset?: number, length?: number): Place;
  keyPlace(path: YamlPath): Place;
}

interface ParsedFile {
  readonly documents: RawDocument[];
  /** The names of documents that are there but could not be read; undefined for one without a name. */
  readonly unread: (string | undefined)[];
  readonly problems: Problem[];
}

/** Takes a YAML file apart into its documents; what is not YAML is a problem. Empty documents are left out. */
export function parseYaml(source: Source): ParsedFile {
  const lines = new LineCounter();
  const problems: Problem[] = [];
  const documents: RawDocument[] = [];
  const unread: (string | undefined)[] = [];
  const at = placesOf(source, lines);
  const parsed = parseAllDocuments(source.text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    uniqueKeys: false,
  });
  for (const each of Array.isArray(parsed) ? parsed : []) {
    const flaws = flawsOf(each);
    for (const flaw of firstOfEachLine(flaws, lines)) {
      const { message, hint } = yamlFlaw(flaw);
      problems.push(problem('YAML_SYNTAX', message, { place: at(flaw.pos[0], flaw.pos[1] - flaw.pos[0]), hint }));
    }
    if (flaws.length > 0) {
      unread.push(nameIn(source, each));
      continue;
    }
    if (each.contents === null) continue;
    try {
      documents.push({ file: source.path, value: each.toJS({ maxAliasCount: 100 }), ...locate(each, source, at) });
    } catch {
      problems.push(
        problem(
          'YAML_SYNTAX',
          {
            en: 'The `*` of this document repeat each other without end.',
            ro: 'Semnele `*` din acest document se repetă unul pe altul fără sfârșit.',
          },
          {
            place: at(each.range[0], 1),
            hint: { en: 'write out what they stand for', ro: 'scrieți pe larg ce înlocuiesc ele' },
          },
        ),
      );
      unread.push(nameIn(source, each));
    }
  }
  return { documents, unread, problems };
}

type Flaw = Pick<YAMLError, 'code' | 'message' | 'pos'>;

/**
 * All that is wrong with a document. Keys that stand twice and `*` without `&` are found here, in one pass: the parser
 * compares each key of a map with each other one, which takes minutes for a long list, and throws on the first `*`.
 */
function flawsOf(document: Document.Parsed): Flaw[] {
  const flaws: Flaw[] = [...document.errors, ...document.warnings];
  const tabs = flaws.some((each) => each.code === 'TAB_AS_INDENT');
  const anchors = new Set<string>();
  visit(document, {
    Scalar(_, { anchor }) {
      if (anchor) anchors.add(anchor);
    },
    Seq(_, { anchor }) {
      if (anchor) anchors.add(anchor);
    },
    Alias(_, { source, range }) {
      if (!anchors.has(source) && range) flaws.push({ code: 'BAD_ALIAS', message: source, pos: [range[0], range[1]] });
    },
    Map(_, map) {
      if (map.anchor) anchors.add(map.anchor);
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key) || !key.range || key.value === '<<') continue;
        if (seen.has(key.value)) {
          flaws.push({ code: 'DUPLICATE_KEY', message: String(key.value), pos: [key.range[0], key.range[1]] });
        }
        seen.add(key.value);
      }
    },
  });
  // Lines below a tab only seem misaligned.
  return tabs ? flaws.filter((each) => each.code !== 'BAD_INDENT') : flaws;
}

/** What else the parser says of a line is an echo of the first. */
function firstOfEachLine(flaws: readonly Flaw[], lines: LineCounter): Flaw[] {
  const byLine = new Map<number, Flaw>();
  for (const each of flaws) {
    const { line } = lines.linePos(each.pos[0]);
    if (!byLine.has(line)) byLine.set(line, each);
  }
  return [...byLine.values()];
}

/** The name that a document gives itself, read from its text, because nothing else of it can be trusted. */
function nameIn(source: Source, document: Document.Parsed): string | undefined {
  const [start, , end] = document.range;
  return /^name:[ \t]*["']?([^\s"'#]+)/m.exec(source.text.slice(start, end))?.[1];
}

/** Maps an offset in the file to line, column and source line. */
function placesOf(source: Source, lines: LineCounter) {
  const texts = source.text.split(/\r?\n/);
  return (offset: number, length: number): Place => {
    const { line, col } = lines.linePos(Math.min(offset, source.text.length));
    const row = Math.max(1, line);
    return {
      file: source.path,
      line: row,
      column: Math.max(1, col),
      length: Math.max(1, length),
      source: texts[row - 1] ?? '',
    };
  };
}

function locate(document: Document.Parsed, source: Source, at: (offset: number, length: number) => Place) {
  /** The node at the path, or the deepest one on the way to it. */
  const nodeAt = (path: YamlPath): Node | null => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true) as Node | undefined;
      if (node?.range) return node;
    }
    return document.contents;
  };
  return {
    place(path: YamlPath = [], offset?: number, length?: number): Place {
      const node = nodeAt(path);
      const [start, end] = node?.range ?? [0, 1];
      if (offset === undefined) return at(start, source.text.slice(start, end).split('\n')[0]?.length ?? 1);
      return at(sourceOffset(source.text, start, end, offset), length ?? 1);
    },
    keyPlace(path: YamlPath): Place {
      const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
      const wanted = String(path.at(-1));
      if (isMap(parent)) {
        const pair = parent.items.find(
          (item) => String((item.key as { value?: unknown })?.value ?? item.key) === wanted,
        );
        const range = (pair?.key as Node | undefined)?.range;
        if (range) return at(range[0], range[1] - range[0]);
      }
      return this.place(path);
    },
  };
}
