import { say, type Text } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { ContextType, Diagnostic, Environment, Expression, FeelType } from '@dealwright/expressions';
import { isJsonObject, type Json, type JsonObject, valueAt } from '@dealwright/values';
import { type ScalarType, scalarType } from '../compile/scalar.ts';
import type { AnswerProblem } from '../decision.ts';

/** An input of a decision, ready to be read. */
export interface Input {
  readonly name: string;
  /** The value in wire form; null with a problem when it cannot be had. */
  read(known: JsonObject, environment: Environment, problems: AnswerProblem[]): Json;
}

/** Prepares an input. A plain path is read directly and its type looked at; anything else is evaluated. */
export function makeInput(name: string, expression: Expression, scope: ContextType): Input {
  const { type } = expression;
  const path = plainPath(expression);
  const scalars = scalarType(type);
  if (path && scalars) {
    const check = { path, type, scalars };
    return { name, read: (known, _, problems) => readChecked(known, check, problems) };
  }
  if (path) return { name, read: (known) => valueAt(known, path) };
  const checks = expression.paths.flatMap((each) => checkOf(each, scope) ?? []);
  return {
    name,
    read(known, environment, problems) {
      for (const check of checks) readChecked(known, check, problems);
      const { value, diagnostics } = expression.evaluate(known, environment);
      problems.push(...diagnostics.map((each) => toProblem(name, each)));
      return value;
    },
  };
}

interface Check {
  readonly path: readonly string[];
  readonly type: FeelType;
  readonly scalars: ScalarType;
}

function checkOf(path: readonly string[], scope: ContextType): Check | undefined {
  const type = typeAt(scope, path);
  const scalars = type && scalarType(type);
  return scalars && { path, type, scalars };
}

/** The static type at a path of a scope; undefined when nothing is known there. */
export function typeAt(scope: ContextType, path: readonly string[]): FeelType | undefined {
  let here: FeelType | undefined = scope;
  for (const name of path) here = here?.kind === 'context' ? here.member(name)?.type : undefined;
  return here;
}

function readChecked(known: JsonObject, { path, type, scalars }: Check, problems: AnswerProblem[]): Json {
  const value = valueAt(known, path);
  if (value === null || scalars.read(value) !== undefined) return value;
  problems.push({ code: 'FACT_TYPE', severity: 'error', message: wrongType(path.join('.'), type, value) });
  return null;
}

/** "`orders` should be a number, but it is a text." */
export function wrongType(name: string, type: FeelType, value: Json): Text {
  const expected = KINDS[type.kind] ?? { en: type.kind, ro: type.kind };
  const given = KINDS[kindOf(value)] ?? { en: 'something else', ro: 'altceva' };
  return {
    en: `\`${name}\` should be ${expected.en}, but it is ${given.en}.`,
    ro: `\`${name}\` ar trebui să fie ${expected.ro}, dar este ${given.ro}.`,
  };
}

const KINDS: Readonly<Record<string, { readonly en: string; readonly ro: string }>> = {
  number: { en: 'a number', ro: 'un număr' },
  string: { en: 'a text', ro: 'un text' },
  boolean: { en: 'true or false', ro: 'adevărat sau fals' },
  date: { en: 'a date such as 2026-01-31', ro: 'o dată precum 2026-01-31' },
  'date and time': {
    en: 'an instant such as 2026-01-31T10:00:00.000Z',
    ro: 'un moment precum 2026-01-31T10:00:00.000Z',
  },
  list: { en: 'a list', ro: 'o listă' },
  context: { en: 'an object', ro: 'un obiect' },
  null: { en: 'nothing', ro: 'nimic' },
};

function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (typeof value === 'object') return Array.isArray(value) ? 'list' : 'context';
  return typeof value;
}

/** Says where an expression turned to null. */
export function toProblem(name: string, { code, message, place }: Diagnostic): AnswerProblem {
  return {
    code,
    severity: 'warning',
    message: { en: `${name}: ${say(message, 'en')}`, ro: `${name}: ${say(message, 'ro')}` },
    place: { ...place, file: name },
  };
}

/** The path of an expression that is nothing but a path; undefined for any other. */
export function plainPath({ text, paths }: Expression): readonly string[] | undefined {
  const [path] = paths;
  return paths.length === 1 && path?.join('.') === text.trim() ? path : undefined;
}

/** The formulas of the record that `paths` begin with and that no table of the database keeps. */
export function formulasIn(about: Entity | undefined, paths: readonly (readonly string[])[]): readonly NamedFormula[] {
  const found = new Map<string, Expression>();
  const look = (name: string) => {
    const formula = about?.fields.get(name)?.formula;
    if (!formula || formula.stored || found.has(name) || !formula.expression) return;
    // First what this formula needs, so that it is there when this one is computed.
    for (const [first] of formula.expression.paths) if (first !== undefined && first !== name) look(first);
    found.set(name, formula.expression);
  };
  for (const [first] of paths) if (first !== undefined) look(first);
  return [...found].map(([name, expression]) => ({ name, expression }));
}

export interface NamedFormula {
  readonly name: string;
  readonly expression: Expression;
}

/** The facts with the formulas computed that the caller did not bring. */
export function withFormulas(
  facts: JsonObject,
  formulas: readonly NamedFormula[],
  environment: Environment,
): JsonObject {
  if (formulas.length === 0) return facts;
  const missing = formulas.filter(({ name }) => !Object.hasOwn(facts, name));
  if (missing.length === 0) return facts;
  const known: Record<string, Json> = { ...facts };
  for (const { name, expression } of missing) known[name] = expression.evaluate(known, environment).value;
  return known;
}

/** The facts that a caller handed in, or none with a problem when they are no object at all. */
export function factsOf(given: unknown, problems: AnswerProblem[]): JsonObject {
  if (isJsonObject(given)) return given;
  problems.push({
    code: 'FACTS_NOT_AN_OBJECT',
    severity: 'error',
    message: { en: 'The facts are not an object.', ro: 'Faptele nu sunt un obiect.' },
  });
  return {};
}
