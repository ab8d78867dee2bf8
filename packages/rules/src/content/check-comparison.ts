import { didYouMean, type Place, problem, type Text } from '@dealwright/diagnostics';
import type { FeelType } from '@dealwright/expressions';
import type { Linking } from '@dealwright/metadata';
import type { Json } from '@dealwright/values';
import { wrongType } from '../answer/read-inputs.ts';
import { isReference, referenceType } from '../compile/compile-rules.ts';
import {
  DECORATORS,
  isRelation,
  OPERATORS,
  type OperatorName,
  type OwnOperators,
  parseOperator,
} from '../compile/operators.ts';
import { scalarType } from '../compile/scalar.ts';
import type { Comparison, FactReference } from '../decision.ts';

/** The place of a comparison, or of the value at one of its keys. */
export type ConditionPlace = (key?: readonly (string | number)[]) => Place;

/** The facts that rules may name. */
export interface Facts {
  readonly types: ReadonlyMap<string, FeelType>;
  /** For suggestions: also those that no rule uses. */
  readonly known: readonly string[];
  readonly operators: OwnOperators;
}

/** Checks fact, path, operator and value of one comparison against the Model. */
export function checkComparison(comparison: Comparison, facts: Facts, place: ConditionPlace, linking: Linking): void {
  const refuse = (code: string, message: Text, at: readonly (string | number)[], hint?: Text) =>
    void linking.report(problem(code, message, { place: place(at), hint }));
  const left = checkReference(comparison, facts, [], refuse);
  const operator = parseOperator(comparison.operator, facts.operators);
  if (!operator) {
    refuseOperator(comparison.operator, facts.operators, refuse);
    return;
  }
  const { value } = comparison;
  // What an operator of the decision's own compares is for its expression to say.
  if (facts.operators.has(operator.base)) {
    if (isReference(value)) checkReference(value, facts, ['value'], refuse);
  } else if (isReference(value)) {
    const right = checkReference(value, facts, ['value'], refuse);
    if (left && right) checkPair(left, right, operator, refuse);
  } else if (left) {
    checkConstant(left, value as Json, operator, comparison, refuse);
  }
}

type Refuse = (code: string, message: Text, at: readonly (string | number)[], hint?: Text) => void;

function checkReference(
  reference: FactReference,
  { types, known }: Facts,
  at: readonly string[],
  refuse: Refuse,
): FeelType | undefined {
  const { fact, path } = reference;
  if (!types.has(fact)) {
    refuse(
      'UNKNOWN_FACT',
      { en: `There is no fact \`${fact}\`.`, ro: `Nu există faptul \`${fact}\`.` },
      [...at, 'fact'],
      didYouMean(fact, known),
    );
    return undefined;
  }
  const type = referenceType(reference, types);
  if (type) return type;
  refuse(
    'UNKNOWN_PATH',
    { en: `\`${fact}\` has no \`${path}\`.`, ro: `\`${fact}\` nu are \`${path}\`.` },
    [...at, 'path'],
    {
      en: 'a path is written as `$.account.name`; filters `?( )` are not run',
      ro: 'o cale se scrie `$.account.name`; filtrele `?( )` nu se execută',
    },
  );
  return undefined;
}

function refuseOperator(name: string, own: OwnOperators, refuse: Refuse): void {
  const parts = name.split(':');
  const base = parts.pop() ?? '';
  const unknown = parts.find((each) => !DECORATORS.includes(each as never));
  const candidates = unknown === undefined ? [...Object.keys(OPERATORS), ...own.keys()] : DECORATORS;
  refuse(
    'UNKNOWN_OPERATOR',
    { en: `There is no operator \`${unknown ?? base}\`.`, ro: `Nu există operatorul \`${unknown ?? base}\`.` },
    ['operator'],
    didYouMean(unknown ?? base, candidates),
  );
}

/** Which types the two sides of the plain operator have, once decorators have taken lists apart. */
function sides(left: FeelType, { decorators }: OperatorName): FeelType {
  return decorators.some((each) => each === 'someFact' || each === 'everyFact') ? elementOf(left) : left;
}

function elementOf(type: FeelType): FeelType {
  return type.kind === 'list' ? type.of : ANY;
}

const ANY: FeelType = { kind: 'any' };
const ORDERED = ['number', 'date', 'date and time', 'any'];

function checkPair(left: FeelType, right: FeelType, operator: OperatorName, refuse: Refuse): void {
  if (operator.decorators.includes('swap')) return;
  const fact = sides(left, operator);
  checkOrdered(fact, operator, refuse);
  const isList = ['in', 'notIn'].includes(operator.base) || operator.decorators.some((each) => each.endsWith('Value'));
  const value = isList ? elementOf(right) : right;
  const one = operator.base.endsWith('ontain') || operator.base === 'contains' ? elementOf(fact) : fact;
  if (one.kind === value.kind || one.kind === 'any' || value.kind === 'any') return;
  refuse(
    'FACT_TYPES_DIFFER',
    { en: `A ${one.kind} is compared with a ${value.kind}.`, ro: `Un ${one.kind} este comparat cu un ${value.kind}.` },
    ['value'],
    { en: 'compare facts of the same type', ro: 'comparați fapte de același tip' },
  );
}

function checkOrdered(fact: FeelType, { base }: OperatorName, refuse: Refuse): void {
  if (!isRelation(base) || ORDERED.includes(fact.kind)) return;
  refuse(
    'OPERATOR_TYPE',
    {
      en: `\`${base}\` compares numbers, dates and instants, not a ${fact.kind}.`,
      ro: `\`${base}\` compară numere, date și momente, nu un ${fact.kind}.`,
    },
    ['operator'],
    { en: 'use `equal` or `in`', ro: 'folosiți `equal` sau `in`' },
  );
}

function checkConstant(
  left: FeelType,
  value: Json,
  operator: OperatorName,
  { fact }: Comparison,
  refuse: Refuse,
): void {
  if (operator.decorators.includes('swap')) return;
  const type = sides(left, operator);
  checkOrdered(type, operator, refuse);
  const { base, decorators } = operator;
  const contains = base === 'contains' || base === 'doesNotContain';
  if (contains && type.kind !== 'list' && type.kind !== 'any') {
    refuse(
      'OPERATOR_TYPE',
      { en: `\`${base}\` asks a list, not a ${type.kind}.`, ro: `\`${base}\` întreabă o listă, nu un ${type.kind}.` },
      ['operator'],
      { en: 'use `equal` or `in`', ro: 'folosiți `equal` sau `in`' },
    );
    return;
  }
  const needsList =
    base === 'in' || base === 'notIn' || decorators.includes('someValue') || decorators.includes('everyValue');
  if (needsList && !Array.isArray(value)) {
    refuse(
      'VALUE_NOT_A_LIST',
      {
        en: `\`${operator.base}\` needs a list of values.`,
        ro: `\`${operator.base}\` are nevoie de o listă de valori.`,
      },
      ['value'],
      { en: 'write it as `[ a, b ]`', ro: 'scrieți-o ca `[ a, b ]`' },
    );
    return;
  }
  const one = contains ? elementOf(type) : type;
  const values: readonly Json[] = needsList ? (value as readonly Json[]) : [value];
  for (const [index, each] of values.entries())
    checkValue(one, each, fact, needsList ? ['value', index] : ['value'], refuse);
}

function checkValue(type: FeelType, value: Json, fact: string, at: readonly (string | number)[], refuse: Refuse): void {
  if (value === null) return;
  const scalars = scalarType(type);
  if (scalars && scalars.read(value) === undefined) {
    refuse('VALUE_TYPE', wrongType(fact, type, value), at, {
      en: 'write a value of that type',
      ro: 'scrieți o valoare de acel tip',
    });
    return;
  }
  if (type.kind !== 'string' || !type.values || type.values.includes(String(value))) return;
  refuse(
    'UNKNOWN_CHOICE',
    { en: `There is no choice \`${String(value)}\`.`, ro: `Nu există opțiunea \`${String(value)}\`.` },
    at,
    didYouMean(String(value), type.values),
  );
}
