import type { Text } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { Expression } from '@dealwright/expressions';
import type { JsonObject } from '@dealwright/values';
import type { Clause } from './content/clause-kind.ts';
import type { FontFace } from './fonts/font-face.ts';
import type { CompiledTemplate } from './template/compile-template.ts';

/** A linked, checked and compiled document. */
export interface DocumentTemplate {
  readonly name: string;
  readonly label: Text;
  readonly of: Entity;
  /** The first is meant when nobody says which. */
  readonly locales: readonly string[];
  /** Record paths that the template, clauses, conditions and required data read: load these before. */
  readonly paths: readonly (readonly string[])[];
  /** Roles that may generate it; empty: whoever may update the record. */
  readonly by: readonly string[];
  readonly requirement: readonly string[];
  readonly required: readonly RequiredDatum[];
  /** Computed values by name, in the order in which they may use each other. */
  readonly values: ReadonlyMap<string, Expression>;
  readonly settings: JsonObject;
  readonly clauses: readonly ChosenWhen<Clause>[];
  /** The wording that was agreed for a record in place of clauses: lists of `{ clause, en, ro }`. */
  readonly changes: readonly Expression[];
  readonly annexes: readonly Annex[];
  readonly body: CompiledTemplate;
  /** What is written differently in each language, by locale. */
  readonly languages: ReadonlyMap<string, Language>;
  readonly page: PageSetup;
  readonly styles: string;
  readonly fonts: readonly string[];
  readonly samples: readonly Sample[];
  /** SHA-256 of its YAML and all its files but the clauses, hex. */
  readonly hash: string;
}

export interface ChosenWhen<Thing> {
  readonly is: Thing;
  readonly when: Expression | undefined;
  /** For the paragraphs of a clause, in order. */
  readonly paragraphs: readonly (Expression | undefined)[];
}

export interface Annex {
  readonly name: string;
  readonly number: number;
  readonly when: Expression | undefined;
  readonly body: CompiledTemplate;
}

/** The texts of a document in one language. */
export interface Language {
  readonly title: CompiledTemplate;
  readonly fileName: CompiledTemplate;
  readonly texts: ReadonlyMap<string, CompiledTemplate>;
  readonly annexTitles: ReadonlyMap<string, CompiledTemplate>;
  /** By clause: heading, and each paragraph with its items. */
  readonly clauses: ReadonlyMap<string, ClauseTexts>;
  readonly running: Readonly<Record<'header' | 'footer', ReadonlyMap<Side, CompiledTemplate>>>;
}

export interface ClauseTexts {
  readonly title: CompiledTemplate;
  readonly paragraphs: readonly { readonly text: CompiledTemplate; readonly items: readonly CompiledTemplate[] }[];
}

export type Side = 'left' | 'center' | 'right';

export interface PageSetup {
  /** `A4`, `A4 landscape`. */
  readonly size: string;
  readonly margins: { readonly top: string; readonly right: string; readonly bottom: string; readonly left: string };
}

/** Something that must be there before a document can be made. */
export interface RequiredDatum {
  /** The field that must have a value, from the record. */
  readonly path: readonly string[] | undefined;
  /** What people call the field and the records on the way to it. */
  readonly labels: readonly Text[];
  readonly check: Expression | undefined;
  readonly when: Expression | undefined;
  readonly message: Text | undefined;
}

/** A record that the document is tried with. */
export interface Sample {
  readonly name: string;
  readonly record: JsonObject;
  /** ISO 8601 instant. */
  readonly at: string;
}

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
  /** When the record was last changed; stands in the PDF as its date. */
  readonly at: string;
  /** When the document was made: what FEEL called now. */
  readonly now: string;
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
  /** Of the document, such as `ro`. */
  readonly language: string;
  /**
   * What stands inside `<html>`: head (with the title) and body. Size, margins, running header and footer are in its CSS
   * (`@page`). No script in it runs, and nothing is fetched for it.
   */
  readonly content: string;
  /** The fonts it may use. */
  readonly fonts: readonly FontFace[];
  /** The instant to stand as creation and modification date. */
  readonly at: string;
}
