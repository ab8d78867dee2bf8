import { toCardinal } from 'n2words/en-GB';

export type Gender = 'masculine' | 'feminine' | 'neuter';

/**
 * A whole number in words. Romanian is ours: n2words 4.0.0 says "douăsprezece lei" for "doisprezece lei" and "o sută cinci
 * de mii" for "o sută cinci mii".
 * @param digits a whole number, digits with an optional minus
 * @param formal write one hundred and one thousand as contracts do: "una sută", "una mie"
 */
export function wordsOf(digits: string, locale: string, gender: Gender = 'masculine', formal = false): string {
  if (locale.slice(0, 2) !== 'ro') return toCardinal(digits);
  const number = BigInt(digits);
  return number < 0n ? `minus ${romanian(-number, gender, formal)}` : romanian(number, gender, formal);
}

/**
 * An amount in words, with its currency and hundredths: "una mie două sute treizeci și patru de lei și 50 de bani".
 * @param amount exact digits: "1234.50"; more than two decimals are not told
 */
export function amountInWords(amount: string, currency: string, locale: string): string {
  const [whole = '0', decimals = ''] = amount.split('.');
  const hundredths = String(Number(decimals.padEnd(2, '0').slice(0, 2)));
  const language = locale.slice(0, 2) === 'ro' ? 'ro' : 'en';
  const names = CURRENCIES[currency]?.[language] ?? { one: currency, other: currency, part: undefined };
  const units = `${wordsOf(whole, locale, 'masculine', true)} ${counted(whole, names.one, names.other, language)}`;
  // Romanian counts one leu with the article.
  const first = language === 'ro' && whole === '1' ? `un ${names.one}` : units;
  if (hundredths === '0') return first;
  const and = language === 'ro' ? 'și' : 'and';
  if (!names.part) return `${first} ${and} ${hundredths.padStart(2, '0')}/100`;
  const parts = `${hundredths} ${counted(hundredths, names.part.one, names.part.other, language)}`;
  return `${first} ${and} ${parts}`;
}

const pluralRules = new Map<string, Intl.PluralRules>();

/** "luni", "de luni" or "lună": the noun that follows a number, with "de" where Romanian wants it. */
export function counted(digits: string, one: string, other: string, locale: string): string {
  const rules = pluralRules.get(locale) ?? new Intl.PluralRules(locale);
  pluralRules.set(locale, rules);
  const category = rules.select(Number(digits));
  if (category === 'one') return one;
  return locale.slice(0, 2) === 'ro' && category === 'other' ? `de ${other}` : other;
}

interface CurrencyNames {
  readonly one: string;
  readonly other: string;
  readonly part: { readonly one: string; readonly other: string };
}

const CURRENCIES: Readonly<Record<string, { readonly ro: CurrencyNames; readonly en: CurrencyNames }>> = {
  RON: {
    ro: { one: 'leu', other: 'lei', part: { one: 'ban', other: 'bani' } },
    en: { one: 'leu', other: 'lei', part: { one: 'ban', other: 'bani' } },
  },
  EUR: {
    ro: { one: 'euro', other: 'euro', part: { one: 'eurocent', other: 'eurocenți' } },
    en: { one: 'euro', other: 'euros', part: { one: 'cent', other: 'cents' } },
  },
  USD: {
    ro: { one: 'dolar american', other: 'dolari americani', part: { one: 'cent', other: 'cenți' } },
    en: { one: 'US dollar', other: 'US dollars', part: { one: 'cent', other: 'cents' } },
  },
};

const UNITS = ['', 'unu', 'doi', 'trei', 'patru', 'cinci', 'șase', 'șapte', 'opt', 'nouă', 'zece', 'unsprezece'];
const TEENS = ['doisprezece', 'treisprezece', 'paisprezece', 'cincisprezece', 'șaisprezece', 'șaptesprezece'];
const SMALL = [...UNITS, ...TEENS, 'optsprezece', 'nouăsprezece'];
const TENS = ['', '', 'două', 'trei', 'patru', 'cinci', 'șai', 'șapte', 'opt', 'nouă'];
const SCALES = [
  { one: 'mie', other: 'mii', article: 'o', formal: 'una' },
  { one: 'milion', other: 'milioane', article: 'un', formal: 'un' },
  { one: 'miliard', other: 'miliarde', article: 'un', formal: 'un' },
  { one: 'trilion', other: 'trilioane', article: 'un', formal: 'un' },
  { one: 'cvadrilion', other: 'cvadrilioane', article: 'un', formal: 'un' },
];

function romanian(number: bigint, gender: Gender, formal: boolean): string {
  if (number === 0n) return 'zero';
  const groups: string[] = [];
  let rest = number;
  for (let scale = -1; rest > 0n && scale < SCALES.length; scale++) {
    const last = scale === SCALES.length - 1;
    const group = last ? rest : rest % 1000n;
    rest = last ? 0n : rest / 1000n;
    if (group > 0n) groups.unshift(scaled(Number(group), SCALES[scale], gender, formal));
  }
  return groups.join(' ');
}

function scaled(group: number, scale: (typeof SCALES)[number] | undefined, gender: Gender, formal: boolean): string {
  if (!scale) return belowThousand(group, gender, formal);
  if (group === 1) return `${formal ? scale.formal : scale.article} ${scale.one}`;
  // Thousands are feminine and millions neuter: both count "două", and one of them in a compound is "una" or "unu".
  const counting = scale.one === 'mie' ? 'feminine' : 'neuter';
  return `${belowThousand(group, counting, formal)} ${counted(String(group), scale.one, scale.other, 'ro')}`;
}

function belowThousand(number: number, gender: Gender, formal: boolean): string {
  const hundreds = Math.trunc(number / 100);
  const rest = number % 100;
  const words: string[] = [];
  if (hundreds === 1) words.push(formal ? 'una sută' : 'o sută');
  if (hundreds > 1) words.push(`${unit(hundreds, 'feminine')} sute`);
  if (rest >= 20) {
    const tens = `${TENS[Math.trunc(rest / 10)]}zeci`;
    words.push(rest % 10 === 0 ? tens : `${tens} și ${unit(rest % 10, gender)}`);
  } else if (rest > 0) words.push(unit(rest, gender));
  return words.join(' ');
}

/** Below twenty; one, two and twelve have a gender. Neuter nouns count like feminine ones, except for one. */
function unit(number: number, gender: Gender): string {
  if (number === 1) return gender === 'feminine' ? 'una' : 'unu';
  if (number === 2) return gender === 'masculine' ? 'doi' : 'două';
  if (number === 12) return gender === 'masculine' ? 'doisprezece' : 'douăsprezece';
  return SMALL[number] ?? '';
}
