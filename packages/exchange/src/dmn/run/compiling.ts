import type { Problem } from '@dealwright/diagnostics';
import type { Diagnostic, Environment, FeelCall, FeelType, FeelValue } from '@dealwright/expressions';
import type { Boxed } from '../model.ts';
import type { DmnTypes } from './types.ts';

/** The values of the names at a place. */
export type Names = ReadonlyMap<string, FeelValue>;

/** What a compiled expression runs in: the world or the call that it is part of, and where it says why a value is null. */
export interface Running {
  readonly environment: Environment;
  readonly within: Environment | FeelCall;
  readonly diagnostics: Diagnostic[];
}

/** A compiled expression of a model. */
export interface Code {
  readonly type: FeelType;
  run(names: Names, running: Running): FeelValue;
}

/** What compiling needs. */
export interface Compiling {
  readonly types: DmnTypes;
  /** What diagnostics call the expression. */
  readonly name: string;
  report(problem: Problem): void;
  /** Compiles an expression in its box. */
  compile(boxed: Boxed | undefined, scope: Scope): Code;
}

/** The names that can be used at a place, with their types. */
export type Scope = ReadonlyMap<string, FeelType>;

export const ANY: FeelType = { kind: 'any' };

/** An expression that is not there. */
export const NULL: Code = { type: { kind: 'null' }, run: () => null };
