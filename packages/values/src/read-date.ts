import { refuse, refuseType } from './flaws.ts';
import type { Parsed } from './value-type.ts';

/** True for a day that the calendar has, written `2026-01-31`, of the years 1 to 9999. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** True for a time of day, written `09:30` or `09:30:15`. */
export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text);
}

/** Reads a text in a written form; `read` answers its canonical writing, or undefined. `wanted` names the form. */
export function readWritten(
  input: unknown,
  wanted: { code: string; en: string; ro: string; example: string },
  read: (text: string) => string | undefined,
): Parsed {
  const [en, ro] = [`${wanted.en} such as "${wanted.example}"`, `${wanted.ro}, de exemplu "${wanted.example}"`];
  if (typeof input !== 'string') return refuseType(input, { en, ro });
  const value = input.length > 100 ? undefined : read(input.trim());
  if (value !== undefined) return { value };
  return refuse(
    wanted.code,
    { en: `This is not ${wanted.en}.`, ro: `Valoarea nu este ${wanted.ro}.` },
    { en: `Write ${en}.`, ro: `Scrieți ${ro}.` },
  );
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment for a person; the text itself when it is none. */
export function formatMoment(text: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return text;
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, options);
  formats.set(key, format);
  return format.format(moment);
}
