import type { Value } from '../values/value.ts';

/** Where a part of an expression stands in its text. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

export type Operator = '+' | '-' | '*' | '/' | '**';
export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** The syntax tree of FEEL, free of what only the grammar needs. */
export type Syntax = Span &
  (
    | { readonly is: 'literal'; readonly value: Value }
    | { readonly is: 'name'; readonly name: string }
    /** The `?` of unary tests. */
    | { readonly is: 'input' }
    | { readonly is: 'path'; readonly of: Syntax; readonly name: string; readonly at: Span }
    | { readonly is: 'arithmetic'; readonly operator: Operator; readonly left: Syntax; readonly right: Syntax }
    | { readonly is: 'negate'; readonly of: Syntax }
    | { readonly is: 'compare'; readonly operator: Comparator; readonly left: Syntax; readonly right: Syntax }
    | { readonly is: 'between'; readonly of: Syntax; readonly from: Syntax; readonly to: Syntax }
    | { readonly is: 'in'; readonly of: Syntax; readonly tests: readonly Syntax[] }
    /** `> 5`: a comparison whose left side is the input; elsewhere an endless range. */
    | { readonly is: 'test'; readonly operator: Comparator; readonly of: Syntax }
    | {
        readonly is: 'range';
        readonly from: Syntax;
        readonly to: Syntax;
        readonly fromIncluded: boolean;
        readonly toIncluded: boolean;
      }
    | { readonly is: 'and' | 'or'; readonly left: Syntax; readonly right: Syntax }
    | { readonly is: 'if'; readonly when: Syntax; readonly then: Syntax; readonly otherwise: Syntax }
    | { readonly is: 'for'; readonly iterators: readonly Iterator[]; readonly body: Syntax }
    | { readonly is: 'some' | 'every'; readonly iterators: readonly Iterator[]; readonly body: Syntax }
    | { readonly is: 'filter'; readonly of: Syntax; readonly where: Syntax }
    | { readonly is: 'call'; readonly of: Syntax; readonly arguments: readonly Argument[] }
    | { readonly is: 'list'; readonly of: readonly Syntax[] }
    | { readonly is: 'context'; readonly entries: readonly Entry[] }
    | { readonly is: 'function'; readonly parameters: readonly Parameter[]; readonly body: Syntax }
    | { readonly is: 'instance of'; readonly of: Syntax; readonly type: TypeSyntax }
  );

/** `name in list` or, with `to`, `name in from..to`. */
export interface Iterator {
  readonly name: string;
  readonly in: Syntax;
  readonly to?: Syntax;
}
export interface Argument {
  readonly name?: string;
  readonly at: Span;
  readonly value: Syntax;
}
export interface Entry extends Span {
  readonly key: string;
  readonly value: Syntax;
}
export interface Parameter extends Span {
  readonly name: string;
  readonly type?: TypeSyntax;
}

/** A type as written after `instance of` or a formal parameter. */
export type TypeSyntax = Span &
  (
    | { readonly is: 'named'; readonly name: string }
    | { readonly is: 'list' | 'range'; readonly of: TypeSyntax }
    | { readonly is: 'context'; readonly entries: readonly { readonly name: string; readonly type: TypeSyntax }[] }
    | { readonly is: 'function'; readonly parameters: readonly TypeSyntax[]; readonly returns: TypeSyntax }
  );

/** The tests of a cell: `-` has none. */
export interface TestsSyntax {
  readonly negated: boolean;
  readonly tests: readonly Syntax[];
}

export type Of<K extends Syntax['is']> = Extract<Syntax, { readonly is: K }>;
