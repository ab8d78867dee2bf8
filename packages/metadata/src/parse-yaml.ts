import { type Place, type Problem, problem } from '@dealwright/diagnostics';
import { type Document, isMap, LineCounter, type Node, parseAllDocuments } from 'yaml';
import type { YamlPath } from './kind.ts';
import type { Source } from './read-content.ts';
import { sourceOffset } from './source-offset.ts';

/** A YAML document before its shape is checked. */
export interface RawDocument {
  readonly file: string;
  readonly value: unknown;
  place(path?: YamlPath, offset?: number, length?: number): Place;
  keyPlace(path: YamlPath): Place;
}

/** Takes a YAML file apart into its documents; what is not YAML is a problem. Empty documents are left out. */
export function parseYaml(source: Source): { documents: RawDocument[]; problems: Problem[] } {
  const lines = new LineCounter();
  const problems: Problem[] = [];
  const documents: RawDocument[] = [];
  const at = placesOf(source, lines);
  const parsed = parseAllDocuments(source.text, { lineCounter: lines, prettyErrors: false, merge: true });
  for (const each of Array.isArray(parsed) ? parsed : []) {
    for (const error of [...each.errors, ...each.warnings]) {
      problems.push(
        problem(
          'YAML_SYNTAX',
          { en: `This is not YAML: ${error.message}`, ro: `Acesta nu este YAML: ${error.message}` },
          {
            place: at(error.pos[0], error.pos[1] - error.pos[0]),
            hint: {
              en: 'check indentation, colons and quotes near this place; a text with `:` or `#` needs quotes',
              ro: 'verificați alinierea, două-puncte și ghilimelele; un text cu `:` sau `#` are nevoie de ghilimele',
            },
          },
        ),
      );
    }
    if (each.errors.length > 0 || each.contents === null) continue;
    try {
      documents.push({ file: source.path, value: each.toJS({ maxAliasCount: 100 }), ...locate(each, source, at) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      problems.push(
        problem(
          'YAML_SYNTAX',
          { en: `This YAML cannot be read: ${message}`, ro: `Acest YAML nu poate fi citit: ${message}` },
          { place: at(0, 1) },
        ),
      );
    }
  }
  return { documents, problems };
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
