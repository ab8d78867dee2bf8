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

/** The element type of a list; a single value stands for the list of it. */
export function elementOf(type: FeelType): FeelType {
  if (type.kind === 'list') return type.of;
  return type.kind === 'null' ? ANY : type;
}

type Locale = 'en' | 'ro';
/** As a name, in a sentence, and of many. */
type Forms = readonly [name: string, one: string, many: string];

/** A type in the words of an analyst, by language: `list of numbers`. */
export function showType(type: FeelType, locale: Locale = 'en'): string {
  return wordFor(type, locale, 0);
}

function wordFor(type: FeelType, locale: Locale, form: 0 | 1 | 2): string {
  if (type.kind === 'context' && type.name !== '') return type.name;
  const word = WORDS[locale][type.kind][form];
  if (type.kind !== 'list' || type.of.kind === 'any' || type.of.kind === 'null') return word;
  return `${word} ${locale === 'ro' ? 'de' : 'of'} ${wordFor(type.of, locale, 2)}`;
}

const WORDS: Readonly<Record<Locale, Readonly<Record<FeelType['kind'], Forms>>>> = {
  en: {
    any: ['anything', 'anything', 'anything'],
    null: ['null', 'null', 'nulls'],
    string: ['text', 'text', 'texts'],
    number: ['number', 'a number', 'numbers'],
    boolean: ['true or false', 'true or false', 'true or false'],
    date: ['date', 'a date', 'dates'],
    time: ['time', 'a time', 'times'],
    'date and time': ['date and time', 'a date and time', 'dates and times'],
    'days and time duration': ['duration in days and time', 'a duration in days and time', 'durations'],
    'years and months duration': ['duration in years and months', 'a duration in years and months', 'durations'],
    list: ['list', 'a list', 'lists'],
    range: ['range', 'a range', 'ranges'],
    context: ['record', 'a record', 'records'],
    function: ['function', 'a function', 'functions'],
  },
  ro: {
    any: ['orice', 'orice', 'orice'],
    null: ['null', 'null', 'null'],
    string: ['text', 'un text', 'texte'],
    number: ['număr', 'un număr', 'numere'],
    boolean: ['adevărat sau fals', 'adevărat sau fals', 'adevărat sau fals'],
    date: ['dată', 'o dată', 'date'],
    time: ['oră', 'o oră', 'ore'],
    'date and time': ['dată cu oră', 'o dată cu oră', 'date cu oră'],
    'days and time duration': ['durată în zile și ore', 'o durată în zile și ore', 'durate'],
    'years and months duration': ['durată în ani și luni', 'o durată în ani și luni', 'durate'],
    list: ['listă', 'o listă', 'liste'],
    range: ['interval', 'un interval', 'intervale'],
    context: ['înregistrare', 'o înregistrare', 'înregistrări'],
    function: ['funcție', 'o funcție', 'funcții'],
  },
};

/** `en` and `ro` of one sentence about types. */
export function sentence(write: (show: (type: FeelType) => string) => readonly [en: string, ro: string]): Text {
  const [en] = write((type) => wordFor(type, 'en', 1));
  const [, ro] = write((type) => wordFor(type, 'ro', 1));
  return { en, ro };
}

/** A kind of value at run time, in a sentence. */
export function showKind(kind: FeelType['kind'], locale: Locale): string {
  return WORDS[locale][kind][1];
}

/** As the first word of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
