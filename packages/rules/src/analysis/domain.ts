import type { Entity, Field } from '@dealwright/entities';
import type { Expression, FeelType } from '@dealwright/expressions';
import { isJsonObject, type Json, minorDigits, type Options } from '@dealwright/values';
import { plainPath, typeAt } from '../answer/read-inputs.ts';
import { documentOf } from '../content/decision-kind.ts';
import type { Decision } from '../decision.ts';
import type { Bounds } from './number-line.ts';

/** What a value can be, as far as the content says. */
export interface Domain extends Bounds {
  readonly type: FeelType;
  /** False when the content makes sure that there is a value. */
  readonly nullable: boolean;
  /** It has always this value, such as a setting. */
  readonly constant?: Json;
}

/** A path of the facts that can be given as it is, and what it can hold. */
export interface Leaf {
  readonly path: readonly string[];
  readonly domain: Domain;
  /** The currency that has to stand beside an amount. */
  readonly currency: string | undefined;
}

/** What an input can be. Expressions that are more than a path are typed, but not bounded. */
export function inputDomain(decision: Decision, expression: Expression): Domain {
  const path = plainPath(expression);
  const leaf = path && leafAt(decision, path);
  if (leaf) return leaf.domain;
  if (expression.paths.length === 0 && !expression.readsClock) {
    const { value } = expression.evaluate({}, { now: '1970-01-01T00:00:00.000Z', zone: 'UTC', locale: 'en' });
    return { type: expression.type, nullable: value === null, constant: value };
  }
  const counted = COUNTING.test(expression.text) && !/\)[^)]/.test(expression.text);
  return { type: expression.type, nullable: true, ...(counted ? { scale: 0, min: 0 } : {}) };
}

/** One call whose answer is a whole number from 0 on. */
const COUNTING = /^\s*(count|string length)\s*\([^()]*\)\s*$/;

/** The leaf at a path of the facts; undefined when something else has to be computed for it. */
export function leafAt(decision: Decision, path: readonly string[]): Leaf | undefined {
  const [first = '', ...rest] = path;
  if (decision.calls.has(first)) return undefined;
  const type = typeAt(decision.scope, path);
  if (!type) return undefined;
  const declared = documentOf(decision)?.shape.facts?.[first];
  if (declared !== undefined) {
    const { type: name, ...options } = typeof declared === 'string' ? { type: declared } : declared;
    return leaf(path, type, { name, options, nullable: true, part: rest[0] });
  }
  return decision.about && entityLeaf(decision.about, path, type);
}

function entityLeaf(about: Entity, path: readonly string[], type: FeelType): Leaf | undefined {
  let entity: Entity | undefined = about;
  let nullable = false;
  for (const [at, name] of path.entries()) {
    const field: Field | undefined = entity?.fields.get(name);
    if (!field)
      return entity?.inverses.has(name) ? leaf(path, type, { name: 'list', options: {}, nullable }) : undefined;
    if (field.formula && !field.formula.stored) return undefined;
    nullable ||= !(field.required || (field.standard && !field.reference));
    if (field.reference && at < path.length - 1) {
      entity = field.reference.entity;
      continue;
    }
    return leaf(path, type, { name: field.type.name, options: field.options, nullable, part: path[at + 1] });
  }
  return undefined;
}

interface Said {
  readonly name: string;
  readonly options: Options;
  readonly nullable: boolean;
  /** Of money: amount or currency. */
  readonly part?: string | undefined;
}

function leaf(path: readonly string[], type: FeelType, { name, options, nullable, part }: Said): Leaf {
  const currency = name === 'money' && typeof options.currency === 'string' ? options.currency : undefined;
  return { path, domain: { type, nullable, ...boundsOf(name, options) }, currency: part ? currency : undefined };
}

/** The limits of PostgreSQL's integer, within which every value of the type lies. */
const INTEGERS = { min: -(2 ** 31), max: 2 ** 31 - 1 };

function boundsOf(name: string, options: Options): Bounds {
  const { scale, min, max, currency } = options;
  const said: Bounds = { ...(isBound(min) && { min }), ...(isBound(max) && { max }) };
  const decimals = typeof scale === 'number' ? { scale } : {};
  switch (name) {
    case 'integer':
      return { ...INTEGERS, ...said, scale: 0 };
    case 'percent':
      return { scale: 2, ...decimals, ...said };
    case 'money':
      return { scale: typeof currency === 'string' ? minorDigits(currency) : 2, ...decimals, ...said };
    case 'rollup':
      return options.is === 'count' ? { scale: 0, min: 0 } : {};
    default:
      return { ...decimals, ...said };
  }
}

function isBound(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** The text, number or object at a path; undefined where there is none. */
export function factAt(facts: Json, path: readonly string[]): Json | undefined {
  let here: Json | undefined = facts;
  for (const name of path) {
    if (!isJsonObject(here) || !Object.hasOwn(here, name)) return undefined;
    here = here[name];
  }
  return here;
}
