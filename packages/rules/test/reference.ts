import type { FeelType } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import { Engine, Operator, type TopLevelCondition } from 'json-rules-engine';
import { JSONPath } from 'jsonpath-plus';
import { makeDecide } from '../src/answer/run-decision.ts';
import { compileRules } from '../src/compile/compile-rules.ts';
import type { Operator as OwnOperator } from '../src/compile/operators.ts';
import type { Answer, Condition, Decision, Rule } from '../src/decision.ts';
import { ENVIRONMENT } from './content.ts';

/** Rules, the condition that they may call `named`, and the operators that they bring. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly named?: Condition;
  readonly operators?: ReadonlyMap<string, OwnOperator>;
}

/** A rule that held: what its event says. */
export type Event = JsonObject & { readonly type: string };

/**
 * json-rules-engine over these rules. The answer is its events: those of higher priority first; within a priority, whose
 * order it leaves to chance, in the order of the rules. Undefined where it rejects the run.
 * @param bent with the two differences that are on purpose and would else be everywhere: null is in no order, and a path
 * that leads nowhere is null
 */
export function engineOf(set: RuleSet, bent: boolean) {
  let engine = makeEngine(set, bent);
  const place = new Map(set.rules.map(({ name }, at) => [name, at]));
  return async (given: JsonObject): Promise<readonly Event[] | undefined> => {
    try {
      const { results } = await engine.run({ ...given });
      const order = results.map((each) => ({ ...each, at: place.get(each.name) ?? -1 }));
      if (order.some(({ priority }, at) => Number(priority) > Number(order[at - 1]?.priority ?? Infinity))) {
        throw new Error('the engine went from a low priority to a higher one');
      }
      order.sort((a, b) => Number(b.priority) - Number(a.priority) || a.at - b.at);
      return order.map(({ event }) => ({ type: String(event?.type), ...event?.params }));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      // A run that was rejected goes on in the background and would end the next one of the same engine too early.
      engine = makeEngine(set, bent);
      return undefined;
    }
  };
}

function makeEngine({ rules, named, operators }: RuleSet, bent: boolean): Engine {
  const options = { allowUndefinedFacts: true, replaceFactsInEventParams: true };
  const engine = new Engine([], bent ? { ...options, pathResolver } : options);
  if (bent) for (const operator of BENT) engine.addOperator(operator);
  for (const [name, holds] of operators ?? []) {
    engine.addOperator(name, (a: unknown, b: unknown) => holds(a as Json, b as Json));
  }
  if (named) engine.setCondition('named', plain(named));
  for (const { name, conditions, priority, event } of rules) {
    engine.addRule({ name, conditions: plain(conditions), priority, event: JSON.parse(JSON.stringify(event)) });
  }
  return engine;
}

function pathResolver(json: object, path: string) {
  return JSONPath({ json, path, wrap: false }) ?? null;
}

const isNumberLike = (value: unknown) => !Number.isNaN(Number.parseFloat(String(value)));
const ORDERS: readonly [string, (a: number, b: number) => boolean][] = [
  ['lessThan', (a, b) => a < b],
  ['lessThanInclusive', (a, b) => a <= b],
  ['greaterThan', (a, b) => a > b],
  ['greaterThanInclusive', (a, b) => a >= b],
];
const BENT = ORDERS.map(
  ([name, holds]) => new Operator(name, (a: number, b: unknown) => b !== null && holds(a, b as number), isNumberLike),
);

/** A copy without undefined keys, which json-rules-engine would take for given. */
function plain(condition: Condition): TopLevelCondition {
  return JSON.parse(JSON.stringify(condition));
}

/** The same rules compiled, as a decision that collects over facts of these types. */
export function decisionOver(
  { rules, named, operators = new Map() }: RuleSet,
  facts: ReadonlyMap<string, FeelType>,
): (given: JsonObject) => Answer {
  const own = new Map([...operators].map(([name, holds]) => [name, () => holds]));
  const conditions = new Map<string, Condition>(named ? [['named', named]] : []);
  const decide: Decision['decide'] = makeDecide({
    name: 'test',
    version: '',
    hit: 'collect',
    inputs: [...facts.keys()].map((name) => ({ name, read: (known) => known[name] ?? null })),
    outputs: new Map(),
    calls: new Map(),
    paths: [],
    formulas: [],
    settings: undefined,
    default: undefined,
    body: { is: 'rules', rules, compiled: compileRules(rules, conditions, facts, own) },
  });
  return (given) => decide(given, ENVIRONMENT);
}
