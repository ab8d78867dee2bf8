import type { ContentDocument, ContentFile, KindOf } from './kind.ts';

/** All content, read once, linked, checked and frozen. Everything else is a projection of it. */
export interface Model {
  /** SHA-256 (hex) of all content, in an order that does not depend on files. */
  readonly hash: string;
  /** All documents of a kind, by name, in the order of their files. */
  all<Linked>(kind: KindOf<Linked>): ReadonlyMap<string, Linked>;
  /** One document; throws when there is none: names in a checked Model are right. */
  get<Linked>(kind: KindOf<Linked>, name: string): Linked;
  find<Linked>(kind: KindOf<Linked>, name: string): Linked | undefined;
  /** What the content said, for coverage, reference and diff. */
  readonly documents: readonly ContentDocument[];
  readonly files: ReadonlyMap<string, ContentFile>;
}
