import type { Report } from '../parse/parse.ts';
import type { Of, Syntax } from '../parse/syntax.ts';
import type { FeelType } from '../types.ts';
import { arithmetic, negation } from './arithmetic.ts';
import { call } from './call.ts';
import type { Code } from './code.ts';
import { between, comparison } from './comparison.ts';
import { filter } from './filter.ts';
import { functionLiteral } from './function-literal.ts';
import { instanceOf } from './instance-of.ts';
import { contextLiteral, listLiteral, literal, rangeLiteral } from './literals.ts';
import { conditional, logic } from './logic.ts';
import { loop, quantified } from './loops.ts';
import { input, name, path } from './names.ts';
import type { Scope } from './scope.ts';
import { inTests, test } from './tests.ts';

/** What the constructs need while they are compiled: each other, a place for problems, slots for locals. */
export interface Compiling {
  readonly report: Report;
  readonly types: ReadonlyMap<string, FeelType>;
  compile(syntax: Syntax, scope: Scope): Code;
  newSlot(): number;
  /** A path of the record is read. */
  reads(path: readonly string[]): void;
  readsClock(): void;
}

type Constructs = { readonly [K in Syntax['is']]: (syntax: Of<K>, scope: Scope, compiling: Compiling) => Code };

/** One function for each construct of the language: it checks, and makes the closure and the database's form. */
const constructs: Constructs = {
  literal,
  name,
  input,
  path,
  arithmetic,
  negate: negation,
  compare: comparison,
  between,
  in: inTests,
  test,
  range: rangeLiteral,
  and: logic,
  or: logic,
  if: conditional,
  for: loop,
  some: quantified,
  every: quantified,
  filter,
  call,
  list: listLiteral,
  context: contextLiteral,
  function: functionLiteral,
  'instance of': instanceOf,
};

export class Compiler implements Compiling {
  readonly report: Report;
  readonly types: ReadonlyMap<string, FeelType>;
  readonly paths = new Map<string, readonly string[]>();
  clock = false;
  #slots = 0;

  constructor(report: Report, types: ReadonlyMap<string, FeelType> = new Map()) {
    this.report = report;
    this.types = types;
  }

  compile(syntax: Syntax, scope: Scope): Code {
    // The table maps each `is` to the function for it; TypeScript cannot follow that through the lookup.
    const construct = constructs[syntax.is] as (syntax: Syntax, scope: Scope, compiling: Compiling) => Code;
    return construct(syntax, scope, this);
  }

  newSlot(): number {
    return this.#slots++;
  }

  reads(path: readonly string[]): void {
    this.paths.set(path.join('\n'), path);
  }

  readsClock(): void {
    this.clock = true;
  }
}
