import type { Place, Problem } from '@dealwright/diagnostics';
import type { Expression as FeelExpression, FeelType } from '@dealwright/expressions';
import type { Helper } from './helpers.ts';
import type { Meaning } from './meaning.ts';
import type { Show } from './show-value.ts';
import type { Program } from './syntax.ts';
import type { TemplateSource } from './template-source.ts';

/** What a template may say. */
export interface TemplateScope {
  /** The record, whose names need not be led by anything. */
  readonly root: Meaning;
  /** Names beside those of the record; they hide its own. */
  readonly extra: ReadonlyMap<string, Meaning>;
  readonly helpers: Readonly<Record<string, Helper>>;
  /** The names that `clause`, `annex` and `text` may be asked for. */
  readonly known: Readonly<Record<'clause' | 'annex' | 'text name', Iterable<string>>>;
  /** Compiles FEEL over what stands around it, and reports its problems. */
  compile(
    text: string,
    over: Meaning,
    isRoot: boolean,
    expects: FeelType | undefined,
    place: Place,
  ): FeelExpression | undefined;
  /** The template `{{> name}}`; undefined, with its problem reported, when there is none. */
  partial(name: string, usedAt: Place): TemplateSource | undefined;
  report(...problems: readonly Problem[]): void;
}

/** A template that says only what there is. Its tree calls `get`, `print` and `evaluate`, by the tables beside it. */
export interface CheckedTemplate {
  readonly program: Program;
  readonly shows: readonly Show[];
  readonly expressions: readonly FeelExpression[];
  /** What it reads of the record. */
  readonly paths: readonly (readonly string[])[];
}

/** What stands around a place in a template: the innermost last in a list of them. */
export interface Frame {
  readonly meaning: Meaning;
  readonly parameters: ReadonlyMap<string, Meaning>;
  readonly isItem: boolean;
}

export const NUMBER: Meaning = { type: { kind: 'number' } };
export const BOOLEAN: Meaning = { type: { kind: 'boolean' } };
