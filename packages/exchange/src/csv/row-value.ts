import type { Json } from '@dealwright/values';
import type { CellValue } from 'hucre/xlsx';
import type { RowColumn } from './write-rows.ts';

/** Text which a spreadsheet would compute when it opens a CSV; a plain number is harmless. */
const COMPUTED = /^[=+\-@\t\r\n＝＋－＠]/;
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** A value as text for CSV. */
export function safeText(value: Json): string {
  const text = plainText(value);
  return COMPUTED.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

/** A value as a spreadsheet holds it; text is never computed there. */
export function cellOfRow(value: Json, type: RowColumn['type']): CellValue {
  if (value === null || typeof value !== 'string') return typeof value === 'object' ? textOf(value) : value;
  if (type === 'number') return exactNumber(value) ?? value;
  return (type === 'date' ? dayValue(value) : undefined) ?? textOf(value);
}

function textOf(value: Json): string | null {
  if (value === null) return null;
  const text = plainText(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Excel's limit of characters in a cell. */
const LONGEST = 32_767;

/** The number, when the spreadsheet's 15 digits hold it exactly. */
export function exactNumber(text: string): number | undefined {
  const [, digits = '', fraction = ''] = /^-?0*(\d+?)(?:\.(\d+?)0*)?$/.exec(text) ?? [];
  return digits !== '' && digits.length + fraction.length <= 15 ? Number(text) : undefined;
}

/** The day as the date of a spreadsheet, at midnight UTC; spreadsheets know no day before 1900-03-01 for sure. */
export function dayValue(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '1900-03-01') return undefined;
  const day = new Date(`${text}T00:00:00.000Z`);
  return Number.isNaN(day.valueOf()) || day.toISOString().slice(0, 10) !== text ? undefined : day;
}

function plainText(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
