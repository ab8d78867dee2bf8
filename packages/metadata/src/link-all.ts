import { closest, didYouMean, type Place, type Problem, problem } from '@dealwright/diagnostics';
import type { AnyKind, ContentDocument, ContentFile, KindOf, Linking } from './kind.ts';

export type LinkedByKind = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/**
 * Links and checks all documents. A document that could not be read is reported where it stands; what is found in the
 * documents that rest on it, near or far, would only be its echo and is left out until it can be read.
 * @param problems gets what is found
 * @param unread names of documents that are there but could not be read; undefined for one without a name
 */
export function linkAll(
  documents: readonly ContentDocument[],
  kinds: readonly AnyKind[],
  files: ReadonlyMap<string, ContentFile>,
  problems: Problem[],
  unread: readonly (string | undefined)[],
): LinkedByKind {
  const linked = new Map<string, Map<string, unknown>>(kinds.map((kind) => [kind.name, new Map()]));
  const resting = new Map<string, DocumentLinking>();
  const ofKind = (kind: AnyKind) => documents.filter((each) => each.kind === kind.name);
  const missing = new Set(unread);
  for (const each of documents) resting.set(keyOf(each.kind, each.name), new DocumentLinking(linked, files, missing));
  const linkingOf = (each: ContentDocument) =>
    resting.get(keyOf(each.kind, each.name)) ?? new DocumentLinking(linked, files, missing);
  for (const kind of kinds) {
    for (const each of ofKind(kind)) linked.get(kind.name)?.set(each.name, kind.link(each, linkingOf(each)));
  }
  for (const kind of kinds) {
    for (const each of ofKind(kind)) kind.check?.(linked.get(kind.name)?.get(each.name), each, linkingOf(each));
  }
  const echoes = unread.length > 0 ? echoing(resting) : new Set<string>();
  for (const [key, each] of resting) if (!echoes.has(key)) problems.push(...each.problems);
  return linked;
}

const keyOf = (kind: string, name: string) => `${kind} ${name}`;

/** The documents that rest on one that could not be read, also through others. */
function echoing(all: ReadonlyMap<string, DocumentLinking>): ReadonlySet<string> {
  const found = new Set([...all].filter(([, each]) => each.lacks).map(([key]) => key));
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const [key, each] of all) if ([...each.uses].some((used) => found.has(used))) found.add(key);
  }
  return found;
}

/** What one document is given to find its way to the others; it notes what was looked up, and what was found wrong. */
class DocumentLinking implements Linking {
  readonly problems: Problem[] = [];
  /** The documents that were looked up and found. */
  readonly uses = new Set<string>();
  /** True when it looked for a document that could not be read. */
  lacks = false;
  readonly #linked: LinkedByKind;
  readonly #files: ReadonlyMap<string, ContentFile>;
  readonly #unread: ReadonlySet<string | undefined>;

  constructor(linked: LinkedByKind, files: ReadonlyMap<string, ContentFile>, unread: ReadonlySet<string | undefined>) {
    this.#linked = linked;
    this.#files = files;
    this.#unread = unread;
  }

  all = <Linked>(kind: KindOf<Linked>): ReadonlyMap<string, Linked> =>
    (this.#linked.get(kind.name) ?? new Map()) as ReadonlyMap<string, Linked>;

  find = <Linked>(kind: KindOf<Linked>, name: string, usedAt: Place): Linked | undefined => {
    const found = this.all(kind).get(name);
    if (found !== undefined) {
      this.uses.add(keyOf(kind.name, name));
      return found;
    }
    if (this.#unread.has(name) || this.#unread.has(undefined)) {
      this.lacks = true;
      return undefined;
    }
    this.problems.push(
      problem(
        'UNKNOWN_NAME',
        {
          en: `There is no ${kind.name} \`${name}\`.`,
          ro: `Nu există niciun document \`${kind.name}\` cu numele \`${name}\`.`,
        },
        { place: usedAt, hint: didYouMean(name, this.all(kind).keys()) },
      ),
    );
    // As if it were written right already: what else is said would only be echoes of it. There is no Model anyway.
    return this.all(kind).get(closest(name, this.all(kind).keys()) ?? '');
  };

  names = (kind: string): ReadonlySet<string> =>
    new Set([...(this.#linked.get(kind)?.keys() ?? []), ...[...this.#unread].filter((each) => each !== undefined)]);

  file = (path: string, usedAt: Place): ContentFile | undefined => {
    const beside = `${usedAt.file.slice(0, usedAt.file.lastIndexOf('/') + 1)}${path}`;
    const found = this.#files.get(beside) ?? this.#files.get(path);
    if (found) return found;
    this.problems.push(
      problem(
        'UNKNOWN_FILE',
        { en: `There is no file \`${beside}\`.`, ro: `Nu există fișierul \`${beside}\`.` },
        { place: usedAt, hint: didYouMean(beside, this.#files.keys()) },
      ),
    );
    return undefined;
  };

  report = (...found: Problem[]): void => void this.problems.push(...found);
}
