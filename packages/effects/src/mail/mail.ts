import type { Json, JsonObject } from '@dealwright/values';

/** A message as it is to be sent to one address: what a `send` entry promises. */
export interface Mail {
  /** An e-mail address, and nothing else. */
  readonly to: string;
  readonly name: string | null;
  readonly subject: string;
  readonly text: string;
  /** Language of the reader: `en`, `ro`. */
  readonly locale: string;
  /** For people who sign in: they find the record by it. */
  readonly link: boolean;
  /** The kind of message, by which a reader's program can sort them. */
  readonly list: string;
  /** Where answers go. */
  readonly replyTo: string | null;
  /** Ids of Files. */
  readonly files: readonly string[];
  readonly calendar: { readonly method: 'REQUEST' | 'CANCEL'; readonly text: string } | null;
}

/** As it was promised; a Mail of an earlier version may lack what is new. */
export function mailOf(data: JsonObject): Mail {
  const usual: Partial<Mail> = { name: null, link: false, list: 'message', replyTo: null, files: [], calendar: null };
  return { ...usual, ...(data as unknown as Mail) };
}

export function asData(mail: Mail): JsonObject {
  return mail as unknown as { readonly [Key in keyof Mail]: Json };
}
