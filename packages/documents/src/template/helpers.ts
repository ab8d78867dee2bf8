import type { FeelType } from '@dealwright/expressions';
import { formatDecimal, type Json, valueTypes } from '@dealwright/values';
import { amountInWords, counted, type Gender, wordsOf } from './number-words.ts';
import { digitsOf, follow, isMissing } from './show-value.ts';

/** What a template may give to a helper. The last five are names or expressions, written as text in the template itself. */
export type Takes =
  | 'number'
  | 'amount'
  | 'text'
  | 'date'
  | 'anything'
  | 'literal'
  | 'clause'
  | 'annex'
  | 'text name'
  | 'feel';

export interface Parameter {
  readonly name: string;
  readonly takes: Takes;
  /** The only texts that may be written, for literals. */
  readonly oneOf?: readonly string[];
}

/** What rendering knows: handed to every helper. */
export interface Rendering {
  readonly locale: string;
  readonly zone: string;
  /** "4.2" for "payment.term", "1" for the annex "offer". Throws for what was not chosen. */
  reference(kind: 'clause' | 'annex', name: string): string;
  /** A text of the document, rendered: HTML. */
  text(name: string): unknown;
}

/** A word that templates may use: `{{plural months "month" "months"}}`. A new one is one entry in {@link HELPERS}. */
export interface Helper {
  /** One line for the reference page. */
  readonly about: string;
  readonly parameters: readonly Parameter[];
  /** How many of the parameters may be left out, from the end. */
  readonly optional?: number;
  /** `decimals=2` */
  readonly options?: Readonly<Record<string, Parameter>>;
  readonly returns: FeelType;
  /** Missing values are null. The result is escaped by whoever prints it. */
  run(values: readonly Json[], options: Readonly<Record<string, Json>>, rendering: Rendering): unknown;
}

const TEXT: FeelType = { kind: 'string' };
const value = (takes: Takes): Parameter => ({ name: 'value', takes });
const GENDER: Parameter = { name: 'gender', takes: 'literal', oneOf: ['masculine', 'feminine', 'neuter'] };

export const HELPERS: Readonly<Record<string, Helper>> = {
  money: {
    about: 'An amount with its currency: `1.234,50 EUR`. A plain number needs `currency="EUR"`.',
    parameters: [value('amount')],
    options: { currency: { name: 'currency', takes: 'literal' } },
    returns: TEXT,
    run([amount], { currency }, { locale }) {
      const digits = digitsOf(amount);
      const shown = { amount: digits, currency: String(follow(amount, ['currency']) ?? currency ?? '') };
      return digits === null ? '' : valueTypes.get('money')?.format(shown, locale, {});
    },
  },
  number: {
    about: 'A number as people write it: `1.234,5`; with `decimals=2` always with two.',
    parameters: [value('amount')],
    options: { decimals: { name: 'decimals', takes: 'number' } },
    returns: TEXT,
    run([number], { decimals }, { locale }) {
      const digits = digitsOf(number);
      return digits === null
        ? ''
        : formatDecimal(digits, locale, decimals === undefined ? undefined : Number(decimals));
    },
  },
  percent: {
    about: 'A number of hundredths with its sign: `12,5 %`.',
    parameters: [value('number')],
    returns: TEXT,
    run([number], _, { locale }) {
      const digits = digitsOf(number);
      return digits === null ? '' : `${formatDecimal(digits, locale)}\u00a0%`;
    },
  },
  date: {
    about: 'A date or instant: `31 martie 2026`; `"short"` gives `31.03.2026`.',
    parameters: [value('date'), { name: 'style', takes: 'literal', oneOf: ['long', 'short'] }],
    optional: 1,
    returns: TEXT,
    run: ([date, style], _, { locale, zone }) =>
      typeof date === 'string' ? showDate(date, style === 'short', locale, zone) : '',
  },
  words: {
    about: 'A number in words, or an amount of money: `una mie două sute treizeci și patru de lei`.',
    parameters: [value('amount')],
    options: { gender: GENDER, currency: { name: 'currency', takes: 'literal' } },
    returns: TEXT,
    run([number], { gender, currency }, { locale }) {
      const digits = digitsOf(number);
      if (digits === null) return '';
      const of = follow(number, ['currency']) ?? currency;
      if (typeof of === 'string') return amountInWords(digits, of, locale);
      return wordsOf(digits.split('.')[0] ?? '0', locale, (gender as Gender | undefined) ?? 'masculine');
    },
  },
  plural: {
    about: 'A number with its noun: `1 lună`, `12 luni`, `24 de luni`.',
    parameters: [value('number'), { name: 'one', takes: 'literal' }, { name: 'more', takes: 'literal' }],
    returns: TEXT,
    run([number, one, other], _, { locale }) {
      const digits = digitsOf(number);
      if (digits === null) return '';
      return `${formatDecimal(digits, locale)}\u00a0${counted(digits, String(one), String(other), locale)}`;
    },
  },
  upper: {
    about: 'Capital letters.',
    parameters: [value('text')],
    returns: TEXT,
    run: ([text], _, { locale }) => String(text ?? '').toLocaleUpperCase(locale),
  },
  or: {
    about: 'The value, or another text where there is none: `{{or contact.phone "—"}}`.',
    parameters: [value('text'), { name: 'otherwise', takes: 'text' }],
    returns: TEXT,
    run: ([text, otherwise]) => (isMissing(text) ? otherwise : text),
  },
  translated: {
    about: 'Of the same text in two fields, that of the language: `{{translated en=name ro=nameRo}}`.',
    parameters: [],
    options: { en: { name: 'en', takes: 'text' }, ro: { name: 'ro', takes: 'text' } },
    returns: TEXT,
    run: (_, texts, { locale }) => texts[locale.slice(0, 2)] ?? texts.en ?? '',
  },
  text: {
    about: 'One of the texts of the document, in its language.',
    parameters: [{ name: 'name', takes: 'text name' }],
    returns: TEXT,
    run: ([name], _, rendering) => rendering.text(String(name)),
  },
  clause: {
    about: 'The number of a clause, `4`, or of one of its paragraphs, `{{clause "payment.term"}}`: `4.2`.',
    parameters: [{ name: 'clause', takes: 'clause' }],
    returns: TEXT,
    run: ([name], _, rendering) => rendering.reference('clause', String(name)),
  },
  annex: {
    about: 'The number of an annex.',
    parameters: [{ name: 'annex', takes: 'annex' }],
    returns: TEXT,
    run: ([name], _, rendering) => rendering.reference('annex', String(name)),
  },
  feel: {
    about: 'A FEEL expression over what stands around it: `{{#if (feel "quantity > 1")}}`.',
    parameters: [{ name: 'expression', takes: 'feel' }],
    // Its type is that of the expression; it is compiled when the template is read.
    returns: { kind: 'any' },
    run: () => null,
  },
};

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function showDate(text: string, short: boolean, locale: string, zone: string): string {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return '';
  // A date has no zone; an instant falls on a day of the reader's.
  const timeZone = text.length === 10 ? 'UTC' : zone;
  const key = `${locale} ${short} ${timeZone}`;
  const two = short ? '2-digit' : 'numeric';
  const made =
    dateFormats.get(key) ??
    new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
      ...{ day: two, month: short ? '2-digit' : 'long', year: 'numeric', timeZone },
    });
  dateFormats.set(key, made);
  return made.format(moment);
}
