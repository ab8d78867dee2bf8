import type { Json, JsonObject } from '@dealwright/values';
import { Decimal } from 'decimal.js';
import { compareNumbers, readNumber } from '../compile/scalar.ts';
import type { AnswerProblem, HitPolicy } from '../decision.ts';

/** One row or rule that matched, with what it says. */
export interface Hit {
  readonly rule: string;
  readonly outcome: JsonObject;
}

/** What the hits come to under a hit policy. */
export interface Settled<H extends Hit> {
  readonly outcome: Json;
  /** The hits that count, in the order of the policy. */
  readonly hits: readonly H[];
  readonly problems: readonly AnswerProblem[];
}

/**
 * Settles the hits (in the order of rows; rules by priority) by the hit policy of DMN. Without a hit the answer is
 * `fallback`, else null; an empty list where the policy collects; 0 for `collect count` and `collect sum`.
 * @param before negative when the first hit has priority over the second, for `priority` and `output-order`
 * @param said a text that equal outcomes share, for `any`
 */
export function settle<H extends Hit>(
  policy: HitPolicy,
  hits: readonly H[],
  before: (a: H, b: H) => number,
  fallback: JsonObject | undefined,
  said: (outcome: JsonObject) => string = canonical,
): Settled<H> {
  switch (policy) {
    case 'unique':
      return hits.length > 1 ? broken('HIT_NOT_UNIQUE', hits, UNIQUE) : one(hits, fallback);
    case 'any': {
      const texts = new Set(hits.map(({ outcome }) => said(outcome)));
      return texts.size > 1 ? broken('HITS_DISAGREE', hits, ANY) : one(hits, fallback);
    }
    case 'first':
      return one(hits.slice(0, 1), fallback);
    case 'priority':
      return one(hits.toSorted(before).slice(0, 1), fallback);
    case 'output-order':
      return list(hits.toSorted(before), fallback);
    case 'collect':
    case 'rule-order':
      return list(hits, fallback);
    default:
      return {
        outcome: hits.length === 0 && fallback ? firstOf(fallback) : collected(policy, hits),
        hits,
        problems: [],
      };
  }
}

/** True when the policy needs no more than the first row that matches. */
export function stopsAtFirst(policy: HitPolicy): boolean {
  return policy === 'first';
}

/** What the policy makes of the outputs: an object, a list, or a number. */
export function resultOf(policy: HitPolicy): 'one' | 'list' | 'number' {
  if (policy.startsWith('collect ')) return 'number';
  return policy === 'collect' || policy === 'rule-order' || policy === 'output-order' ? 'list' : 'one';
}

function one<H extends Hit>(hits: readonly H[], fallback: JsonObject | undefined): Settled<H> {
  return { outcome: hits[0]?.outcome ?? fallback ?? null, hits, problems: [] };
}

function list<H extends Hit>(hits: readonly H[], fallback: JsonObject | undefined): Settled<H> {
  const outcomes = hits.map(({ outcome }) => outcome);
  return { outcome: outcomes.length === 0 && fallback ? [fallback] : outcomes, hits, problems: [] };
}

const UNIQUE = { en: 'Only one row may match, but these do', ro: 'Un singur rând se poate potrivi, dar se potrivesc' };
const ANY = {
  en: 'Rows that match must agree, but these do not',
  ro: 'Rândurile potrivite trebuie să fie de acord, dar nu sunt',
};

function broken<H extends Hit>(code: string, hits: readonly H[], said: { en: string; ro: string }): Settled<H> {
  const rows = hits
    .slice(0, 20)
    .map(({ rule }) => rule)
    .join(', ');
  return {
    outcome: null,
    hits,
    problems: [{ code, severity: 'error', message: { en: `${said.en}: ${rows}.`, ro: `${said.ro}: ${rows}.` } }],
  };
}

function collected(policy: HitPolicy, hits: readonly Hit[]): Json {
  if (policy === 'collect count') return hits.length;
  const numbers = hits.flatMap(({ outcome }) => readNumber(firstOf(outcome)) ?? []);
  if (policy === 'collect sum') return wire(numbers.reduce<Decimal>((sum, each) => sum.add(each), new Exact(0)));
  const sign = policy === 'collect min' ? 1 : -1;
  const [best] = numbers.toSorted((a, b) => sign * compareNumbers(a, b));
  return best === undefined ? null : wire(new Exact(best));
}

/** Sums keep all their digits. */
const Exact = Decimal.clone({ precision: 1000 });

/** Numbers in wire form: a small integer as a number, any other as text of its digits. */
function wire(value: Decimal): Json {
  return value.isInteger() && value.abs().lte(Number.MAX_SAFE_INTEGER) ? value.toNumber() : value.toFixed();
}

function firstOf(outcome: JsonObject): Json {
  return Object.values(outcome)[0] ?? null;
}

/** JSON with sorted keys, so that equal values are equal texts. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join()}}`;
}
