import type { Asked } from '../answer/asked.ts';
import { localDay } from '../answer/local-day.ts';
import type { Finding, Missed, Row } from '../decision.ts';
import { accepts, type Column } from './column.ts';
import type { ColumnIndex } from './column-index.ts';
import { firstFailures, type OnFailure } from './failures.ts';
import { everyRow, type RowSet } from './row-set.ts';
import { RowTexts } from './row-texts.ts';

/** Why rows matched or not. Rows are counted from 0 here. */
export interface TableReasons {
  /** The rows that do not accept, by the input at which they fail first. */
  misses(asked: Asked): readonly Missed[];
  /** All conditions of the row with their values. */
  conditions(row: number, asked: Asked): readonly Finding[];
  /** The JSON of {@link misses}, without making them. */
  writeMisses(asked: Asked): string;
  /** The JSON of {@link conditions}. */
  writeConditions(row: number, asked: Asked): string;
}

/** Stands for the days on which a row counts, which are asked before all columns. */
const DAY = -1;
const TODAY_HEAD = '{"input":"today","value":';

/**
 * Explains a table. What the table itself says of it, the tests, is written once for all answers; an answer adds the values
 * of its inputs.
 */
export function explainTable(
  rows: readonly Row[],
  columns: readonly Column[],
  validity: ColumnIndex | undefined,
): TableReasons {
  const all = everyRow(rows.length);
  // Used up by each look and filled again: nothing else looks meanwhile.
  const left = all.slice();
  const asking = columns.map((column, at) => ({
    ...column,
    accepts(row: number, asked: Asked) {
      const tests = column.tests[row];
      return tests === undefined || accepts(tests, at, asked);
    },
  }));
  const texts = columns.map(({ tests }) => once(() => new RowTexts(tests.map((each) => each?.text))));
  const heads = columns.map(({ input }) => `{"input":${JSON.stringify(input)},"value":`);
  const days = once(() => rows.map((row) => dayTest(row)));
  const dayTexts = once(() => new RowTexts(days()));
  const cells = rows.map((_, row) => once(() => cellsOf(columns, row)));

  /** The rows that count on no such day come first (as column {@link DAY}), then what fails in which column. */
  const look = (asked: Asked, on: OnFailure) => {
    left.set(all);
    const valid = validity?.rowsFor(localDay(asked.environment));
    if (valid) takeOut(left, valid, on);
    firstFailures(asking, asked, left, on);
  };

  return {
    misses(asked) {
      const found = new Map<number, [rule: number, test: string][]>();
      look(asked, (column, word, bits) => {
        const tests = found.get(column) ?? [];
        found.set(column, tests);
        for (const row of rowsOf(word, bits)) {
          const test = column === DAY ? days()[row] : columns[column]?.tests[row]?.text;
          tests.push([row + 1, test ?? '']);
        }
      });
      return [...found].map(([column, tests]) => ({
        input: columns[column]?.input ?? 'today',
        value: column === DAY ? localDay(asked.environment) : (asked.values[column] ?? null),
        tests: Object.fromEntries(tests),
      }));
    },
    writeMisses(asked) {
      let text = '';
      let last: number | undefined;
      look(asked, (column, word, bits) => {
        const piece = (column === DAY ? dayTexts : texts[column])?.().of(word, bits) ?? '';
        if (column === last) {
          text += piece;
          return;
        }
        const value = column === DAY ? JSON.stringify(localDay(asked.environment)) : asked.text(column);
        // The first piece has no comma before it.
        const head = `${heads[column] ?? TODAY_HEAD}${value},"tests":{${piece.slice(1)}`;
        text += last === undefined ? head : `}},${head}`;
        last = column;
      });
      return last === undefined ? '[]' : `[${text}}}]`;
    },
    conditions: (row, asked) =>
      columns.flatMap(({ input, tests }, at): readonly Finding[] => {
        const test = tests[row]?.text;
        return test === undefined ? [] : [{ input, test, value: asked.values[at] ?? null }];
      }),
    writeConditions(row, asked) {
      let text = '';
      for (const { head, column } of cells[row]?.() ?? []) text += `${head}${asked.text(column)}}`;
      return `[${text}]`;
    },
  };
}

/** What a condition is written as before its value. */
function cellsOf(columns: readonly Column[], row: number) {
  return columns
    .flatMap(({ input, tests }, column) => {
      const test = tests[row]?.text;
      return test === undefined
        ? []
        : [{ column, head: `{"input":${JSON.stringify(input)},"test":${JSON.stringify(test)},"value":` }];
    })
    .map((each, at) => (at === 0 ? each : { ...each, head: `,${each.head}` }));
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function dayTest({ validFrom, validTo }: Row): string | undefined {
  return validFrom === undefined && validTo === undefined ? undefined : `[${validFrom ?? ''}..${validTo ?? ''}]`;
}

/** Takes the rows that are not in `valid` out of `left`. */
function takeOut(left: RowSet, valid: RowSet, on: OnFailure): void {
  for (let word = 0; word < left.length; word++) {
    const bits = (left[word] as number) & ~(valid[word] as number);
    if (bits === 0) continue;
    left[word] = (left[word] as number) & ~bits;
    on(DAY, word, bits);
  }
}

function rowsOf(word: number, bits: number): readonly number[] {
  const rows: number[] = [];
  for (let rest = bits; rest !== 0; rest &= rest - 1) rows.push((word << 5) + 31 - Math.clz32(rest & -rest));
  return rows;
}
