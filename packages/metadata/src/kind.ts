import type { Place, Problem } from '@dealwright/diagnostics';
import type { z } from 'zod';

/** Keys and indexes into a YAML document: `['fields', 'channel', 'type']`. */
export type YamlPath = readonly (string | number)[];

/** One YAML document of the content, its shape checked, with its places. */
export interface ContentDocument<Shape = unknown> {
  readonly kind: string;
  readonly name: string;
  readonly file: string;
  readonly shape: Shape;
  /** The place of the value at `path`; with `offset`, of a character inside that text (for expressions). */
  place(path?: YamlPath, offset?: number, length?: number): Place;
  /** The place of the key at `path`, for misspelt names. */
  keyPlace(path: YamlPath): Place;
}

/** A text file of the content that is not YAML: templates, styles, sample data. */
export interface ContentFile {
  readonly path: string;
  readonly text: string;
}

/** What a kind may ask while it links and checks. */
export interface Linking {
  /**
   * The document of that name; else a problem (and a suggestion) at `usedAt`, and the one that was most likely meant, or
   * undefined.
   */
  find<Linked>(kind: KindOf<Linked>, name: string, usedAt: Place): Linked | undefined;
  /** All documents of the kind, by name. In `link` only kinds EARLIER in the list are whole; in `check` all are. */
  all<Linked>(kind: KindOf<Linked>): ReadonlyMap<string, Linked>;
  /** The names of all documents of a kind that belongs to a package further down (a message, a document), in `check`. */
  names(kind: string): ReadonlySet<string>;
  /** A file beside the content, by its path beside the YAML file or from the top; undefined with a problem when absent. */
  file(path: string, usedAt: Place): ContentFile | undefined;
  report(...problems: readonly Problem[]): void;
}

/** Names a kind, and carries the type of its linked objects: all that is needed to ask for them. */
export interface KindOf<Linked> {
  /** As in YAML: `kind: decision`. */
  readonly name: string;
  /** Never there; it only carries the type. */
  readonly linked?: Linked;
}

/**
 * A kind of content. `metadata` knows no single kind: `platform` passes the list, and the order of the list is the order
 * of linking. A new kind is one folder in the package that owns it, and one line in that list.
 */
export interface Kind<Shape, Linked> extends KindOf<Linked> {
  /** One paragraph for the reference page. */
  readonly about: string;
  /** The one source of the TypeScript type, the JSON Schema and the reference page. Describe every key with `.describe()`. */
  readonly schema: z.ZodType<Shape>;
  /** A short valid YAML document for the reference page; it is checked by a test. */
  readonly example: string;
  /** Of documents that the platform itself lays beside the content: they count neither in its hash nor among its documents. */
  readonly derived?: true;
  /** Builds the linked object. Names of kinds that stand later, or of the same kind, are resolved in `check`. */
  link(document: ContentDocument<Shape>, linking: Linking): Linked;
  /** All are linked: resolve the rest, compile expressions, report what is wrong. May complete `linked`; it is frozen after. */
  check?(linked: Linked, document: ContentDocument<Shape>, linking: Linking): void;
}

/** Kinds of any shape, for lists. */
// biome-ignore lint/suspicious/noExplicitAny: a list of kinds is heterogeneous; each is typed where it is defined.
export type AnyKind = Kind<any, any>;
