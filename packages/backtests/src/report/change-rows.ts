import { say, type Text } from '@dealwright/diagnostics';
import { isJsonObject, type Json } from '@dealwright/values';
import type { Change, Column } from '../backtest.ts';
import { showOutcome } from './show.ts';

/** A column of a file of changed records; as `writeRows` of exchange takes it. */
export interface ChangeColumn {
  readonly label: string;
  readonly type: 'text' | 'number' | 'date' | 'boolean';
}

const TYPES: Readonly<Record<string, ChangeColumn['type']>> = {
  integer: 'number',
  decimal: 'number',
  percent: 'number',
  money: 'number',
  date: 'date',
  boolean: 'boolean',
};

/** The columns of {@link changeRow}: who, the fields of the report (money as amount and currency), before and after. */
export function changeColumns(
  { by, sum }: { by: readonly Column[]; sum: readonly Column[] },
  locale: string,
): readonly ChangeColumn[] {
  const words = locale.startsWith('ro') ? RO : EN;
  const text = (label: string): ChangeColumn => ({ label, type: 'text' });
  return [
    ...[words.draft, words.id, words.number, words.title].map(text),
    ...distinct([...by, ...sum]).flatMap(({ label, type }) => {
      const name = say(label, locale);
      const column = { label: name, type: TYPES[type] ?? 'text' };
      return type === 'money' ? [column, text(`${name} (${words.currency})`)] : [column];
    }),
    ...[words.before, words.after, words.rowsBefore, words.rowsAfter, words.becauseBefore, words.becauseAfter].map(
      text,
    ),
  ];
}

/** One changed record as a line, its values in wire form. */
export function changeRow(
  change: Change,
  { by, sum }: { by: readonly Column[]; sum: readonly Column[] },
  locale: string,
): readonly Json[] {
  const { scenario, record, values, before, after, rowsBefore, rowsAfter, becauseBefore, becauseAfter } = change;
  const told = (texts: readonly Text[]) => texts.map((each) => say(each, locale)).join(' ');
  return [
    ...[scenario, record.id, record.number, record.title],
    ...distinct([...by, ...sum]).flatMap(({ path, type }) => {
      const value = values[path] ?? null;
      if (type !== 'money') return [value];
      return isJsonObject(value) ? [value.amount ?? null, value.currency ?? null] : [null, null];
    }),
    ...[showOutcome(before), showOutcome(after), rowsBefore.join(', '), rowsAfter.join(', ')],
    ...[told(becauseBefore), told(becauseAfter)],
  ];
}

function distinct(columns: readonly Column[]): readonly Column[] {
  return [...new Map(columns.map((each) => [each.path, each])).values()];
}

const EN = {
  ...{ draft: 'Draft', id: 'Id', number: 'Number', title: 'Name', currency: 'currency' },
  ...{ before: 'Before', after: 'After', rowsBefore: 'Rows before', rowsAfter: 'Rows after' },
  ...{ becauseBefore: 'Reason before', becauseAfter: 'Reason after' },
};
const RO: typeof EN = {
  ...{ draft: 'Varianta', id: 'Id', number: 'Număr', title: 'Denumire', currency: 'moneda' },
  ...{ before: 'Înainte', after: 'După', rowsBefore: 'Rânduri înainte', rowsAfter: 'Rânduri după' },
  ...{ becauseBefore: 'Motiv înainte', becauseAfter: 'Motiv după' },
};
