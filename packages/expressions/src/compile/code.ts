import type { Span } from '../parse/syntax.ts';
import { NEVER, type Predicate, type Term } from '../predicate.ts';
import type { FeelType, Member } from '../types.ts';
import type { Value } from '../values/value.ts';
import type { Run } from './frame.ts';
import type { Parts } from './unary-shape.ts';

/** Where a path begins: at the record itself, or at the local in that slot (an element of a relation). */
export type Root = 'record' | number;

/** A path of names that leads from a root through known members. */
export interface Path {
  readonly root: Root;
  readonly names: readonly string[];
  readonly members: readonly Member[];
}

/** Related records, maybe filtered: what `some`, `every` and `count` can ask a database about. */
export interface Relation {
  readonly path: Path;
  readonly where: () => Predicate | undefined;
}

/** What the compiler knows of a part of an expression. */
export interface Code extends Span {
  readonly type: FeelType;
  readonly run: Run;
  /** The value, where it is the same at every run. */
  readonly constant?: { readonly value: Value };
  readonly path?: Path;
  /** The names from the record down to this, through lists and filters too: what must be loaded. */
  readonly reads?: readonly string[];
  readonly relation?: Relation;
  /** This is `count` of these related records. */
  readonly counts?: Relation;
  /** As a test, it accepts these values of the input and no others. */
  readonly accepts?: Parts | undefined;
  /** The database's way to compute it, relative to `root`. */
  readonly term?: (root: Root) => Term | undefined;
  /** The database's way to decide it. FEEL knows true, false and null, so both sides must be asked. */
  readonly whenTrue?: (root: Root) => Predicate | undefined;
  readonly whenFalse?: (root: Root) => Predicate | undefined;
}

/** The condition that `code` is true, or false; from its own form, or because its term is boolean. */
export function condition(code: Code, wanted: boolean, root: Root): Predicate | undefined {
  if (code.constant) return { is: 'constant', value: code.constant.value === wanted };
  const own = wanted ? code.whenTrue : code.whenFalse;
  if (own) return own(root);
  if (code.type.kind !== 'boolean') return code.type.kind === 'null' ? NEVER : undefined;
  const term = code.term?.(root);
  if (!term) return undefined;
  if (wanted) return { is: 'true', term };
  return { is: 'compare', operator: '=', left: term, right: { is: 'value', value: false, type: code.type } };
}

/** `and` or `or` of parts; undefined when one of them is not queryable. Constants are folded. */
export function join(is: 'and' | 'or', parts: readonly (Predicate | undefined)[]): Predicate | undefined {
  const of: Predicate[] = [];
  for (const part of parts) {
    if (!part) return undefined;
    if (part.is === 'constant') {
      if (part.value === (is === 'or')) return part;
    } else if (part.is === is) of.push(...part.of);
    else of.push(part);
  }
  const [only] = of;
  if (!only) return { is: 'constant', value: is === 'and' };
  return of.length === 1 ? only : { is, of };
}

export function not(of: Predicate | undefined): Predicate | undefined {
  if (!of) return undefined;
  if (of.is === 'constant') return { is: 'constant', value: !of.value };
  return of.is === 'not' ? of.of : { is: 'not', of };
}

export function spanOf(given: Span): Span {
  return { offset: given.offset, length: given.length };
}
