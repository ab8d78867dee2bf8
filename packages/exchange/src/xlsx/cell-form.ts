import type { Text } from '@dealwright/diagnostics';
import type { FeelType } from '@dealwright/expressions';
import { isJsonObject, type Json } from '@dealwright/values';
import type { CellValue } from 'hucre/xlsx';
import { dayValue, exactNumber } from '../csv/row-value.ts';

/** What a cell says: a value for YAML (undefined: nothing), or what is wrong with it. */
export type Read =
  | { readonly value: Json | undefined; readonly doubt?: Said; readonly flaw?: undefined }
  | { readonly flaw: Said; readonly value?: undefined; readonly doubt?: undefined };

/** Words for a problem; the cell is added where it is known. */
export interface Said {
  readonly code: string;
  readonly message: Text;
  readonly hint: Text;
}

/** How the values of a column stand in cells, and how cells are read back. `read(show(value))` is the value, tidied. */
export interface CellForm {
  /** How the cells are formatted; text keeps spreadsheets from changing what is typed. */
  readonly look: 'text' | 'number' | 'day';
  show(value: Json | undefined): CellValue;
  read(cell: CellValue): Read;
}

/** A cell of a condition: unary tests of FEEL. */
export function testForm(type: FeelType | undefined): CellForm {
  const kind = type?.kind ?? 'any';
  return {
    look: 'text',
    show(value) {
      if (value === undefined || value === null) return null;
      const text = String(value);
      if (kind === 'number') return exactNumber(text) ?? text;
      const [, day] = (kind === 'date' && /^date\("([^"]*)"\)$/.exec(text)) || [];
      return (day && dayValue(day)) || text;
    },
    read(cell) {
      if (typeof cell === 'number')
        return { value: kind === 'string' ? JSON.stringify(String(cell)) : tidyNumber(cell) };
      if (cell instanceof Date) {
        if (kind === 'date') return { value: `date("${dayOf(cell)}")` };
        return kind === 'date and time' ? { value: `date and time("${cell.toISOString()}")` } : { flaw: MADE_A_DATE };
      }
      if (typeof cell !== 'string') return { value: cell ?? undefined };
      const text = straighten(cell);
      if (text === '') return { value: undefined };
      if (kind === 'boolean' && /^(true|false)$/i.test(text)) return { value: text.toLowerCase() === 'true' };
      if (kind !== 'number') return { value: text };
      const number = exactNumber(text);
      if (number !== undefined && String(number) === text) return { value: number };
      return /\d,\d/.test(text) ? { value: text, doubt: COMMA } : { value: text };
    },
  };
}

/**
 * A cell of an outcome: a value of the declared type; `= base * 2` computes it; `null` says that there is none; `"…"`
 * is needed only around text that would be read as one of these.
 */
export function valueForm(typeName: string): CellForm {
  const json = TEXTS.has(typeName) ? /^"/ : /^["{[]/;
  if (NUMBERS.has(typeName)) return numberForm;
  if (typeName === 'date')
    return { ...dayForm, show: (value) => specialOr(value, dayForm.show), read: computedOr(dayForm.read) };
  return {
    look: 'text',
    show: (value) => specialOr(value, (plain) => (isTexts(plain) ? plain.join(', ') : guarded(String(plain)))),
    read: computedOr((cell) => {
      if (cell instanceof Date) {
        if (typeName === 'time') return { value: cell.toISOString().slice(11, 16) };
        return typeName === 'instant' ? { value: cell.toISOString() } : { flaw: MADE_A_DATE };
      }
      if (cell === null) return { value: undefined };
      const text = String(cell);
      if (typeName === 'boolean' && /^(true|false)$/i.test(text)) return { value: text.toLowerCase() === 'true' };
      return { value: typeName === 'choices' ? text.split(',').map((each) => each.trim()) : text };
    }, json),
  };
}

/** In these a bracket is a letter like any other. */
const TEXTS: ReadonlySet<string> = new Set(['text', 'long-text', 'choice', 'email', 'phone', 'url']);

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'decimal', 'percent', 'money']);

/** Numbers; money may be an amount beside its currency, of which the amount is shown. */
const numberForm: CellForm = {
  look: 'number',
  show(value) {
    const shown = isJsonObject(value) && value.amount !== undefined ? value.amount : value;
    return specialOr(shown, (plain) => exactNumber(String(plain)) ?? String(plain));
  },
  read: computedOr((cell) => {
    if (typeof cell === 'number') return { value: tidyNumber(cell) };
    if (cell instanceof Date) return { flaw: MADE_A_DATE };
    if (typeof cell !== 'string') return { value: cell ?? undefined };
    return { value: exactNumber(cell) ?? cell };
  }),
};

/** A day: a date of the spreadsheet, or text such as 2026-01-31 or 31.01.2026. */
export const dayForm: CellForm = {
  look: 'day',
  show: (value) => (value === undefined ? null : (dayValue(String(value)) ?? String(value))),
  read(cell) {
    if (cell instanceof Date) return { value: dayOf(cell) };
    if (cell === null) return { value: undefined };
    const text = String(cell).trim();
    const [, day = '', month = '', year] = /^(\d\d?)[./](\d\d?)[./](\d{4})$/.exec(text) ?? [];
    return { value: year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text || undefined };
  },
};

/** Plain text for people. */
export const textForm: CellForm = {
  look: 'text',
  show: (value) => (value === undefined || value === null ? null : String(value)),
  read(cell) {
    if (cell instanceof Date) return { flaw: MADE_A_DATE };
    return { value: cell === null ? undefined : String(cell).trim() || undefined };
  },
};

/** A whole number, such as a priority. */
export const integerForm: CellForm = {
  ...numberForm,
  show: (value) => (value === undefined ? null : numberForm.show(value)),
};

/** One text or several, with commas between. */
export const listForm: CellForm = {
  look: 'text',
  show: (value) => (value === undefined ? null : isTexts(value) ? value.join(', ') : String(value)),
  read(cell) {
    const { value, flaw } = textForm.read(cell);
    if (flaw) return { flaw };
    const texts = String(value ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
    return { value: texts.length > 1 ? texts : texts[0] };
  },
};

/**
 * A fact or an expected outcome of an example: JSON, where text needs no quotes unless it would be read as something
 * else. In a column of numbers, text that is a number is one.
 */
export function factForm(numeric: boolean): CellForm {
  return {
    look: numeric ? 'number' : 'text',
    show(value) {
      if (value === undefined) return null;
      if (typeof value === 'number') return exactNumber(String(value)) ?? value;
      if (typeof value !== 'string') return JSON.stringify(value);
      return AMBIGUOUS.test(value) || value.trim() !== value ? JSON.stringify(value) : value;
    },
    read(cell) {
      if (typeof cell === 'number') return { value: tidyNumber(cell) };
      if (cell instanceof Date) return { value: dayOf(cell) };
      if (typeof cell !== 'string') return { value: cell ?? undefined };
      const text = cell.trim();
      if (text === '') return { value: undefined };
      if (numeric && exactNumber(text) !== undefined) return { value: Number(text) };
      if (!AMBIGUOUS.test(text)) return { value: text };
      try {
        return { value: JSON.parse(text) as Json };
      } catch {
        return /^[[{"]/.test(text) ? { flaw: NOT_JSON } : { value: text };
      }
    },
  };
}

/** Text that JSON would read as something else, or that looks like JSON. */
const AMBIGUOUS = /^\s*(null|true|false|[[{"].*)\s*$|^$/is;

/** Nothing, `null`, a computed value and JSON; what else is plain is shown by `show`. */
function specialOr(value: Json | undefined, show: (plain: Json) => CellValue): CellValue {
  if (value === undefined) return null;
  if (value === null) return 'null';
  if (isJsonObject(value)) {
    const keys = Object.keys(value);
    return keys.length === 1 && typeof value.is === 'string' ? `= ${value.is}` : JSON.stringify(value);
  }
  return Array.isArray(value) && !isTexts(value) ? JSON.stringify(value) : show(value);
}

function computedOr(plain: (cell: CellValue) => Read, json = /^["{[]/): (cell: CellValue) => Read {
  return (cell) => {
    if (typeof cell !== 'string') return plain(cell);
    const text = cell.trim();
    if (text === '') return { value: undefined };
    if (text === 'null') return { value: null };
    if (text.startsWith('=')) return { value: { is: straighten(text.slice(1)) } };
    if (json.test(text)) {
      try {
        return { value: JSON.parse(text) as Json };
      } catch {
        return { flaw: NOT_JSON };
      }
    }
    return plain(text);
  };
}

const guarded = (text: string) =>
  text === '' || text === 'null' || text.trim() !== text || /^[="{[]/.test(text) ? JSON.stringify(text) : text;

const isTexts = (value: Json | undefined): value is string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => typeof each === 'string' && /^[^\s,"'=[{][^,]*$/.test(each));

/** Spreadsheets add to 0.1 + 0.2 what nobody wrote: 15 digits count. */
const tidyNumber = (value: number): Json => {
  const tidy = Number(value.toPrecision(15));
  return Number.isFinite(tidy) ? tidy : String(value);
};

const dayOf = (date: Date) => date.toISOString().slice(0, 10);

/** Undoes what spreadsheets correct while one types: “ ” ≥ ≤ … and hard spaces; only where no text of FEEL is. */
function straighten(text: string): string {
  const plain = text.replace(/\u00a0/g, ' ').trim();
  if (plain.includes('"')) return plain;
  return plain.replace(/[“”„]/g, '"').replace(/≥/g, '>=').replace(/≤/g, '<=').replace(/…/g, '..').replace(/^–/, '-');
}

const MADE_A_DATE: Said = {
  code: 'CELL_IS_A_DATE',
  message: {
    en: 'The spreadsheet made a date of what was typed here.',
    ro: 'Programul de calcul tabelar a transformat în dată ce s-a scris aici.',
  },
  hint: {
    en: 'format the cell as Text, and type it again',
    ro: 'formatați celula ca Text și scrieți din nou',
  },
};

const COMMA: Said = {
  code: 'COMMA_MEANS_OR',
  message: {
    en: 'A comma means “or” here: `10,5` is 10 or 5.',
    ro: 'Virgula înseamnă aici „sau”: `10,5` este 10 sau 5.',
  },
  hint: { en: 'write `10.5`, or `10, 5` with a space', ro: 'scrieți `10.5` sau `10, 5`, cu spațiu' },
};

const NOT_JSON: Said = {
  code: 'CELL_NOT_READABLE',
  message: {
    en: 'This begins like a quoted text, a list or an object, but does not end like one.',
    ro: 'Conținutul începe ca un text între ghilimele, o listă sau un obiect, dar nu se termină așa.',
  },
  hint: { en: 'write `"…"`, `["a", "b"]` or `{"a": 1}`', ro: 'scrieți `"…"`, `["a", "b"]` sau `{"a": 1}`' },
};
