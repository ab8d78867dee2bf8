import { parser, trackVariables, VariableContext } from 'lezer-feel';
import { builtinNames } from '../functions/all-functions.ts';
import type { ContextType, FeelType } from '../types.ts';

type Layer = ContextType | ReadonlyMap<string, unknown>;

/** Words and signs that split a name unless the grammar is told that the name exists. */
const NEEDS_TELLING =
  /[^\p{L}\p{N}_]|^(?:for|in|return|if|then|else|some|every|satisfies|or|and|between|instance|function|null|true|false|external)$/u;

/**
 * Tells the grammar which names exist, so that `monthly fee - discount` can be one name. It looks into types only when
 * asked, because entities refer to each other in circles. Simple names need not be told, except where names lie below.
 * The same names are always the same object, because the grammar remembers by object what it computed of them.
 */
class Names extends VariableContext {
  static readonly none = new Names([]);
  readonly #layers: readonly Layer[];
  readonly #joined = new Map<Names, Names>();
  readonly #defined = new Map<string, Map<unknown, Names>>();

  constructor(layers: readonly Layer[]) {
    super(layers);
    this.#layers = layers;
  }

  override getKeys(): string[] {
    return this.#layers.flatMap((layer) =>
      layer instanceof Map ? [...layer.keys()] : toldNames(layer as ContextType),
    );
  }

  override get(key: string): unknown {
    for (const layer of this.#layers) {
      if (layer instanceof Map) {
        if (layer.has(key)) return layer.get(key);
        continue;
      }
      const member = (layer as ContextType).member(key);
      if (member) return namesOf(member.type);
    }
    return undefined;
  }

  override set(key: unknown, value: unknown): this {
    // Of an entry whose value is a range, the grammar takes an end of the range for the name.
    if (typeof key !== 'string') return this;
    // Of values that are no contexts only their being there matters; others are made anew each time and not kept.
    const known = value instanceof Names || typeof value !== 'object' || value === null;
    const kept = value instanceof Names ? value : known ? 1 : undefined;
    const before = kept === undefined ? undefined : this.#defined.get(key)?.get(kept);
    if (before) return before as this;
    const made = new Names([new Map([[key, kept ?? value]]), ...this.#layers]);
    if (kept !== undefined) this.#defined.set(key, (this.#defined.get(key) ?? new Map()).set(kept, made));
    return made as this;
  }

  #join(other: Names): Names {
    const before = this.#joined.get(other);
    if (before) return before;
    const made = new Names([...this.#layers, ...other.#layers.filter((layer) => !this.#layers.includes(layer))]);
    this.#joined.set(other, made);
    return made;
  }

  static override of(...given: unknown[]): Names {
    return given.filter((each) => each instanceof Names).reduce<Names>((all, each) => all.#join(each), Names.none);
  }
}

function toldNames(layer: ContextType): string[] {
  return layer.names().filter((name) => NEEDS_TELLING.test(name) || leadsOn(layer, name));
}

function leadsOn(context: ContextType, name: string): boolean {
  return contextWithin(context.member(name)?.type) !== undefined;
}

function namesOf(type: FeelType): unknown {
  const within = contextWithin(type);
  if (!within) return 1;
  const known = names.get(within) ?? new Names([within]);
  names.set(within, known);
  return known;
}

/** The context that members are looked up in: that of the value, of a list's elements or of a function's result. */
function contextWithin(type: FeelType | undefined): ContextType | undefined {
  if (type?.kind === 'context') return type;
  if (type?.kind === 'list') return contextWithin(type.of);
  if (type?.kind === 'function') return contextWithin(type.returns);
  return undefined;
}

const names = new WeakMap<ContextType, Names>();

type Parser = typeof parser;
export type Top = 'Expression' | 'UnaryTests';
const made = new WeakMap<ContextType, Map<string, Parser>>();

/**
 * The grammar that knows the names of `scope`, and of the functions whose names are several words those that the text may
 * call: the grammar works out every beginning of every name it is told. Made once for each scope and such functions.
 */
export function parserFor(scope: ContextType, top: Top, text: string): Parser {
  const words = new Set(text.match(WORD));
  const called = toldFunctions().filter(({ first }) => words.has(first));
  const known = made.get(scope) ?? new Map<string, Parser>();
  made.set(scope, known);
  const key = [top, ...called.map(({ name }) => name)].join(',');
  const before = known.get(key);
  if (before) return before;
  const told = new Map(called.map(({ name }) => [name, 1]));
  const contextTracker = trackVariables(new Names([scope, told]), Names);
  const configured = parser.configure({ top, contextTracker });
  known.set(key, configured);
  return configured;
}

const WORD = /[\p{L}\p{N}_]+/gu;

interface Told {
  readonly name: string;
  readonly first: string;
}

let functions: readonly Told[] | undefined;

/** The functions that the grammar must be told, with the first word of each. */
function toldFunctions(): readonly Told[] {
  functions ??= builtinNames()
    .filter((name) => NEEDS_TELLING.test(name))
    .map((name) => ({ name, first: name.match(WORD)?.[0] ?? '' }));
  return functions;
}
