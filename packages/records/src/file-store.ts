import type { JsonObject } from '@dealwright/values';
import type { Context } from './context.ts';

/** The port to stored files. The default keeps content-addressed chunks in PostgreSQL: one transaction, one backup. */
export interface FileStore {
  /** Stores the bytes and a File record attached to a record, in one transaction. The same bytes are kept once. */
  put(context: Context, file: NewFile): Promise<StoredFile>;
  /** Metadata, when the actor may read the record it is attached to; else undefined. */
  find(context: Context, id: string): Promise<StoredFile | undefined>;
  /** The bytes, in pieces. */
  read(context: Context, file: StoredFile): AsyncIterable<Uint8Array>;
}

export interface NewFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** What it is attached to, and under which name (`contract`, `signed-contract`). */
  readonly attachedTo: { readonly entity: string; readonly record: string; readonly as: string };
  /** Such as a document's manifest. */
  readonly about: JsonObject;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly attachedTo: NewFile['attachedTo'];
  readonly about: JsonObject;
  readonly createdAt: string;
}
