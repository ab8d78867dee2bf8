import { normalizeContextKey } from 'lezer-feel';
import { findBuiltin } from '../functions/all-functions.ts';
import type { BuiltIn } from '../functions/function.ts';
import type { ContextType, FeelType, Member } from '../types.ts';
import type { Relation, Root } from './code.ts';

/** What a name means. */
export type Binding =
  /** A member of the record or, with a slot, of the element that a filter looks at. */
  | {
      readonly is: 'member';
      readonly root: Root;
      readonly name: string;
      readonly member: Member;
      readonly queryable: boolean;
      readonly reads?: readonly string[] | undefined;
    }
  | {
      readonly is: 'local';
      readonly slot: number;
      readonly type: FeelType;
      readonly element?: Relation | undefined;
      readonly reads?: readonly string[] | undefined;
    }
  /** A member of an element of unknown type, if it has such a one; else what the name means outside. */
  | { readonly is: 'maybe'; readonly slot: number; readonly name: string; readonly otherwise: Binding | undefined }
  | { readonly is: 'builtin'; readonly builtin: BuiltIn };

/** The names that can be used at a place, innermost first. */
export interface Scope {
  find(name: string): Binding | undefined;
  /** Those of values, for suggestions; not those of the built-in functions. */
  names(): readonly string[];
  /** What `?` and tests without a left side speak of. */
  readonly input: { readonly slot: number; readonly type: FeelType } | undefined;
}

/** The outermost scope: the record, then the built-in functions. */
export function recordScope(context: ContextType): Scope {
  return {
    input: undefined,
    find(name) {
      const found = findMember(context, name);
      if (found) return { is: 'member', root: 'record', ...found, queryable: true };
      const builtin = findBuiltin(name);
      return builtin && { is: 'builtin', builtin };
    },
    names: () => context.names(),
  };
}

export interface Local {
  readonly slot: number;
  readonly type: FeelType;
  /** Set where the local runs over related records. */
  readonly element?: Relation | undefined;
  /** The path that its values were loaded by. */
  readonly reads?: readonly string[] | undefined;
}

/** `outer` with locals before it. */
export function withLocals(outer: Scope, locals: ReadonlyMap<string, Local>): Scope {
  const normalized = new Map([...locals].map(([name, local]) => [normalizeContextKey(name), local]));
  return {
    input: outer.input,
    find(name) {
      const local = normalized.get(normalizeContextKey(name));
      if (!local) return outer.find(name);
      return { is: 'local', ...local };
    },
    names: () => [...locals.keys(), ...outer.names()],
  };
}

/** `outer` behind the members of the element that a filter looks at; `item` is the element. */
export function withItem(outer: Scope, local: Local): Scope {
  const { slot, type, element, reads } = local;
  return {
    input: { slot, type },
    find(name) {
      if (type.kind === 'context') {
        const found = findMember(type, name);
        if (found) return { is: 'member', root: slot, ...found, queryable: element !== undefined, reads };
      }
      const otherwise: Binding | undefined = name === 'item' ? { is: 'local', ...local } : outer.find(name);
      return type.kind === 'any' ? { is: 'maybe', slot, name, otherwise } : otherwise;
    },
    names: () => [...(type.kind === 'context' ? type.names() : []), 'item', ...outer.names()],
  };
}

/** `outer` where `?` is the value in `slot`. */
export function withInput(outer: Scope, slot: number, type: FeelType): Scope {
  return { input: { slot, type }, find: (name) => outer.find(name), names: () => outer.names() };
}

/** Names match whatever blanks stand around their signs: `a-b` is `a - b`. */
export function findMember(context: ContextType, name: string): { name: string; member: Member } | undefined {
  const exact = context.member(name);
  if (exact) return { name, member: exact };
  if (/^[\p{L}\p{N}_]+$/u.test(name)) return undefined;
  const wanted = normalizeContextKey(name);
  const real = context.names().find((each) => normalizeContextKey(each) === wanted);
  const member = real === undefined ? undefined : context.member(real);
  return real !== undefined && member ? { name: real, member } : undefined;
}
