import type { FeelType } from '@dealwright/expressions';
import type { Json } from '@dealwright/values';
import type { Comparison, Condition, FactReference, Finding, Rule } from '../decision.ts';
import { isRelation, makeOperator, OPERATORS, type OwnOperators, parseOperator, relation } from './operators.ts';
import { indexRules } from './rule-index.ts';
import { compilePath } from './rule-path.ts';
import { type Scalar, scalarType } from './scalar.ts';

/** Rules ready to run over the values of the facts, in the order of `facts`. */
export interface CompiledRules {
  /** The rules that can hold, from 0, ascending: a few of many where an index knows, else all. */
  candidates(values: readonly Json[]): readonly number[];
  /** The conditions of one rule hold. Throws InvalidOperand where json-rules-engine would reject the run. */
  holds(rule: number, values: readonly Json[]): boolean;
  /** The first condition of the rule that fails; undefined when all hold. */
  failing(rule: number, values: readonly Json[]): Finding | undefined;
  /** The conditions that hold. */
  conditions(rule: number, values: readonly Json[]): readonly Finding[];
  /** The event's parameters, with `{ fact: … }` replaced by its value. */
  parameters(rule: number, values: readonly Json[]): { readonly [name: string]: Json };
}

/** A condition as closures. */
interface Node {
  test(values: readonly Json[]): boolean;
  /** The leaves that made `test` give `outcome`. */
  reasons(values: readonly Json[], outcome: boolean): readonly Finding[];
}

interface Source {
  readonly name: string;
  readonly type: FeelType;
  read(values: readonly Json[]): Json;
}

/**
 * Compiles rules to closures. Their shape has been checked: facts, operators and named conditions are known and free of
 * circles.
 * @param facts name and type of every fact
 * @param own the operators that the decision brings itself
 */
export function compileRules(
  rules: readonly Rule[],
  named: ReadonlyMap<string, Condition>,
  facts: ReadonlyMap<string, FeelType>,
  own: OwnOperators = new Map(),
): CompiledRules {
  const compile = conditionCompiler(named, { facts, own });
  const nodes = rules.map((rule) => compile(rule.conditions));
  const events = rules.map((rule) => compileParameters(rule, facts));
  const all = rules.map((_, at) => at);
  const index = indexRules(rules, facts);
  return {
    candidates: (values) => index?.(values) ?? all,
    holds: (rule, values) => nodes[rule]?.test(values) ?? false,
    failing: (rule, values) => nodes[rule]?.reasons(values, false)[0],
    conditions: (rule, values) => nodes[rule]?.reasons(values, true) ?? [],
    parameters: (rule, values) => events[rule]?.(values) ?? {},
  };
}

function compileParameters({ event }: Rule, facts: ReadonlyMap<string, FeelType>) {
  const readers = Object.entries(event.params ?? {}).map(([name, value]) => {
    const source = isReference(value) ? sourceOf(value, facts, false) : undefined;
    return [name, source ? source.read : () => value] as const;
  });
  return (values: readonly Json[]) => Object.fromEntries(readers.map(([name, read]) => [name, read(values)]));
}

/** `{ fact: maximumDiscount }` in the place of a value. */
export function isReference(value: Json | FactReference | undefined): value is Json & FactReference {
  return typeof value === 'object' && value !== null && 'fact' in value && typeof value.fact === 'string';
}

/** What comparisons are compiled with. */
interface Vocabulary {
  readonly facts: ReadonlyMap<string, FeelType>;
  readonly own: OwnOperators;
}

function conditionCompiler(named: ReadonlyMap<string, Condition>, vocabulary: Vocabulary) {
  const done = new Map<string, Node>();
  const compile = (condition: Condition): Node => {
    if ('any' in condition) return anyOf(byPriority(condition.any).map(compile));
    if ('all' in condition) return allOf(byPriority(condition.all).map(compile));
    if ('not' in condition) return negate(compile(condition.not));
    if ('condition' in condition) {
      const target = named.get(condition.condition);
      const node = done.get(condition.condition) ?? (target ? compile(target) : anyOf([NEVER]));
      done.set(condition.condition, node);
      return node;
    }
    return compare(condition, vocabulary);
  };
  return compile;
}

const NEVER: Node = { test: () => false, reasons: () => [] };

function byPriority(conditions: readonly Condition[]): readonly Condition[] {
  return conditions.toSorted((a, b) => (b.priority || 1) - (a.priority || 1));
}

function allOf(nodes: readonly Node[]): Node {
  return {
    test(values) {
      for (const node of nodes) if (!node.test(values)) return false;
      return true;
    },
    reasons: (values, outcome) =>
      nodes.filter((node) => node.test(values) === outcome).flatMap((node) => node.reasons(values, outcome)),
  };
}

/** As in json-rules-engine, `any` of nothing is true. */
function anyOf(nodes: readonly Node[]): Node {
  return {
    test(values) {
      for (const node of nodes) if (node.test(values)) return true;
      return nodes.length === 0;
    },
    reasons: (values, outcome) =>
      nodes.filter((node) => node.test(values) === outcome).flatMap((node) => node.reasons(values, outcome)),
  };
}

function negate(node: Node): Node {
  return {
    test: (values) => !node.test(values),
    reasons: (values, outcome) => node.reasons(values, !outcome).map((each) => ({ ...each, test: `not ${each.test}` })),
  };
}

function compare(comparison: Comparison, { facts, own }: Vocabulary): Node {
  const operator = parseOperator(comparison.operator, own);
  if (!operator) return NEVER;
  const left = sourceOf(comparison, facts, true);
  const right = isReference(comparison.value)
    ? sourceOf(comparison.value, facts, true)
    : constant(comparison.value as Json);
  const apply = makeOperator(
    operator,
    operandType(left.type, operator.decorators[0] === 'swap' ? right.type : undefined),
    own,
  );
  const test = fastTest(comparison, left) ?? ((values) => apply(left.read(values), right.read(values)));
  const constantText = isReference(comparison.value) ? '' : JSON.stringify(comparison.value);
  const sign = [...operator.decorators, OPERATORS[operator.base] ?? operator.base].join(' ');
  const shown = (values: readonly Json[]) => {
    const value = isReference(comparison.value)
      ? `${JSON.stringify(right.read(values))} (${right.name})`
      : constantText;
    return { input: left.name, test: `${sign} ${value}`, value: left.read(values) };
  };
  return { test, reasons: (values) => [shown(values)] };
}

/** The type of one compared value: of the elements, where the fact is a list. */
function operandType(fact: FeelType, swapped: FeelType | undefined): FeelType {
  const type = swapped && swapped.kind !== 'any' ? swapped : fact;
  return type.kind === 'list' ? type.of : type;
}

/** An undecorated comparison of a scalar fact with a constant: the constant is read once. */
function fastTest({ operator, value }: Comparison, left: Source): Node['test'] | undefined {
  const type = scalarType(left.type);
  const holds = isRelation(operator)
    ? relation(operator)
    : operator === 'equal'
      ? (order: number) => order === 0
      : undefined;
  if (!type || !holds || isReference(value)) return undefined;
  const limit: Scalar | null | undefined = type.read(value as Json);
  if (limit === null || limit === undefined) return undefined;
  return (values) => {
    const scalar = type.read(left.read(values));
    return scalar !== null && scalar !== undefined && holds(type.compare(scalar, limit));
  };
}

function constant(value: Json): Source {
  return { name: JSON.stringify(value), type: { kind: 'any' }, read: () => value };
}

/** How a fact is read. Money without a `path` is its amount, where it is compared. */
function sourceOf(reference: FactReference, facts: ReadonlyMap<string, FeelType>, isCompared: boolean): Source {
  const { fact, path } = reference;
  const at = [...facts.keys()].indexOf(fact);
  const type = facts.get(fact) ?? { kind: 'any' };
  const read = (values: readonly Json[]) => values[at] ?? null;
  const amount = isCompared && isMoney(type) ? '$.amount' : undefined;
  const compiled = compilePath(path ?? amount ?? '$');
  if (path === undefined && !amount) return { name: fact, type, read };
  return {
    name: path === undefined ? fact : `${fact}${path.replace(/^\$/, '')}`,
    type: referenceType(reference, facts) ?? { kind: 'any' },
    read: (values) => compiled?.read(read(values)) ?? null,
  };
}

/** The type of a fact reference as it is compared; undefined: its path leads to nothing that the Model knows. */
export function referenceType(
  { fact, path }: FactReference,
  facts: ReadonlyMap<string, FeelType>,
): FeelType | undefined {
  const type = facts.get(fact);
  if (type === undefined) return undefined;
  if (path === undefined) return isMoney(type) ? { kind: 'number' } : type;
  const compiled = compilePath(path);
  if (!compiled) return undefined;
  if (!compiled.isPlain) return { kind: 'any' };
  let here: FeelType | undefined = type;
  for (const name of compiled.names)
    here = here?.kind === 'context' ? here.member(name)?.type : here && { kind: 'any' };
  return here;
}

function isMoney(type: FeelType): boolean {
  return type.kind === 'context' && type.name === 'money';
}
