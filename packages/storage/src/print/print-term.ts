import type { Field } from '@dealwright/entities';
import type { FeelType, Predicate, Term } from '@dealwright/expressions';
import type { Parameters } from '@dealwright/records';
import type { Json } from '@dealwright/values';
import { currencyOf, isStored } from '../schema/columns.ts';
import { literal } from '../schema/names.ts';
import type { Frame } from './frame.ts';
import { type SqlType, storable, type Values } from './values.ts';

/** What printing needs beside the thing printed: where values are collected, and what parameters are. */
export interface Printing {
  readonly values: Values;
  readonly parameters: Parameters;
  /** Prints the condition inside a term: terms and conditions hold each other. */
  condition(predicate: Predicate, frame: Frame): string;
}

/** An SQL expression and its type. */
export interface Printed {
  readonly sql: string;
  readonly type: SqlType;
}

/** The value of a term that the statement's text does not depend on; undefined when it is computed by the database. */
export function constantOf(term: Term, { parameters }: Printing): { readonly value: Json } | undefined {
  if (term.is === 'value') return { value: term.value };
  if (term.is !== 'parameter') return undefined;
  const value = parameters[term.name];
  if (value === undefined) throw new Error(`The parameter ${term.name} has no value.`);
  return { value };
}

/** Prints a term over the frame's record. `wanted`: the type a constant should get, that of what it meets. */
export function printTerm(term: Term, frame: Frame, printing: Printing, wanted?: SqlType): Printed {
  switch (term.is) {
    case 'field':
      return printPath(term.path, frame, printing);
    case 'value':
    case 'parameter': {
      const type = wanted ?? sqlTypeOf(term.type);
      return { sql: printConstant(constantOf(term, printing)?.value ?? null, type, printing), type };
    }
    case 'arithmetic':
      return printArithmetic(term, frame, printing);
    case 'call':
      return printCall(term, frame, printing);
    case 'if': {
      const [then, otherwise] = together([term.then, term.otherwise], frame, printing);
      const when = printing.condition(term.when, frame);
      return { sql: `case when ${when} then ${then?.sql} else ${otherwise?.sql} end`, type: then?.type ?? 'text' };
    }
  }
}

export function printConstant(value: Json, type: SqlType, { values }: Printing): string {
  const text = value === null ? undefined : storable(value, type);
  return text === undefined ? `null::${type}` : values.add(text, type);
}

/** Terms that must have one type: constants take that of the others. */
function together(terms: readonly Term[], frame: Frame, printing: Printing): Printed[] {
  const lead = terms.find((each) => !constantOf(each, printing));
  const type = lead && typeOfTerm(lead, frame);
  return terms.map((each) => printTerm(each, frame, printing, type === 'integer' ? 'numeric' : type));
}

function printPath(path: readonly string[], frame: Frame, printing: Printing): Printed {
  const [head = '', ...rest] = path;
  const field = frame.field(head);
  if (rest.length === 0 || field.type.feel === 'money') {
    if (!isStored(field)) return printFormula(field, frame, printing);
    const sql = frame.column(field);
    if (rest[0] === 'currency')
      return { sql: `case when ${sql} is not null then ${literal(currencyOf(field))} end`, type: 'text' };
    return { sql, type: field.type.column };
  }
  // The id of the other record stands in this one: no join is needed for it.
  if (rest.length === 1 && rest[0] === 'id' && field.reference) return { sql: frame.column(field), type: 'uuid' };
  return printPath(rest, frame.follow(head), printing);
}

/** A formula that is computed on read, with as many digits as it says; a condition is a formula, too. */
function printFormula(field: Field, frame: Frame, printing: Printing): Printed {
  const { term, predicate } = field.formula?.expression ?? {};
  const { scale } = field.options;
  if (term) {
    const printed = printTerm(term, frame, printing);
    return field.type.column === 'numeric' && typeof scale === 'number'
      ? { sql: `round(${printed.sql}, ${scale})`, type: 'numeric' }
      : printed;
  }
  if (predicate) return { sql: `(${printing.condition(predicate, frame)})`, type: 'boolean' };
  throw new Error(`The formula ${frame.entity.name}.${field.name} cannot be computed by the database.`);
}

/** The type that a term will have, without printing it (printing adds joins and values). */
function typeOfTerm(term: Term, frame: Frame): SqlType {
  if (term.is !== 'field')
    return term.is === 'arithmetic'
      ? 'numeric'
      : term.is === 'if'
        ? typeOfTerm(term.then, frame)
        : sqlTypeOf(term.type);
  let { entity } = frame;
  for (const name of term.path.slice(0, -1)) {
    const field = entity.fields.get(name);
    if (field?.type.feel === 'money') return term.path.at(-1) === 'currency' ? 'text' : 'numeric';
    if (field?.reference) entity = field.reference.entity;
  }
  return entity.fields.get(term.path.at(-1) ?? '')?.type.column ?? sqlTypeOf(term.type);
}

function printArithmetic(term: Term & { is: 'arithmetic' }, frame: Frame, printing: Printing): Printed {
  const left = printTerm(term.left, frame, printing);
  const right = printTerm(term.right, frame, printing);
  const { operator } = term;
  if (left.type === 'text') return { sql: `(${left.sql} || ${right.sql})`, type: 'text' };
  if (right.type === 'interval') {
    const sql = `(${left.sql} ${operator} ${right.sql})`;
    return left.type === 'date' ? { sql: `${sql}::date`, type: 'date' } : { sql, type: left.type };
  }
  // A quotient has as many digits as FEEL's; division by zero is null there.
  if (operator === '/')
    return { sql: `(${left.sql} * 1.${'0'.repeat(34)} / nullif(${right.sql}, 0))`, type: 'numeric' };
  // Integers of four bytes overflow; FEEL's numbers do not.
  const widen = ({ sql, type }: Printed): string => (type === 'integer' ? `${sql}::numeric` : sql);
  return { sql: `(${widen(left)} ${operator} ${widen(right)})`, type: 'numeric' };
}

function printCall(term: Term & { is: 'call' }, frame: Frame, printing: Printing): Printed {
  if (term.name === 'coalesce') {
    const printed = together(term.of, frame, printing);
    return { sql: `coalesce(${printed.map(({ sql }) => sql).join(', ')})`, type: printed[0]?.type ?? 'text' };
  }
  const [first = NOTHING, second = NOTHING] = term.of.map((each) => printTerm(each, frame, printing));
  switch (term.name) {
    case 'lower case':
      return { sql: `lower(${first.sql})`, type: 'text' };
    case 'upper case':
      return { sql: `upper(${first.sql})`, type: 'text' };
    case 'string length':
      return { sql: `char_length(${first.sql})`, type: 'integer' };
    case 'abs':
      return { sql: `abs(${first.sql})`, type: first.type };
    case 'hours between':
      return { sql: printBetween(first, second, 3600), type: 'numeric' };
    case 'days between':
      return { sql: printBetween(first, second, 86_400), type: 'numeric' };
  }
}

/** Dates are midnights in UTC, as in FEEL. */
function printBetween(from: Printed, to: Printed, seconds: number): string {
  return `(extract(epoch from ${to.sql}::timestamptz - ${from.sql}::timestamptz) * 1.${'0'.repeat(34)} / ${seconds})`;
}

const NOTHING: Printed = { sql: 'null', type: 'text' };

/** The column type in which values of a FEEL type are compared. */
function sqlTypeOf(type: FeelType): SqlType {
  switch (type.kind) {
    case 'number':
      return 'numeric';
    case 'boolean':
    case 'date':
    case 'time':
      return type.kind;
    case 'date and time':
      return 'timestamptz';
    case 'days and time duration':
    case 'years and months duration':
      return 'interval';
    case 'context':
      return 'uuid';
    case 'list':
      return 'text[]';
    default:
      return 'text';
  }
}
