import { say, type Text } from '@dealwright/diagnostics';

/** What is different, as data; rows are counted from 1. */
export interface TableDiff {
  readonly hit: { readonly before: string; readonly after: string } | undefined;
  readonly default: readonly CellChange[];
  readonly table: readonly RowChange[];
  readonly examples: readonly RowChange[];
}

/** A row that moved and changed is there twice. */
export type RowChange =
  | { readonly change: 'added'; readonly row: number; readonly cells: readonly CellChange[] }
  | { readonly change: 'removed'; readonly was: number; readonly cells: readonly CellChange[] }
  | { readonly change: 'moved'; readonly was: number; readonly row: number }
  | { readonly change: 'changed'; readonly was: number; readonly row: number; readonly cells: readonly CellChange[] };

export interface CellChange {
  /** `when.items` */
  readonly column: string;
  readonly label: Text;
  /** `C9`; undefined for rows that are no longer in the sheet. */
  readonly cell: string | undefined;
  /** As the cell shows it; undefined: nothing stood or stands there. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** True when nothing is different. */
export function isSame({ hit, default: fallback, table, examples }: TableDiff): boolean {
  return !hit && fallback.length + table.length + examples.length === 0;
}

/** The differences in sentences, one a line; nothing when there are none. */
export function describeDiff(diff: TableDiff, locale = 'en'): readonly string[] {
  const word = (text: Text) => say(text, locale);
  const cells = (all: readonly CellChange[]) => all.map((each) => `    ${describeCell(each, locale)}`);
  const rows = (changes: readonly RowChange[], thing: Text) =>
    changes.flatMap((each) => {
      if (each.change === 'moved') return [`${word(thing)} ${each.was} ${word(MOVED)} ${each.row}`];
      const number = each.change === 'removed' ? each.was : each.row;
      const also = each.change === 'changed' && each.was !== each.row ? ` (${word(WAS)} ${each.was})` : '';
      return [
        `${SIGNS[each.change]} ${word(thing)} ${number}${also} ${word(VERBS[each.change])}`,
        ...cells(each.cells),
      ];
    });
  return [
    ...(diff.hit ? [`~ ${word(HIT)}: ${diff.hit.before} → ${diff.hit.after}`] : []),
    ...rows(diff.table, ROW),
    ...(diff.default.length > 0 ? [`~ ${word(DEFAULT)}`, ...cells(diff.default)] : []),
    ...rows(diff.examples, EXAMPLE),
  ];
}

function describeCell({ column, cell, before, after }: CellChange, locale: string): string {
  const show = (value: string | undefined) => value ?? say(NOTHING, locale);
  const where = cell === undefined ? column : `${cell} ${column}`;
  if (before === undefined || cell === undefined) return `${where}: ${show(after ?? before)}`;
  return `${where}: ${show(before)} → ${show(after)}`;
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;
const VERBS: Readonly<Record<keyof typeof SIGNS, Text>> = {
  added: { en: 'is new', ro: 'este nou' },
  removed: { en: 'is deleted', ro: 'este șters' },
  changed: { en: 'is changed', ro: 'este schimbat' },
};
const ROW: Text = { en: 'Row', ro: 'Rândul' };
const EXAMPLE: Text = { en: 'Example', ro: 'Exemplul' };
const DEFAULT: Text = { en: 'The default is changed', ro: 'Răspunsul implicit este schimbat' };
const HIT: Text = { en: 'Hit policy', ro: 'Regula de alegere' };
const MOVED: Text = { en: 'is now row', ro: 'este acum rândul' };
const WAS: Text = { en: 'was', ro: 'era' };
const NOTHING: Text = { en: '(nothing)', ro: '(nimic)' };
