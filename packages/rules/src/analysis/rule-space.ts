import type { UnaryShape } from '@dealwright/expressions';
import type { Json } from '@dealwright/values';
import { canonical } from '../answer/hit-policy.ts';
import { plainPath } from '../answer/read-inputs.ts';
import { compileRules, isReference, referenceType } from '../compile/compile-rules.ts';
import { parseOperator } from '../compile/operators.ts';
import { compilePath } from '../compile/rule-path.ts';
import type { Comparison, Condition, Decision, FactReference, Rule } from '../decision.ts';
import { type AtomSet, atomsWhere, outside } from './atom-set.ts';
import { type Column, cutColumn, flagColumn } from './column.ts';
import { type Domain, inputDomain, leafAt } from './domain.ts';
import { type Box, commonBox, type Region, type Source, type Space } from './space.ts';

type Logic = Decision['logic'] & { readonly is: 'rules' };

/** A rule that would be more boxes is taken as it comes. */
const MOST_BOXES = 256;

/** Comparisons with a constant that depend on nothing but where the value lies among the constants. */
const PLAIN = [
  'equal',
  'notEqual',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
  'in',
  'notIn',
];

/** Makes rules into boxes: comparisons with constants by their values, others as tests that hold or do not. */
export function ruleSpace(decision: Decision, logic: Logic): Space {
  const reader = new RuleReader(decision, logic);
  for (const { conditions } of logic.rules) reader.note(conditions);
  reader.cut();
  const regions = logic.rules.map((rule, at): Region => {
    const boxes = reader.boxes(rule.conditions, false) ?? reader.unread(rule);
    const empty = boxes.length === 0 ? reader.conflict(rule.conditions) : undefined;
    return { at, name: rule.name, because: rule.because, boxes, empty };
  });
  const { columns, sources, tests, opaque } = reader;
  const sizes = columns.map(({ atoms }) => atoms.length);
  return {
    columns,
    sources,
    sizes,
    tests,
    opaque,
    regions: regions.map((each) => ({ ...each, boxes: each.boxes.map((box) => pad(box, sizes.length)) })),
  };
}

function pad(box: Box, columns: number): Box {
  return box.length === columns ? box : Array.from({ length: columns }, (_, at) => box[at]);
}

/** Reads conditions: first all of them, to know where to cut, then each into boxes. */
class RuleReader {
  readonly columns: Column[] = [];
  readonly sources: Source[] = [];
  tests = 0;
  opaque = 0;
  readonly #decision: Decision;
  readonly #named: Logic['conditions'];
  readonly #operators: Logic['operators'];
  readonly #comparisons = new Map<string, Comparison>();
  readonly #leaves = new Map<string, { readonly column: number; readonly set: AtomSet }>();

  constructor(decision: Decision, { conditions, operators }: Logic) {
    this.#decision = decision;
    this.#named = conditions;
    this.#operators = operators;
  }

  note(condition: Condition): void {
    if ('all' in condition) for (const each of condition.all) this.note(each);
    else if ('any' in condition) for (const each of condition.any) this.note(each);
    else if ('not' in condition) this.note(condition.not);
    else if ('condition' in condition) {
      const named = this.#named.get(condition.condition);
      if (named) this.note(named);
    } else {
      this.tests++;
      this.#comparisons.set(keyOf(condition), condition);
    }
  }

  /** Makes the columns, and finds the atoms that each comparison accepts. */
  cut(): void {
    const bySource = Map.groupBy(this.#comparisons.entries(), ([, { fact, path }]) => `${fact}\0${path ?? ''}`);
    const late: (readonly [string, Comparison, number])[] = [];
    for (const group of bySource.values()) {
      const [first] = group;
      if (!first) continue;
      const [, { fact, path }] = first;
      const domain = this.#domainOf(first[1]);
      const constants = group.flatMap(([, each]) => [this.#constantOf(each.value)].flat());
      const shape: UnaryShape = {
        is: 'union',
        parts: constants.flatMap((value) => (value === undefined ? [] : [{ is: 'point' as const, value }])),
      };
      const at = this.columns.length;
      const column = cutColumn(`${fact}${path?.replace(/^\$/, '') ?? ''}`, domain, [shape]);
      this.columns.push(column);
      this.sources.push({ is: 'input', input: fact, below: this.#namesOf(first[1]) });
      for (const [key, comparison] of group) {
        const set = this.#setOf(comparison, column);
        if (set) this.#leaves.set(key, { column: at, set });
        else late.push([key, comparison, at]);
      }
    }
    for (const [key, comparison, of] of late) {
      this.opaque++;
      this.#leaves.set(key, { column: this.columns.length, set: HELD });
      this.columns.push(flagColumn(`${comparison.fact} ${comparison.operator}`));
      const accepts = isReference(comparison.value) ? undefined : this.#testOf(comparison);
      this.sources.push({ is: 'flag', of, accepts });
    }
  }

  /** The boxes that together are what the condition accepts (its disjunctive normal form); undefined: too many. */
  boxes(condition: Condition, isNegated: boolean): readonly Box[] | undefined {
    if ('not' in condition) return this.boxes(condition.not, !isNegated);
    if ('condition' in condition) {
      const named = this.#named.get(condition.condition);
      return named ? this.boxes(named, isNegated) : [];
    }
    if ('fact' in condition) return this.#leaf(condition, isNegated);
    const parts = ('all' in condition ? condition.all : condition.any).map((each) => this.boxes(each, isNegated));
    if (parts.length === 0) return isNegated ? [] : [this.#everything()];
    let found: readonly Box[] | undefined = 'all' in condition === isNegated ? [] : [this.#everything()];
    for (const part of parts) {
      if (!part) return undefined;
      found =
        'all' in condition === isNegated
          ? [...found, ...part]
          : found.flatMap((a) => part.flatMap((b) => commonBoxes(a, b)));
      if (found.length > MOST_BOXES) return undefined;
    }
    return found;
  }

  /** A rule that is too much to be taken apart. */
  unread(rule: Rule): readonly Box[] {
    this.opaque++;
    const box: (AtomSet | undefined)[] = new Array(this.columns.length).fill(undefined);
    this.columns.push(flagColumn(rule.name));
    this.sources.push({ is: 'flag', of: undefined });
    return [[...box, HELD]];
  }

  /** The conditions of a rule that exclude each other: one, two of them, or all. */
  conflict(condition: Condition): NonNullable<Region['empty']> {
    const parts = 'all' in condition ? condition.all : [condition];
    const isEmpty = (some: readonly Condition[]) => this.boxes({ all: some }, false)?.length === 0;
    for (const a of parts) if (isEmpty([a])) return { input: '', tests: [shownCondition(a)] };
    for (const [at, a] of parts.entries()) {
      const b = parts.slice(at + 1).find((each) => isEmpty([a, each]));
      if (b) return { input: '', tests: [shownCondition(a), shownCondition(b)] };
    }
    return { input: '', tests: parts.map(shownCondition) };
  }

  #everything(): Box {
    return new Array(this.columns.length).fill(undefined);
  }

  #leaf(comparison: Comparison, isNegated: boolean): readonly Box[] {
    const leaf = this.#leaves.get(keyOf(comparison));
    if (!leaf) return [this.#everything()];
    const { column } = leaf;
    const set = isNegated ? outside([leaf.set], this.columns[column]?.atoms.length ?? 0) : leaf.set;
    if (set.length === 0) return [];
    const box = this.#everything().slice();
    box[column] = set;
    return [box];
  }

  #namesOf(reference: FactReference): readonly string[] {
    const type = this.#decision.inputTypes.get(reference.fact);
    if (reference.path !== undefined) return compilePath(reference.path)?.names ?? [];
    return type?.kind === 'context' && type.name === 'money' ? ['amount'] : [];
  }

  #domainOf(reference: FactReference): Domain {
    const expression = this.#decision.inputs.get(reference.fact);
    const type = referenceType(reference, this.#decision.inputTypes) ?? { kind: 'any' };
    const names = this.#namesOf(reference);
    const path = expression && plainPath(expression);
    const leaf = path && names.length > 0 ? leafAt(this.#decision, [...path, ...names]) : undefined;
    if (leaf) return leaf.domain;
    return expression && names.length === 0 ? inputDomain(this.#decision, expression) : { type, nullable: true };
  }

  /** What a fact is compared with; undefined when that is another fact which is not always the same. */
  #constantOf(value: Comparison['value']): Json | undefined {
    if (!isReference(value)) return value as Json;
    return value.path === undefined ? this.#domainOf(value).constant : undefined;
  }

  #setOf(comparison: Comparison, column: Column): AtomSet | undefined {
    const operator = parseOperator(comparison.operator);
    const value = this.#constantOf(comparison.value);
    if (!operator || value === undefined || !PLAIN.includes(operator.base)) return undefined;
    if (operator.decorators.some((each) => each !== 'not')) return undefined;
    if ((operator.base === 'in' || operator.base === 'notIn') && !Array.isArray(value)) return undefined;
    if (!column.atoms.every(({ samples }) => samples.length > 0)) return undefined;
    const accepts = this.#testOf({ ...comparison, value });
    return atomsWhere(column.atoms.length, (atom) => accepts(column.atoms[atom]?.samples[0] ?? null));
  }

  /** Asks the compiled comparison itself about a value of its fact. */
  #testOf(comparison: Comparison): (value: Json) => boolean {
    const facts = this.#decision.inputTypes;
    const rule: Rule = { name: '', priority: 1, conditions: comparison, event: { type: '' }, because: undefined };
    const compiled = compileRules([rule], new Map(), facts, this.#operators);
    const at = [...facts.keys()].indexOf(comparison.fact);
    const { path } = comparison;
    return (value) => {
      const given: Json[] = new Array(facts.size).fill(null);
      // A path of a value that is no object is the value itself.
      given[at] = path !== undefined && Array.isArray(value) ? nested(compilePath(path)?.names ?? [], value) : value;
      return compiled.holds(0, given);
    };
  }
}

function nested(names: readonly string[], value: Json): Json {
  return names.reduceRight<Json>((inner, name) => ({ [name]: inner }), value);
}

function commonBoxes(a: Box, b: Box): readonly Box[] {
  const both = commonBox(a, b);
  return both ? [both] : [];
}

/** `items greaterThan 5`, or the form of what is more than a comparison. */
function shownCondition(condition: Condition): string {
  if ('condition' in condition) return condition.condition;
  if (!('fact' in condition)) return Object.keys(condition)[0] ?? '';
  const { fact, path, operator, value } = condition;
  const other = isReference(value) ? value.fact : JSON.stringify(value);
  return `${fact}${path?.replace(/^\$/, '') ?? ''} ${operator} ${other}`;
}

const HELD: AtomSet = Int32Array.of(1, 1);

function keyOf({ fact, path, operator, value }: Comparison): string {
  return canonical([fact, path ?? null, operator, value as Json]);
}
