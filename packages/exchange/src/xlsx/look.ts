import type { CellStyle } from 'hucre/xlsx';
import type { CellForm } from './cell-form.ts';
import type { Group } from './columns.ts';

/** Colours of the groups of columns: what is asked, what is answered, why, and the rest. */
const SHADES: Readonly<Record<Group, { readonly band: string; readonly head: string }>> = {
  when: { band: '1F4E79', head: 'DDEBF7' },
  given: { band: '1F4E79', head: 'DDEBF7' },
  then: { band: '375623', head: 'E2EFDA' },
  expect: { band: '375623', head: 'E2EFDA' },
  because: { band: '7F6000', head: 'FFF2CC' },
  more: { band: '595959', head: 'EDEDED' },
  name: { band: '595959', head: 'EDEDED' },
};

const line = { style: 'thin', color: { rgb: 'BFBFBF' } } as const;
const box = { top: line, bottom: line, left: line, right: line };
const fill = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const;
const grey = { rgb: '7F7F7F' };

/** Text stays as it was typed; numbers and days are shown as what they are. */
const FORMATS: Readonly<Record<CellForm['look'], string>> = { text: '@', number: 'General', day: 'yyyy-mm-dd' };

const font = { name: 'Calibri', size: 11 } as const;

export const title: CellStyle = { font: { ...font, bold: true, size: 16 } };
export const caption: CellStyle = { font: { ...font, color: grey }, alignment: { vertical: 'top' } };
export const plain: CellStyle = { font, alignment: { vertical: 'top', wrapText: true } };
export const strong: CellStyle = { font: { ...font, bold: true }, alignment: { vertical: 'top', wrapText: true } };
export const choice: CellStyle = { font: { ...font, bold: true }, border: box, numFmt: '@', fill: fill('FFFFFF') };
export const number: CellStyle = {
  font: { ...font, color: grey },
  border: box,
  alignment: { horizontal: 'center', vertical: 'top' },
  fill: fill('F7F7F7'),
};

export const band = (group: Group): CellStyle => ({
  font: { ...font, bold: true, color: { rgb: 'FFFFFF' } },
  fill: fill(SHADES[group].band),
});

export const head = (group: Group): CellStyle => ({
  font: { ...font, bold: true },
  fill: fill(SHADES[group].head),
  alignment: { wrapText: true, vertical: 'center' },
  border: box,
});

/** Small print below the label: types, and the keys by which columns are found again. */
export const note = (group: Group): CellStyle => ({
  font: { ...font, size: 8, color: grey },
  fill: fill(SHADES[group].head),
  alignment: { wrapText: true, vertical: 'top' },
  border: box,
});

/** A cell of a row, formatted as what it holds, so that `= a * 2` stays text when somebody edits it; an empty one as its column. */
export function body(look: CellForm['look'], value: unknown): CellStyle {
  const shown = value instanceof Date ? 'day' : typeof value === 'number' ? 'number' : value === null ? look : 'text';
  return {
    font,
    numFmt: FORMATS[shown],
    border: box,
    alignment: { wrapText: true, vertical: 'top', ...(typeof value === 'number' && { horizontal: 'right' }) },
  };
}
