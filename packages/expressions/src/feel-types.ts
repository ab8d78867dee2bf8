import type { Text } from '@dealwright/diagnostics';
import type { ContextType, FeelType, Member } from './types.ts';

export const ANY: FeelType = Object.freeze({ kind: 'any' });
export const NULL: FeelType = Object.freeze({ kind: 'null' });
export const STRING: FeelType = Object.freeze({ kind: 'string' });
export const NUMBER: FeelType = Object.freeze({ kind: 'number' });
export const BOOLEAN: FeelType = Object.freeze({ kind: 'boolean' });
export const DATE: FeelType = Object.freeze({ kind: 'date' });
export const TIME: FeelType = Object.freeze({ kind: 'time' });
export const DATE_TIME: FeelType = Object.freeze({ kind: 'date and time' });
export const DAYS_DURATION: FeelType = Object.freeze({ kind: 'days and time duration' });
export const MONTHS_DURATION: FeelType = Object.freeze({ kind: 'years and months duration' });
export const listOf = (of: FeelType): FeelType => ({ kind: 'list', of });
export const rangeOf = (of: FeelType): FeelType => ({ kind: 'range', of });

/** More values than this are no longer followed one by one. */
const MAX_VALUES = 60;

/** A context from its members, for scopes and tests. Entities make their own, which look members up when asked. */
export function contextType(name: string, members: Readonly<Record<string, FeelType | Member>>): ContextType {
  const entries = Object.entries(members).map(
    ([key, given]) => [key, 'kind' in given ? { type: given } : given] as const,
  );
  const map: ReadonlyMap<string, Member> = new Map(entries);
  return Object.freeze({
    kind: 'context' as const,
    name,
    member: (key: string) => map.get(key),
    names: () => [...map.keys()],
  });
}

/**
 * True when every value of `from` may stand where `to` is expected; a dynamic value (`any`) and null may stand anywhere.
 * Choices fit when they have a value in common, because a check must not refuse what can be right.
 */
export function assignable(from: FeelType, to: FeelType): boolean {
  if (from === to || from.kind === 'any' || to.kind === 'any' || from.kind === 'null') return true;
  if (from.kind === 'string' && to.kind === 'string') return overlap(from.values, to.values);
  if (from.kind === 'list' && to.kind === 'list') return assignable(from.of, to.of);
  if (from.kind === 'range' && to.kind === 'range') return assignable(from.of, to.of);
  if (from.kind === 'context' && to.kind === 'context') return contextFits(from, to, new Set());
  if (from.kind === 'function' && to.kind === 'function') {
    const [mine, theirs] = [from.parameters, to.parameters];
    if (mine && theirs && mine.length !== theirs.length) return false;
    return assignable(from.returns, to.returns);
  }
  return from.kind === to.kind;
}

function overlap(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return !a || !b || a.some((value) => b.includes(value));
}

/** By name, or by having all the members; `seen` ends circles. */
function contextFits(from: ContextType, to: ContextType, seen: Set<ContextType>): boolean {
  if (from === to || from.name === to.name || seen.has(to)) return true;
  seen.add(to);
  return to.names().every((name) => {
    const [mine, theirs] = [from.member(name)?.type, to.member(name)?.type];
    if (!mine || !theirs) return false;
    return mine.kind === 'context' && theirs.kind === 'context'
      ? contextFits(mine, theirs, seen)
      : assignable(mine, theirs);
  });
}

/** The type that holds the values of both. */
export function union(a: FeelType, b: FeelType): FeelType {
  if (a === b || b.kind === 'null') return a;
  if (a.kind === 'null') return b;
  if (a.kind === 'string' && b.kind === 'string') {
    if (!a.values || !b.values) return STRING;
    const values = [...new Set([...a.values, ...b.values])];
    return values.length > MAX_VALUES ? STRING : { kind: 'string', values };
  }
  if (a.kind === 'list' && b.kind === 'list') return listOf(union(a.of, b.of));
  if (a.kind === 'range' && b.kind === 'range') return rangeOf(union(a.of, b.of));
  if (a.kind === b.kind && a.kind !== 'context' && a.kind !== 'function') return a;
  if (a.kind === 'context' && b.kind === 'context') return a.name === b.name && a.name !== '' ? a : ANY;
  return ANY;
}

export function unionAll(types: readonly FeelType[]): FeelType {
  return types.length === 0 ? ANY : types.reduce(union);
}

/** A type in the words of an analyst, by language. */
export function showType(type: FeelType, locale: 'en' | 'ro' = 'en'): string {
  const [en, ro] = WORDS[type.kind];
  const word = locale === 'ro' ? ro : en;
  if (type.kind === 'list') {
    if (type.of.kind === 'any') return word;
    return `${word} ${locale === 'ro' ? 'de' : 'of'} ${showType(type.of, locale)}`;
  }
  if (type.kind === 'context' && type.name !== '') return type.name;
  return word;
}

const WORDS: Readonly<Record<FeelType['kind'], readonly [string, string]>> = {
  any: ['anything', 'orice'],
  null: ['null', 'null'],
  string: ['text', 'text'],
  number: ['number', 'număr'],
  boolean: ['true or false', 'adevărat sau fals'],
  date: ['date', 'dată'],
  time: ['time', 'oră'],
  'date and time': ['date and time', 'dată și oră'],
  'days and time duration': ['duration in days and time', 'durată în zile și ore'],
  'years and months duration': ['duration in years and months', 'durată în ani și luni'],
  list: ['list', 'listă'],
  range: ['range', 'interval'],
  context: ['record', 'înregistrare'],
  function: ['function', 'funcție'],
};

/** `en` and `ro` of one sentence about types. */
export function sentence(write: (show: (type: FeelType) => string) => readonly [en: string, ro: string]): Text {
  const [en] = write((type) => showType(type, 'en'));
  const [, ro] = write((type) => showType(type, 'ro'));
  return { en, ro };
}
