import type { Problem, Text } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { Environment } from '@dealwright/expressions';
import type { JsonObject } from '@dealwright/values';
import type { FontFace } from './fonts/font-face.ts';

/** A linked document kind: template + record → HTML → PDF. */
export interface DocumentTemplate {
  readonly name: string;
  readonly label: Text;
  readonly of: Entity;
  readonly locales: readonly string[];
  /** Record paths that the template, clauses, conditions and required data read: load these before. */
  readonly paths: readonly (readonly string[])[];
  /** Roles that may generate it; empty: whoever may read the record. */
  readonly by: readonly string[];
  readonly requirement: readonly string[];
}

/** What is still missing before the document can be made, as problems with the path of each field and what to fill in. */
export type RequiredData = (
  document: DocumentTemplate,
  record: JsonObject,
  environment: Environment,
) => readonly Problem[];

/** What was used to make a PDF, so that anybody can make the same bytes again. */
export interface Manifest {
  readonly document: string;
  readonly locale: string;
  /** SHA-256, hex, of each. */
  readonly template: string;
  readonly clauses: readonly { readonly name: string; readonly version: string; readonly hash: string }[];
  readonly data: string;
  readonly model: string;
  readonly fonts: readonly { readonly file: string; readonly hash: string }[];
  readonly chromium: string;
  /** The record's instant that stands in the PDF as creation date. */
  readonly at: string;
}

export interface PrintedDocument {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly pages: number;
  readonly sha256: string;
  readonly manifest: Manifest;
}

/** The port to what turns HTML into PDF. */
export interface PdfPrinter {
  print(job: PrintJob): Promise<Uint8Array>;
  /** Such as `HeadlessChrome/153.0.0.0`. */
  version(): Promise<string>;
  /** Of the program that prints, once it has started; for health and tests. */
  processId(): number | undefined;
  close(): Promise<void>;
}

export interface PrintJob {
  /** A whole HTML document; size, margins, running header and footer are in its CSS (`@page`). No script in it runs. */
  readonly html: string;
  /** The fonts it may use. */
  readonly fonts: readonly FontFace[];
  /** The instant to stand as creation and modification date. */
  readonly at: string;
}
