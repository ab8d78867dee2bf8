import type { Environment, FeelType, UnaryTests } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import { Decimal } from 'decimal.js';
import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { JSONPath } from 'jsonpath-plus';
import { localDay } from '../answer/local-day.ts';
import { isReference, referenceType } from '../compile/compile-rules.ts';
import type { OwnOperators } from '../compile/operators.ts';
import { compareNumbers, scalarType } from '../compile/scalar.ts';
import type { Comparison, Condition, FactReference, Row, Rule } from '../decision.ts';

/** What the reference engine is asked about. */
export interface ReferenceRun {
  readonly types: ReadonlyMap<string, FeelType>;
  readonly values: JsonObject;
  /** Facts, settings and inputs, for cells that read more than their input. */
  readonly scope: JsonObject;
  readonly environment: Environment;
}

interface Asking extends ReferenceRun {
  readonly operators: OwnOperators;
  /** Makes the operator of a decision known to the engine, for operands of this type; the name under which it is. */
  own(name: string, type: FeelType): string;
}

/** The names of the rules whose conditions json-rules-engine finds true, by priority, then in their order. */
export async function matchRules(
  rules: readonly Rule[],
  conditions: ReadonlyMap<string, Condition>,
  run: ReferenceRun,
  operators: OwnOperators,
): Promise<readonly string[]> {
  const engine = makeEngine();
  const own = (name: string, type: FeelType): string => {
    const typed = `${name} of ${type.kind}`;
    const holds = operators.get(name)?.(type);
    engine.addOperator(typed, (a: unknown, b: unknown) => holds?.(a as Json, b as Json) ?? false);
    return typed;
  };
  const asked: Asking = { ...run, operators, own };
  const facts = new Map<string, unknown>();
  for (const [name, condition] of conditions) engine.setCondition(name, translate(condition, asked, facts));
  for (const { name, priority, conditions: root } of rules) {
    engine.addRule({ name, priority, conditions: translate(root, asked, facts), event: { type: 'matched' } });
  }
  const names = await namesOf(engine, facts);
  return rules
    .filter(({ name }) => names.has(name))
    .toSorted((a, b) => b.priority - a.priority)
    .map(({ name }) => name);
}

/** The rows of a table that json-rules-engine finds true, when each row is made a rule; counted from 0. */
export async function matchRows(rows: readonly Row[], run: ReferenceRun): Promise<readonly number[]> {
  const engine = makeEngine();
  const cells: { readonly tests: UnaryTests; readonly value: Json }[] = [];
  engine.addOperator('feel', (_: unknown, at: number) => {
    const cell = cells[at];
    return cell?.tests.accepts(cell.value, run.scope, run.environment) ?? false;
  });
  const facts = new Map<string, unknown>([['today', localDay(run.environment)]]);
  for (const name of run.types.keys()) facts.set(name, native(run.values[name] ?? null, run.types.get(name)));
  for (const row of rows) {
    const all: EngineCondition[] = [...row.tests].map(([input, tests]): EngineCondition => {
      const shaped = translateShape(input, tests, run.types.get(input));
      if (shaped) return shaped;
      cells.push({ tests, value: run.values[input] ?? null });
      return { fact: input, operator: 'feel', value: cells.length - 1 };
    });
    const { validFrom, validTo } = row;
    if (validFrom !== undefined) all.push({ fact: 'today', operator: 'greaterThanInclusive', value: validFrom });
    if (validTo !== undefined) all.push({ fact: 'today', operator: 'lessThanInclusive', value: validTo });
    engine.addRule({
      name: String(row.number),
      conditions: { all: all as TopLevelCondition[] },
      event: { type: 'matched' },
    });
  }
  const names = await namesOf(engine, facts);
  return rows.flatMap(({ number }, at) => (names.has(String(number)) ? [at] : []));
}

async function namesOf(engine: Engine, facts: ReadonlyMap<string, unknown>): Promise<ReadonlySet<string>> {
  const { results } = await engine.run(Object.fromEntries(facts));
  return new Set(results.map(({ name }) => name));
}

/** json-rules-engine as it comes, except that its operators know exact decimals and that null is in no order. */
function makeEngine(): Engine {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const isExact = (value: unknown): value is number | Decimal => typeof value === 'number' || value instanceof Decimal;
  const typed = (name: string, holds: (order: number) => boolean, otherwise: (a: never, b: never) => boolean) =>
    engine.addOperator(name, (a: unknown, b: unknown) =>
      isExact(a) && isExact(b) ? holds(compareNumbers(a, b)) : otherwise(a as never, b as never),
    );
  const isNumberLike = (a: unknown) => !Number.isNaN(Number.parseFloat(String(a)));
  typed(
    'equal',
    (order) => order === 0,
    (a, b) => a === b,
  );
  typed(
    'notEqual',
    (order) => order !== 0,
    (a, b) => a !== b,
  );
  typed(
    'lessThan',
    (order) => order < 0,
    (a, b) => b !== null && isNumberLike(a) && a < b,
  );
  typed(
    'lessThanInclusive',
    (order) => order <= 0,
    (a, b) => b !== null && isNumberLike(a) && a <= b,
  );
  typed(
    'greaterThan',
    (order) => order > 0,
    (a, b) => b !== null && isNumberLike(a) && a > b,
  );
  typed(
    'greaterThanInclusive',
    (order) => order >= 0,
    (a, b) => b !== null && isNumberLike(a) && a >= b,
  );
  return engine;
}

type EngineCondition =
  | TopLevelCondition
  | { readonly fact: string; readonly operator: string; readonly value: unknown };

/** The same condition over facts in their native types; a fact with a `path` becomes a fact of its own. */
function translate(condition: Condition, run: Asking, facts: Map<string, unknown>): TopLevelCondition {
  return translateAny(condition, run, facts) as TopLevelCondition;
}

function translateAny(condition: Condition, run: Asking, facts: Map<string, unknown>): EngineCondition {
  const inner = (each: Condition) => translateAny(each, run, facts) as TopLevelCondition;
  if ('any' in condition) return { any: condition.any.map(inner) };
  if ('all' in condition) return { all: condition.all.map(inner) };
  if ('not' in condition) return { not: inner(condition.not) };
  if ('condition' in condition) return { condition: condition.condition };
  return translateComparison(condition, run, facts);
}

function translateComparison(comparison: Comparison, run: Asking, facts: Map<string, unknown>): EngineCondition {
  const { operator, value } = comparison;
  const type = referenceType(comparison, run.types);
  const base = operator.split(':').at(-1) ?? '';
  if (run.operators.has(base)) return translateOwn(comparison, base, type ?? { kind: 'any' }, run, facts);
  const fact = factOf(comparison, run, facts);
  if (isReference(value)) return { fact, operator, value: { fact: factOf(value, run, facts) } };
  return { fact, operator, value: native(value as Json, type) };
}

/** An operator of the decision's own compares values in wire form, as its expression does. */
function translateOwn(
  comparison: Comparison,
  base: string,
  type: FeelType,
  run: Asking,
  facts: Map<string, unknown>,
): EngineCondition {
  const untyped = {
    ...run,
    types: new Map([...run.types].map(([name]): [string, FeelType] => [name, { kind: 'any' }])),
  };
  const plain = (reference: FactReference) => {
    const isMoney = reference.path === undefined && run.types.get(reference.fact)?.kind === 'context';
    const named = `wire ${factOf(isMoney ? { ...reference, path: '$.amount' } : reference, untyped, wire)}`;
    facts.set(named, wire.get(named.slice('wire '.length)));
    return named;
  };
  const wire = new Map<string, unknown>();
  const { operator, value } = comparison;
  const decorators = operator.slice(0, operator.length - base.length);
  return {
    fact: plain(comparison),
    operator: `${decorators}${run.own(base, type.kind === 'list' ? type.of : type)}`,
    value: isReference(value) ? { fact: plain(value) } : value,
  };
}

function factOf(reference: FactReference, { types, values }: ReferenceRun, facts: Map<string, unknown>): string {
  const { fact, path } = reference;
  const type = referenceType(reference, types);
  const isMoney = path === undefined && types.get(fact)?.kind === 'context' && type?.kind === 'number';
  const inner = isMoney ? '$.amount' : path;
  const key = inner === undefined ? fact : `${fact} ${inner}`;
  const whole = values[fact] ?? null;
  const isObject = typeof whole === 'object' && whole !== null;
  const found: unknown =
    inner !== undefined && isObject ? JSONPath({ path: inner, json: whole, wrap: false, eval: false }) : whole;
  facts.set(key, native((found as Json | undefined) ?? null, type));
  return key;
}

function translateShape(
  input: string,
  { shape }: UnaryTests,
  type: FeelType | undefined,
): TopLevelCondition | undefined {
  if (shape?.is !== 'union' || type?.kind === 'string') {
    if (shape?.is !== 'union' || shape.parts.some((part) => part.is === 'interval')) return undefined;
  }
  if (!type || !scalarType(type)) return undefined;
  const any = shape.parts.map((part) => {
    if (part.is === 'point') return { fact: input, operator: 'equal', value: native(part.value, type) };
    const all = [];
    const { from, to, fromIncluded, toIncluded } = part;
    if (from !== undefined) {
      all.push({
        fact: input,
        operator: fromIncluded ? 'greaterThanInclusive' : 'greaterThan',
        value: native(from, type),
      });
    }
    if (to !== undefined) {
      all.push({ fact: input, operator: toIncluded ? 'lessThanInclusive' : 'lessThan', value: native(to, type) });
    }
    return { all };
  });
  return any.length === 0 ? undefined : { any };
}

/** A wire value as json-rules-engine compares it: numbers and instants as numbers, what has too many digits as Decimal. */
function native(value: Json, type: FeelType | undefined): unknown {
  if (Array.isArray(value)) {
    const element = type?.kind === 'list' ? type.of : type;
    return value.map((each) => native(each, element));
  }
  const scalars = type && scalarType(type);
  return scalars ? (scalars.read(value) ?? value) : value;
}
