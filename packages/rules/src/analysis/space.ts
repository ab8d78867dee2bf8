import type { Text } from '@dealwright/diagnostics';
import type { Environment, UnaryTests } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import { type AtomSet, common, holdsAll, meets } from './atom-set.ts';
import type { Column } from './column.ts';

/** A product of one set of atoms a column: what a row accepts. Undefined: the whole column. */
export type Box = readonly (AtomSet | undefined)[];

/** What one row or rule accepts: a row is one box, a rule with `any` may be several. */
export interface Region {
  /** From 0. */
  readonly at: number;
  /** Row number from 1, or the rule's name. */
  readonly name: string;
  readonly because: Text | undefined;
  /** None: it can never match. */
  readonly boxes: readonly Box[];
  /** Why it can never match: a cell that accepts nothing, or conditions that exclude each other. */
  readonly empty?: { readonly input: string; readonly tests: readonly string[] } | undefined;
}

/** Where the values of a column come from. */
export type Source =
  /** The value of an input, or what stands at a path below it. */
  | { readonly is: 'input'; readonly input: string; readonly below: readonly string[] }
  /** The day on which it is asked. */
  | { readonly is: 'day' }
  /** A test that was not taken apart; `accepts` when it depends on nothing but the value of the column `of`. */
  | { readonly is: 'flag'; readonly of: number | undefined; readonly accepts?: ((value: Json) => boolean) | undefined };

/** A decision as geometry: columns cut into atoms, and each row or rule as boxes of atoms. */
export interface Space {
  readonly columns: readonly Column[];
  readonly sources: readonly Source[];
  readonly sizes: readonly number[];
  readonly regions: readonly Region[];
  /** How many tests there are, and how many were not taken apart. */
  readonly tests: number;
  readonly opaque: number;
}

export function boxesMeet(a: Box, b: Box): boolean {
  return a.every((set, column) => meets(set, b[column]));
}

/** What both boxes hold; undefined when that is nothing. */
export function commonBox(a: Box, b: Box): Box | undefined {
  const box = a.map((set, column) => common(set, b[column]));
  return box.some((set) => set?.length === 0) ? undefined : box;
}

export function boxHolds(outer: Box, inner: Box, sizes: readonly number[]): boolean {
  return outer.every((set, column) => holdsAll(set, inner[column], sizes[column] ?? 0));
}

/** A cell that can be asked without knowing anything but the value. */
export function isAskable({ text, paths }: UnaryTests): boolean {
  return paths.every(([first]) => first === 'settings') && !/\b(now|today)\s*\(/.test(text);
}

/** Asks a cell about a value. */
export function ask(tests: UnaryTests, value: Json, settings: JsonObject, environment: Environment): boolean {
  return tests.accepts(value, { settings }, environment);
}
