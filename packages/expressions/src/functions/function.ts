import type { Text } from '@dealwright/diagnostics';
import { Temporal } from 'temporal-polyfill';
import type { Operand } from '../compile/diagnose.ts';
import type { Frame } from '../compile/frame.ts';
import {
  ANY,
  DATE,
  DATE_TIME,
  DAYS_DURATION,
  listOf,
  MONTHS_DURATION,
  NUMBER,
  rangeOf,
  STRING,
  TIME,
} from '../feel-types.ts';
import type { Span } from '../parse/syntax.ts';
import type { Predicate, Term } from '../predicate.ts';
import type { FeelType } from '../types.ts';
import { isNumeric, type Numeric } from '../values/number.ts';
import {
  Context,
  DateTime,
  DaysDuration,
  FeelFunction,
  isList,
  kindOf,
  type List,
  MonthsDuration,
  Range,
  Time,
  type Value,
} from '../values/value.ts';

/** One call of a function at run time. */
export class Call {
  readonly frame: Frame;
  readonly span: Span;
  readonly #parts: readonly Span[];
  readonly #values: readonly Value[];
  constructor(frame: Frame, span: Span, parts: readonly Span[] = [], values: readonly Value[] = []) {
    this.frame = frame;
    this.span = span;
    this.#parts = parts;
    this.#values = values;
  }

  get zone(): string {
    return this.frame.environment.zone;
  }

  /** Null, and why. */
  fail(code: string, en: string, ro: string): null {
    return this.explain(code, () => ({ en, ro }));
  }

  explain(code: string, message: () => Text): null {
    const given = this.#parts.map((part, index): Operand => [part, this.#values[index] ?? null]);
    return this.frame.note(this.span, code, message, given);
  }

  charge(steps: number): void {
    this.frame.charge(this.span, steps);
  }

  /** Counts work on all that lies within a value. */
  weigh(value: Value): void {
    this.frame.weigh(this.span, value);
  }

  reserve(size: number, what: 'list' | 'text'): void {
    this.frame.reserve(this.span, size, what);
  }

  /** Calls a function that was given as an argument. */
  invoke(given: FeelFunction, args: readonly Value[]): Value {
    return this.frame.enter(this.span, () => given.run(args, this));
  }
}

/** A parameter: its static type, and how a value at run time becomes the one that the implementation takes. */
export interface Parameter<V extends Value | undefined = Value | undefined> {
  readonly name: string;
  /** Other names that DMN has or had for it. */
  readonly aliases: readonly string[];
  readonly type: FeelType;
  readonly optional: boolean;
  /** Null is a value for it; elsewhere null makes the result null. */
  readonly nullable: boolean;
  /** Takes all arguments that are left, as a list. */
  readonly rest: boolean;
  /** Undefined where the value is of another kind. */
  accept(value: Value): V | undefined;
}

/** One way to call a function. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  returns(types: readonly FeelType[]): FeelType;
  run(args: readonly (Value | undefined)[], call: Call): Value;
}

/** What is known of an argument before it runs. */
export interface KnownArgument {
  readonly type: FeelType;
  readonly constant?: { readonly value: Value };
}

/** A mistake in a call, and what to type instead. */
export interface Wrong {
  readonly code: string;
  readonly message: Text;
  readonly hint?: Text | undefined;
}

export interface BuiltIn {
  readonly name: string;
  readonly signatures: readonly Signature[];
  /** The forms that a database knows; `args` are the terms of the arguments. */
  readonly term?: (args: readonly Term[], returns: FeelType) => Term | undefined;
  /** When the call is `wanted`. */
  readonly predicate?: (args: readonly Term[], wanted: boolean) => Predicate | undefined;
  /** True of its only argument's falsehood: a database decides it by the argument's own condition. */
  readonly negates?: boolean;
  /** Says what is wrong with arguments that fit their parameters one by one. */
  readonly check?: (args: readonly KnownArgument[]) => Wrong | undefined;
  /** Its value depends on the clock. */
  readonly readsClock?: boolean;
}

type Arguments<P extends readonly Parameter[]> = {
  [K in keyof P]: P[K] extends Parameter<infer V> ? V : never;
};

/**
 * One way to call a function. `returns` may look at the static types of the arguments, which stand at the places of the
 * parameters. `run` gets values of the right kinds; undefined for an optional one that was not given.
 */
export function signature<const P extends readonly Parameter[]>(
  parameters: P,
  returns: FeelType | ((...types: FeelType[]) => FeelType),
  run: (args: Arguments<P>, call: Call) => Value,
): Signature {
  return {
    parameters,
    returns: typeof returns === 'function' ? (types) => returns(...types) : () => returns,
    // The caller has put every argument through `accept` of its parameter.
    run: (args, call) => run(args as unknown as Arguments<P>, call),
  };
}

type More = Pick<BuiltIn, 'term' | 'predicate' | 'negates' | 'readsClock' | 'check'>;

export function builtIn(name: string, signatures: Signature | readonly Signature[], more: More = {}): BuiltIn {
  return { name, signatures: Array.isArray(signatures) ? signatures : [signatures as Signature], ...more };
}

function parameter<V extends Value>(
  name: string,
  type: FeelType,
  accept: (value: Value) => V | undefined,
): Parameter<V> {
  return { name, aliases: [], type, optional: false, nullable: false, rest: false, accept };
}

export const text = (name: string) =>
  parameter(name, STRING, (value) => (typeof value === 'string' ? value : undefined));
export const number = (name: string) =>
  parameter<Numeric>(name, NUMBER, (value) => (isNumeric(value) ? value : undefined));
export const date = (name: string) =>
  parameter(name, DATE, (value) => (value instanceof Temporal.PlainDate ? value : undefined));
export const time = (name: string) => parameter(name, TIME, (value) => (value instanceof Time ? value : undefined));
export const dateTime = (name: string) =>
  parameter(name, DATE_TIME, (value) => (value instanceof DateTime ? value : undefined));
export const daysDuration = (name: string) =>
  parameter(name, DAYS_DURATION, (value) => (value instanceof DaysDuration ? value : undefined));
export const monthsDuration = (name: string) =>
  parameter(name, MONTHS_DURATION, (value) => (value instanceof MonthsDuration ? value : undefined));
export const range = (name: string) =>
  parameter(name, rangeOf(ANY), (value) => (value instanceof Range ? value : undefined));
export const context = (name: string, type: FeelType = ANY) =>
  parameter(name, type, (value) => (value instanceof Context ? value : undefined));
/** A function of two parameters. */
export const callable = (name: string, returns: FeelType = ANY) =>
  parameter(name, { kind: 'function', parameters: [ANY, ANY], returns }, (value) =>
    value instanceof FeelFunction ? value : undefined,
  );

/** Any value, but not null; see {@link nullable}. */
export const anything = (name: string) => parameter<Value>(name, ANY, (value) => value);

/** A list; a single value that is not null stands for the list of it, as DMN says. */
export const list = (name: string, of: FeelType = ANY) =>
  parameter<List>(name, listOf(of), (value) => {
    const given = isList(value) ? value : [value];
    if (of.kind === 'any') return given;
    return given.every((each) => each === null || kindOf(each) === of.kind) ? given : undefined;
  });

export function optional<V extends Value>(given: Parameter<V>): Parameter<V | undefined> {
  return { ...given, optional: true };
}

export function nullable<V extends Value | undefined>(given: Parameter<V>): Parameter<V | null> {
  return { ...given, nullable: true };
}

/** All arguments that are left, each of the type given. */
export function rest(
  given: Parameter<Value> | Parameter<Numeric> | Parameter<List> | Parameter<string>,
): Parameter<List> {
  return { ...given, nullable: true, rest: true, accept: (value) => (isList(value) ? value : undefined) };
}

export function also<V extends Value | undefined>(given: Parameter<V>, ...aliases: string[]): Parameter<V> {
  return { ...given, aliases };
}
