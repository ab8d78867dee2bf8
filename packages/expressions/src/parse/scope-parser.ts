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
 */
class Names extends VariableContext {
  readonly layers: readonly Layer[];

  constructor(layers: readonly Layer[] = []) {
    super(layers);
    this.layers = Array.isArray(layers) ? layers : [];
  }

  override getKeys(): string[] {
    return this.layers.flatMap((layer) =>
      layer instanceof Map
        ? [...layer.keys()]
        : (layer as ContextType)
            .names()
            .filter((name) => NEEDS_TELLING.test(name) || leadsOn(layer as ContextType, name)),
    );
  }

  override get(key: string): unknown {
    for (const layer of this.layers) {
      if (layer instanceof Map) {
        if (layer.has(key)) return layer.get(key);
        continue;
      }
      const member = (layer as ContextType).member(key);
      if (member) return namesOf(member.type);
    }
    return undefined;
  }

  override set(key: string, value: unknown): this {
    return new Names([new Map([[key, value]]), ...this.layers]) as this;
  }

  static override of(...given: unknown[]): Names {
    return new Names(given.flatMap((each) => (each instanceof Names ? each.layers : [])));
  }
}

function leadsOn(context: ContextType, name: string): boolean {
  return contextWithin(context.member(name)?.type) !== undefined;
}

function namesOf(type: FeelType): unknown {
  const within = contextWithin(type);
  return within ? new Names([within]) : 1;
}

/** The context that members are looked up in: that of the value, of a list's elements or of a function's result. */
function contextWithin(type: FeelType | undefined): ContextType | undefined {
  if (type?.kind === 'context') return type;
  if (type?.kind === 'list') return contextWithin(type.of);
  if (type?.kind === 'function') return contextWithin(type.returns);
  return undefined;
}

type Parser = typeof parser;
export type Top = 'Expression' | 'UnaryTests';
const made = new WeakMap<ContextType, Map<Top, Parser>>();

/** The grammar that knows the names of `scope`; made once for each scope. */
export function parserFor(scope: ContextType, top: Top): Parser {
  const known = made.get(scope) ?? new Map<Top, Parser>();
  made.set(scope, known);
  const before = known.get(top);
  if (before) return before;
  const builtins = new Map(
    builtinNames()
      .filter((name) => NEEDS_TELLING.test(name))
      .map((name) => [name, 1]),
  );
  const contextTracker = trackVariables(new Names([scope, builtins]), Names);
  const configured = parser.configure({ top, contextTracker });
  known.set(top, configured);
  return configured;
}
