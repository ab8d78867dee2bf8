import type { Source } from '@dealwright/metadata';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import { type Document, LineCounter, parseAllDocuments } from 'yaml';

/** A decision as its YAML says it, with the tree by which it can be edited in place. */
export interface TableSource {
  readonly source: Source;
  readonly document: Document.Parsed;
  /** The YAML's value: `table`, `default`, `examples`, `hit` … */
  readonly shape: JsonObject;
}

/** The document of that decision in a file; undefined when the file has none, or cannot be read. */
export function findTable(source: Source, decision: string, lineCounter = new LineCounter()): TableSource | undefined {
  const documents = parseAllDocuments(source.text, { merge: true, uniqueKeys: false, lineCounter });
  if (!Array.isArray(documents)) return undefined;
  for (const document of documents) {
    if (document.errors.length > 0) continue;
    const shape = document.toJS({ maxAliasCount: 100 }) as Json;
    if (isJsonObject(shape) && shape.kind === 'decision' && shape.name === decision) return { source, document, shape };
  }
  return undefined;
}

/** The rows of a list of the document: `table`, `examples`. */
export function rowsOf(shape: JsonObject, list: string): readonly JsonObject[] {
  const rows = shape[list];
  return Array.isArray(rows) ? rows.filter(isJsonObject) : [];
}
