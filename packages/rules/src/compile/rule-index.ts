import type { FeelType, UnaryShape } from '@dealwright/expressions';
import type { Json } from '@dealwright/values';
import type { Comparison, Condition, Rule } from '../decision.ts';
import { type ColumnIndex, indexColumn } from './column-index.ts';
import { everyRow, type RowSet, visitCommon } from './row-set.ts';
import { type ScalarType, scalarType } from './scalar.ts';

/** With fewer rules, asking each is as quick. */
const FEWEST_RULES = 16;
/** `>= 3` and `< 8` of one fact are two columns; more than two tests of a fact are rare. */
const MOST_TESTS = 2;

/** Which rules can hold at all, from 0, ascending; a superset of those that do. */
export type RuleIndex = (values: readonly Json[]) => readonly number[];

interface Cell {
  readonly fact: string;
  readonly shape: UnaryShape;
}

/**
 * Makes an index of the equality and range tests that stand in the `all` of rules. Undefined when it would not pay.
 * Rules that may fail to be asked at all are left out, so that they are reported as if there were no index.
 */
export function indexRules(rules: readonly Rule[], facts: ReadonlyMap<string, FeelType>): RuleIndex | undefined {
  if (rules.length < FEWEST_RULES) return undefined;
  const cells = rules.map(({ conditions }) => cellsOf(conditions, facts));
  const columns = [...facts].flatMap(([fact, type], at) => columnsOf(cells, fact, at, scalarType(type)));
  if (columns.length === 0) return undefined;
  const all = everyRow(rules.length);
  return (values) => {
    const sets: RowSet[] = [all];
    for (const { at, index } of columns) {
      const set = index.rowsFor(values[at] ?? null);
      if (set) sets.push(set);
    }
    const found: number[] = [];
    visitCommon(sets, rules.length, (rule) => {
      found.push(rule);
      return false;
    });
    return found;
  };
}

function columnsOf(
  cells: readonly (readonly Cell[])[],
  fact: string,
  at: number,
  type: ScalarType | undefined,
): readonly { readonly at: number; readonly index: ColumnIndex }[] {
  if (!type) return [];
  const shapes = cells.map((each) => each.filter((cell) => cell.fact === fact).map(({ shape }) => shape));
  return Array.from({ length: MOST_TESTS }, (_, test) => shapes.map((each) => each[test]))
    .filter((column) => column.some((shape) => shape !== undefined))
    .map((column) => ({ at, index: indexColumn(column, type) }));
}

function cellsOf(condition: Condition, facts: ReadonlyMap<string, FeelType>): readonly Cell[] {
  if (!('all' in condition) || !condition.all.every(isPlain)) return [];
  return condition.all.flatMap((each) => {
    const shape = 'fact' in each ? shapeOf(each, facts.get(each.fact)) : undefined;
    return 'fact' in each && shape ? [{ fact: each.fact, shape }] : [];
  });
}

/** Without operators that may throw, and without named conditions, which might hold such. */
function isPlain(condition: Condition): boolean {
  if ('all' in condition) return condition.all.every(isPlain);
  if ('any' in condition) return condition.any.every(isPlain);
  if ('not' in condition) return isPlain(condition.not);
  if ('condition' in condition) return false;
  if (/swap:/.test(condition.operator)) return false;
  return !/in$|value:/i.test(condition.operator) || Array.isArray(condition.value);
}

const RANGES: Readonly<Record<string, (limit: Json) => UnaryShape>> = {
  lessThan: (to) => interval({ to, toIncluded: false }),
  lessThanInclusive: (to) => interval({ to, toIncluded: true }),
  greaterThan: (from) => interval({ from, fromIncluded: false }),
  greaterThanInclusive: (from) => interval({ from, fromIncluded: true }),
};

function interval(ends: { from?: Json; fromIncluded?: boolean; to?: Json; toIncluded?: boolean }): UnaryShape {
  return { is: 'union', parts: [{ is: 'interval', fromIncluded: false, toIncluded: false, ...ends }] };
}

/** What an undecorated test of a whole fact accepts; undefined for all that has no simple shape. */
function shapeOf({ fact, path, operator, value }: Comparison, type: FeelType | undefined): UnaryShape | undefined {
  const scalars = type && scalarType(type);
  if (!scalars || path !== undefined || fact === '') return undefined;
  const values: readonly Json[] = operator === 'in' && Array.isArray(value) ? value : [value as Json];
  if (values.some((each) => scalars.read(each) === undefined || each === null)) return undefined;
  if (operator === 'equal' || operator === 'in') {
    return { is: 'union', parts: values.map((each) => ({ is: 'point', value: each })) };
  }
  // Texts are not put in order here, as in tables.
  return type.kind === 'string' || !Object.hasOwn(RANGES, operator) ? undefined : RANGES[operator]?.(value as Json);
}
