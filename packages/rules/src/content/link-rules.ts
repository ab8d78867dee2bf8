import { didYouMean, type Place, problem, type Text } from '@dealwright/diagnostics';
import { compileOver, recordScope, warnUntranslated } from '@dealwright/entities';
import type { Expression, FeelType } from '@dealwright/expressions';
import { isJsonObject, type Json } from '@dealwright/values';
import { isReference } from '../compile/compile-rules.ts';
import type { OwnOperators } from '../compile/operators.ts';
import type { Comparison, Condition, FactReference, Rule } from '../decision.ts';
import { type ConditionPlace, checkComparison } from './check-comparison.ts';
import type { ConditionShape, RuleShape } from './decision-schema.ts';
import { linkOperators } from './link-operators.ts';
import type { Linked, Names } from './linked.ts';
import { readOutputs } from './read-outputs.ts';

/** Rules in json-rules-engine's format, linked. */
export interface LinkedRules {
  /** The declared inputs; without them, the facts that the rules name. */
  readonly inputs: ReadonlyMap<string, Expression>;
  readonly rules: readonly Rule[];
  readonly conditions: ReadonlyMap<string, Condition>;
  readonly operators: OwnOperators;
  /** Every fact that is named, with its path. */
  readonly references: readonly FactReference[];
  readonly readsSettings: boolean;
}

/** Links rules: facts, operators, values, named conditions and parameters are checked. */
export function linkRules(linked: Linked, names: Names, declared: ReadonlyMap<string, Expression>): LinkedRules {
  const { document } = linked;
  const { shape } = document;
  const reader = new ConditionReader(linked);
  const conditions = new Map<string, Condition>();
  for (const [name, each] of Object.entries(shape.conditions ?? {})) {
    const condition = reader.read(each, ['conditions', name]);
    if (condition) conditions.set(name, condition);
  }
  const isCircular = reportCircles(linked, conditions);
  const taken = new Set<string>();
  const rules = (shape.rules ?? []).flatMap((rule, at): Rule[] => {
    const found = reader.read(rule.conditions, ['rules', at, 'conditions']);
    const name = nameOf(rule, at, taken, linked);
    warnUntranslated(becauseOf(rule), () => document.place(['rules', at]), linked.linking);
    if (!found || isCircular) return [];
    return [
      {
        name,
        priority: rule.priority ?? 1,
        conditions: found,
        event: eventOf(rule, at, linked),
        because: becauseOf(rule),
      },
    ];
  });
  const parameters = rules.flatMap(({ event }) =>
    Object.values(event.params ?? {}).filter((each) => isReference(each)),
  );
  const references = [...reader.comparisons.flatMap(({ comparison }) => referencesOf(comparison)), ...parameters];
  const inputs = declared.size > 0 ? declared : implicitInputs(references, reader, linked, names);
  const types = new Map<string, FeelType>([...inputs].map(([name, { type }]) => [name, type]));
  const known = declared.size > 0 ? [...declared.keys()] : recordScope(names.base, linked.linking, names.extra).names();
  const operators = linkOperators(linked);
  const facts = { types, known, operators };
  for (const { comparison, place } of reader.comparisons) checkComparison(comparison, facts, place, linked.linking);
  return {
    inputs,
    rules,
    conditions: isCircular ? new Map() : conditions,
    operators,
    references,
    readsSettings: references.some(({ fact }) => fact === 'settings'),
  };
}

/** Tells the forms of a condition apart and remembers the comparisons with their places. */
class ConditionReader {
  readonly comparisons: { readonly comparison: Comparison; readonly place: ConditionPlace }[] = [];
  readonly linked: Linked;
  constructor(linked: Linked) {
    this.linked = linked;
  }

  read(shape: ConditionShape, path: readonly (string | number)[]): Condition | undefined {
    const { document, linking } = this.linked;
    const forms = (['all', 'any', 'not', 'condition', 'fact'] as const).filter((key) => shape[key] !== undefined);
    if (forms.length !== 1) {
      linking.report(
        problem(
          'CONDITION_FORM',
          {
            en: 'A condition has exactly one of `all`, `any`, `not`, `condition`, `fact`.',
            ro: 'O condiție are exact una dintre `all`, `any`, `not`, `condition`, `fact`.',
          },
          {
            place: document.place(path),
            hint: { en: 'put several into `all: [ … ]`', ro: 'puneți mai multe în `all: [ … ]`' },
          },
        ),
      );
      return undefined;
    }
    const { priority, name } = shape;
    const list = (key: 'all' | 'any') =>
      (shape[key] ?? []).flatMap((each, at) => this.read(each, [...path, key, at]) ?? []);
    if (shape.all) return { all: list('all'), priority, name };
    if (shape.any) return { any: list('any'), priority, name };
    if (shape.not) {
      const not = this.read(shape.not, [...path, 'not']);
      return not && { not, priority, name };
    }
    if (shape.condition !== undefined) return this.#named(shape.condition, path, { priority, name });
    return this.#comparison(shape, path);
  }

  #named(
    condition: string,
    path: readonly (string | number)[],
    rest: { priority: number | undefined; name: string | undefined },
  ) {
    const { document, linking } = this.linked;
    const known = document.shape.conditions ?? {};
    if (Object.hasOwn(known, condition)) return { condition, ...rest };
    linking.report(
      problem(
        'UNKNOWN_CONDITION',
        { en: `There is no condition \`${condition}\`.`, ro: `Nu există condiția \`${condition}\`.` },
        { place: document.place([...path, 'condition']), hint: didYouMean(condition, Object.keys(known)) },
      ),
    );
    return undefined;
  }

  #comparison(shape: ConditionShape, path: readonly (string | number)[]): Comparison | undefined {
    const { document, linking } = this.linked;
    const { fact, operator, value } = shape;
    if (fact === undefined || operator === undefined || value === undefined) {
      linking.report(
        problem(
          'CONDITION_INCOMPLETE',
          {
            en: 'A comparison needs `fact`, `operator` and `value`.',
            ro: 'O comparație are nevoie de `fact`, `operator` și `value`.',
          },
          {
            place: document.place(path),
            hint: {
              en: 'write `{ fact: …, operator: equal, value: … }`',
              ro: 'scrieți `{ fact: …, operator: equal, value: … }`',
            },
          },
        ),
      );
      return undefined;
    }
    const { path: inner, params, priority, name } = shape;
    const comparison = { fact, operator, value, path: inner, params, priority, name };
    this.comparisons.push({ comparison, place: (key) => document.place(key ? [...path, ...key] : path) });
    return comparison;
  }
}

function referencesOf(comparison: Comparison): readonly FactReference[] {
  return isReference(comparison.value) ? [comparison, comparison.value] : [comparison];
}

/** Without `inputs`, a fact is a field of the record, a declared fact, a called decision's outcome, or `settings`. */
function implicitInputs(
  references: readonly FactReference[],
  reader: ConditionReader,
  { document, linking }: Linked,
  { base, extra }: Names,
): ReadonlyMap<string, Expression> {
  const scope = recordScope(base, linking, extra);
  const inputs = new Map<string, Expression>();
  for (const { fact } of references) {
    if (inputs.has(fact) || !scope.member(fact)) continue;
    const used = reader.comparisons.find(({ comparison }) => comparison.fact === fact)?.place;
    const expression = compileOver(fact, {
      type: base,
      linking,
      extra,
      place: () => used?.(['fact']) ?? document.place(['rules']),
    });
    if (expression) inputs.set(fact, expression);
  }
  return inputs;
}

function nameOf(rule: RuleShape, at: number, taken: Set<string>, { document, linking }: Linked): string {
  const name = rule.name ?? `rule ${at + 1}`;
  if (taken.has(name)) {
    linking.report(
      problem(
        'DUPLICATE_RULE',
        { en: `There are two rules \`${name}\`.`, ro: `Există două reguli \`${name}\`.` },
        {
          place: document.place(['rules', at, 'name']),
          hint: { en: 'explanations name rules: rename one', ro: 'explicațiile numesc regulile: redenumiți una' },
        },
      ),
    );
  }
  taken.add(name);
  return name;
}

function becauseOf({ because, event }: RuleShape): Text | undefined {
  const said = because ?? event.params?.because;
  if (typeof said === 'string') return said;
  return isJsonObject(said) && typeof said.en === 'string' ? (said as Text) : undefined;
}

/** `because` explains and is no output; the rest of the parameters are outputs, literal or taken from a fact. */
function eventOf({ event }: RuleShape, at: number, { document, linking, outputs }: Linked): Rule['event'] {
  const { because: _, ...params } = event.params ?? {};
  const place = (name: string): Place => document.place(['rules', at, 'event', 'params', name]);
  if (Object.hasOwn(params, 'type')) {
    linking.report(
      problem(
        'RESERVED_OUTPUT',
        { en: "`type` is the event's own.", ro: '`type` aparține evenimentului.' },
        { place: place('type'), hint: { en: 'call the parameter otherwise', ro: 'numiți altfel parametrul' } },
      ),
    );
  }
  if (outputs.size === 0) return { type: event.type, params };
  const taken = Object.fromEntries(Object.entries(params).filter(([, value]) => isReference(value)));
  const literals: Record<string, Json> = Object.fromEntries(
    Object.entries(params).filter(([, value]) => !isReference(value)),
  );
  return { type: event.type, params: { ...readOutputs(literals, outputs, place, linking), ...taken } };
}

/** A named condition that refers to itself would never end. */
function reportCircles({ document, linking }: Linked, conditions: ReadonlyMap<string, Condition>): boolean {
  const circular = [...conditions].filter(([name, condition]) => reaches(condition, name, conditions));
  for (const [name] of circular) {
    linking.report(
      problem(
        'CONDITION_CYCLE',
        { en: `The condition \`${name}\` refers to itself.`, ro: `Condiția \`${name}\` se referă la ea însăși.` },
        {
          place: document.place(['conditions', name]),
          hint: {
            en: 'write out one of the conditions in this circle',
            ro: 'scrieți explicit una dintre condițiile din acest cerc',
          },
        },
      ),
    );
  }
  return circular.length > 0;
}

function reaches(from: Condition, target: string, conditions: ReadonlyMap<string, Condition>): boolean {
  const open = [from];
  const seen = new Set<string>();
  for (let each = open.pop(); each; each = open.pop()) {
    if ('all' in each) open.push(...each.all);
    else if ('any' in each) open.push(...each.any);
    else if ('not' in each) open.push(each.not);
    else if ('condition' in each && !seen.has(each.condition)) {
      if (each.condition === target) return true;
      seen.add(each.condition);
      const next = conditions.get(each.condition);
      if (next) open.push(next);
    }
  }
  return false;
}
