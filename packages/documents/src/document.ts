import type { Problem, Text } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { Environment, Expression } from '@dealwright/expressions';
import type { JsonObject } from '@dealwright/values';

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
  close(): Promise<void>;
}

export interface PrintJob {
  readonly html: string;
  /** HTML of running header and footer; they may use Chromium's pageNumber and totalPages classes. */
  readonly header: string;
  readonly footer: string;
  readonly title: string;
  readonly page: {
    readonly size: string;
    readonly margins: { readonly top: string; readonly right: string; readonly bottom: string; readonly left: string };
  };
  /** The instant to stand as creation and modification date. */
  readonly at: string;
}
export type { Expression };
