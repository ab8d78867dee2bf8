import type { Comparison, Predicate, Term } from '@dealwright/expressions';
import type { Parameters } from '@dealwright/records';
import type { Json } from '@dealwright/values';
import { INTERNAL } from '../schema/names.ts';
import type { Frame } from './frame.ts';
import { constantOf, type Printed, type Printing, printConstant, printTerm } from './print-term.ts';
import { arrayLiteral, type SqlType, storable, type Values } from './values.ts';

/** Begins to print: where values are collected, and what parameters are. */
export function beginPrinting(values: Values, parameters: Parameters = {}): Printing {
  const printing: Printing = {
    values,
    parameters,
    condition: (predicate, frame) => printPredicate(predicate, frame, printing),
  };
  return printing;
}

/**
 * Prints a condition over the frame's record. SQL's null counts as false where conditions are read, as "not true" does in
 * FEEL; so `not` prints `is not true`, and only `=` and `!=` treat null as a value.
 */
export function printPredicate(predicate: Predicate, frame: Frame, printing: Printing): string {
  switch (predicate.is) {
    case 'constant':
      return String(predicate.value);
    case 'and':
      return printAll(predicate.of, ' and ', 'true', frame, printing);
    case 'or':
      return printAll(predicate.of, ' or ', 'false', frame, printing);
    case 'not':
      return `(${printPredicate(predicate.of, frame, printing)}) is not true`;
    case 'compare':
      return printCompare(predicate.operator, predicate.left, predicate.right, frame, printing);
    case 'one of':
      return printOneOf(predicate, frame, printing);
    case 'null': {
      const constant = constantOf(predicate.term, printing);
      return constant ? String(constant.value === null) : `${printTerm(predicate.term, frame, printing).sql} is null`;
    }
    case 'text':
      return printText(predicate, frame, printing);
    case 'true':
      return printTerm(predicate.term, frame, printing, 'boolean').sql;
    case 'some':
      return `exists (${printRelated(predicate, frame, printing, (where) => where)})`;
    case 'every':
      return `not exists (${printRelated(predicate, frame, printing, (where) => `(${where}) is not true`)})`;
  }
}

function printAll(of: readonly Predicate[], word: string, none: string, frame: Frame, printing: Printing): string {
  if (of.length === 0) return none;
  const printed = of.map((each) => printPredicate(each, frame, printing));
  return printed.length === 1 ? (printed[0] ?? none) : `(${printed.join(word)})`;
}

const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function printCompare(operator: Comparison, left: Term, right: Term, frame: Frame, printing: Printing): string {
  const constant = constantOf(right, printing);
  if (constant) return printCompareConstant(operator, left, constant.value, frame, printing);
  const mirrored = constantOf(left, printing);
  if (mirrored) return printCompareConstant(MIRRORED[operator], right, mirrored.value, frame, printing);
  const [one, two] = [printTerm(left, frame, printing), printTerm(right, frame, printing)];
  if (operator === '=') return `${one.sql} is not distinct from ${two.sql}`;
  if (operator === '!=') return `${one.sql} is distinct from ${two.sql}`;
  return `${one.sql} ${operator} ${two.sql}${byCode(one.type)}`;
}

function printCompareConstant(operator: Comparison, term: Term, value: Json, frame: Frame, printing: Printing): string {
  const count = printing.values.list.length;
  const { sql, type } = printTerm(term, frame, printing);
  const isOrder = operator !== '=' && operator !== '!=';
  if (value === null && !isOrder) return `${sql} is ${operator === '=' ? '' : 'not '}null`;
  const meets = constantType(type, value);
  if (value === null || storable(value, meets) === undefined) {
    printing.values.keep(count);
    return String(operator === '!=');
  }
  const constant = printConstant(value, meets, printing);
  if (operator === '!=') return `${sql} is distinct from ${constant}`;
  return `${sql} ${operator} ${constant}${isOrder ? byCode(type) : ''}`;
}

/** An integer column keeps its index only when it meets an integer. */
function constantType(type: SqlType, value: Json): SqlType {
  return type === 'integer' && storable(value, 'integer') === undefined ? 'numeric' : type;
}

/** FEEL orders texts by their characters' codes, in every language alike. */
const byCode = (type: SqlType): string => (type === 'text' ? ' collate "C"' : '');

function printOneOf({ term, values }: Predicate & { is: 'one of' }, frame: Frame, printing: Printing): string {
  const count = printing.values.list.length;
  const printed = printTerm(term, frame, printing);
  const computed: Printed[] = [];
  const constants: Json[] = [];
  for (const each of values) {
    const constant = constantOf(each, printing);
    if (!constant) computed.push(printTerm(each, frame, printing));
    // A parameter may be a list: the roles of the one who asks.
    else if (Array.isArray(constant.value)) constants.push(...(constant.value as readonly Json[]));
    else constants.push(constant.value);
  }
  const found = constants.filter((each) => each !== null);
  const type = found.reduce<SqlType>((widest, each) => constantType(widest, each), printed.type);
  const texts = found.map((each) => storable(each, type)).filter((each) => each !== undefined);
  const either = computed.map(({ sql }) => `${printed.sql} is not distinct from ${sql}`);
  if (texts.length > 0) {
    either.unshift(`${printed.sql} = any(${printing.values.add(arrayLiteral(texts.map(String)), `${type}[]`)})`);
  }
  if (found.length < constants.length) either.push(`${printed.sql} is null`);
  if (either.length === 0) printing.values.keep(count);
  return either.length === 0 ? 'false' : either.length === 1 ? (either[0] ?? 'false') : `(${either.join(' or ')})`;
}

function printText(predicate: Predicate & { is: 'text' }, frame: Frame, printing: Printing): string {
  const { operator, ignoreCase } = predicate;
  const constant = constantOf(predicate.value, printing);
  if (constant && typeof constant.value !== 'string') return 'false';
  const { sql } = printTerm(predicate.term, frame, printing, 'text');
  if (operator === 'similar') {
    const other = printTerm(predicate.value, frame, printing, 'text').sql;
    return `${INTERNAL}.similar(${sql}, ${other})`;
  }
  if (constant && typeof constant.value === 'string') {
    const pattern = `${operator === 'starts with' ? '' : '%'}${likeText(constant.value)}${operator === 'ends with' ? '' : '%'}`;
    return `${sql} ${ignoreCase ? 'ilike' : 'like'} ${printing.values.add(pattern, 'text')}`;
  }
  const fold = (text: string): string => (ignoreCase ? `lower(${text})` : text);
  const [text, part] = [fold(sql), fold(printTerm(predicate.value, frame, printing, 'text').sql)];
  if (operator === 'contains') return `strpos(${text}, ${part}) > 0`;
  if (operator === 'starts with') return `starts_with(${text}, ${part})`;
  return `right(${text}, char_length(${part})) = ${part}`;
}

/** What a person typed means itself, also `%`, `_` and `\`. */
export const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

function printRelated(
  { path, where, is }: Predicate & { is: 'some' | 'every' },
  frame: Frame,
  printing: Printing,
  wrap: (where: string) => string,
): string {
  const [head = '', ...rest] = path;
  const from = frame.from.inner();
  const link = frame.link(head, (entity) => from.root(entity));
  if (!link) return printRelated({ path: rest, where, is }, frame.follow(head), printing, wrap);
  const { child, on } = link;
  const condition = wrap(printPredicate(rest.length === 0 ? where : { is, path: rest, where }, child, printing));
  return `select 1 from ${child.table}${from.joins} where ${on} and ${condition}`;
}
