import { type Document, parseAllDocuments } from 'yaml';
import type { Source } from './read-content.ts';

/**
 * Content as it would be with a draft: a document of the draft takes the place of the one with the same kind and name,
 * whatever file that stands in, and other files of the draft take the place of those at the same path. What the draft
 * does not name stays. Documents keep their lines, so that problems are told where people find them.
 */
export function overlaySources(base: readonly Source[], draft: readonly Source[]): Source[] {
  const replaced = new Set(draft.filter(isYaml).flatMap(({ text }) => documentsIn(text).flatMap(keyOf)));
  const names = new Set([...replaced].map((key) => key.slice(key.indexOf(' ') + 1)));
  const paths = new Set(draft.map(({ path }) => path));
  const kept = base
    .filter(({ path }) => !paths.has(path))
    .map((source) => (isYaml(source) && mentions(source.text, names) ? without(source, replaced) : source));
  // A file of several documents of which the draft brings one: the others stay.
  const rest = base
    .filter((source) => paths.has(source.path) && isYaml(source))
    .map((source) => ({ ...without(source, replaced), path: `published ${source.path}` }));
  return [...kept, ...rest.filter(({ text }) => documentsIn(text).some((each) => each.contents !== null)), ...draft];
}

const isYaml = ({ path }: Source): boolean => /\.ya?ml$/.test(path);

/** Taking a file apart is slow: only those are, in which one of the names stands at all. */
function mentions(text: string, names: ReadonlySet<string>): boolean {
  for (const name of names) if (text.includes(name)) return true;
  return false;
}

function documentsIn(text: string): readonly Document.Parsed[] {
  const parsed = parseAllDocuments(text, { merge: true, uniqueKeys: false });
  return Array.isArray(parsed) ? parsed : [];
}

/** `decision routing`; none for what says neither. */
function keyOf(document: Document.Parsed): string[] {
  const [kind, name] = [document.get('kind'), document.get('name')];
  return typeof kind === 'string' && typeof name === 'string' ? [`${kind} ${name}`] : [];
}

function without(source: Source, keys: ReadonlySet<string>): Source {
  let { text } = source;
  for (const each of documentsIn(source.text)) {
    const [start, , end] = each.range;
    if (keyOf(each).some((key) => keys.has(key))) {
      text = text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
    }
  }
  return { ...source, text };
}
