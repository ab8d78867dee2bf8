import { describe, expect, test } from '@jest/globals';
import { type Flaw, type Json, type Options, valueTypes } from '../src/index.ts';

const CHOICES = new Map([
  ['red', { label: { en: 'Red', ro: 'Roșu' }, retired: false }],
  ['green', { label: { en: 'Green', ro: 'Verde' }, retired: false }],
  ['grey', { label: { en: 'Grey', ro: 'Gri' }, retired: true }],
]);

function parse(type: string, input: unknown, options: Options = {}): Json | string {
  const parsed = valueTypes.get(type)?.parse(input, options);
  if (!parsed) throw new Error(`no type ${type}`);
  return 'flaw' in parsed ? `refused: ${parsed.flaw.code}` : parsed.value;
}

describe('Each type brings its input to one canonical form, or says why not', () => {
  test.each<[string, unknown, Options, Json]>([
    ['text', '  Ana\tare \n mere ', {}, 'Ana are mere'],
    ['text', 'e\u0301', {}, 'é'],
    ['text', '   ', {}, null],
    ['text', 12, {}, 'refused: WRONG_TYPE'],
    ['text', 'a\u0000b', {}, 'refused: CONTROL_CHARACTER'],
    ['text', 'a\ud800b', {}, 'refused: BROKEN_TEXT'],
    ['text', 'abcd', { maxLength: 3 }, 'refused: TOO_LONG'],
    ['text', '😀😀😀', { maxLength: 3 }, '😀😀😀'],
    ['text', 'x'.repeat(2_000_000), {}, 'refused: TOO_LONG'],
    ['text', 'ab', { minLength: 3 }, 'refused: TOO_SHORT'],
    ['text', 'AB-12', { pattern: '[A-Z]{2}-\\d+' }, 'AB-12'],
    ['text', 'AB-12x', { pattern: '[A-Z]{2}-\\d+' }, 'refused: WRONG_PATTERN'],
    ['text', 'RO 14399840', { format: 'ro-fiscal-code' }, '14399840'],
    ['text', 'ro14399840', { format: 'ro-fiscal-code' }, '14399840'],
    ['text', '14399841', { format: 'ro-fiscal-code' }, 'refused: WRONG_FORMAT'],
    ['text', '0', { format: 'ro-fiscal-code' }, 'refused: WRONG_FORMAT'],
    ['text', 'j 40/00372/2002', { format: 'ro-trade-register' }, 'J40/372/2002'],
    ['text', 'J2002000372402', { format: 'ro-trade-register' }, 'J2002000372402'],
    ['text', '40/372/2002', { format: 'ro-trade-register' }, 'refused: WRONG_FORMAT'],
    ['text', 'ro49 aaaa 1b31 0075 9384 0000', { format: 'iban' }, 'RO49AAAA1B31007593840000'],
    ['text', 'RO48AAAA1B31007593840000', { format: 'iban' }, 'refused: WRONG_FORMAT'],
    ['long-text', 'a\r\nb\tc ', {}, 'a\nb\tc'],
    ['long-text', 'a\u0000', {}, 'refused: CONTROL_CHARACTER'],
    ['rich-text', '<p onclick="x()">Hi <script>alert(1)</script><b>you</b></p>', {}, '<p>Hi <b>you</b></p>'],
    ['rich-text', '<a href="javascript:alert(1)">x</a>', {}, '<a>x</a>'],
    ['rich-text', '<script>alert(1)</script>', {}, null],
    ['integer', 12, {}, 12],
    ['integer', -0, {}, 0],
    ['integer', 1.5, {}, 'refused: NOT_AN_INTEGER'],
    ['integer', Number.NaN, {}, 'refused: NOT_AN_INTEGER'],
    ['integer', Number('1e400'), {}, 'refused: NOT_AN_INTEGER'],
    ['integer', 2 ** 31, {}, 'refused: TOO_LARGE'],
    ['integer', '12', {}, 'refused: WRONG_TYPE'],
    ['integer', 2, { min: 3 }, 'refused: TOO_SMALL'],
    ['integer', 4, { max: 3 }, 'refused: TOO_LARGE'],
    ['decimal', '0012.500', {}, '12.5'],
    ['decimal', '12.5', { scale: 2 }, '12.50'],
    ['decimal', 12.5, { scale: 2 }, '12.50'],
    ['decimal', 1e21, {}, 'refused: TOO_MANY_DIGITS'],
    ['decimal', '-0.00', {}, '0'],
    ['decimal', '12.505', { scale: 2 }, 'refused: TOO_MANY_DECIMALS'],
    ['decimal', '1e400', {}, 'refused: NOT_A_NUMBER'],
    ['decimal', Number('1e400'), {}, 'refused: NOT_A_NUMBER'],
    ['decimal', 'NaN', {}, 'refused: NOT_A_NUMBER'],
    ['decimal', '12,5', {}, 'refused: NOT_A_NUMBER'],
    ['decimal', '9'.repeat(1_000_000), {}, 'refused: NOT_A_NUMBER'],
    ['decimal', '9'.repeat(40), {}, 'refused: TOO_MANY_DIGITS'],
    ['decimal', '0.1', { min: '0.2' }, 'refused: TOO_SMALL'],
    ['decimal', '10', { max: '9.99' }, 'refused: TOO_LARGE'],
    ['decimal', true, {}, 'refused: WRONG_TYPE'],
    ['percent', '12.5', {}, '12.50'],
    ['percent', '101', { max: 100 }, 'refused: TOO_LARGE'],
    ['money', { amount: '12.5', currency: 'EUR' }, { currency: 'EUR' }, { amount: '12.50', currency: 'EUR' }],
    ['money', '12.5', { currency: 'EUR' }, { amount: '12.50', currency: 'EUR' }],
    ['money', 12, { currency: 'JPY' }, { amount: '12', currency: 'JPY' }],
    ['money', { amount: '12.5', currency: 'RON' }, { currency: 'EUR' }, 'refused: WRONG_CURRENCY'],
    ['money', { currency: 'EUR' }, { currency: 'EUR' }, 'refused: WRONG_TYPE'],
    ['money', '0.125', { currency: 'EUR' }, 'refused: TOO_MANY_DECIMALS'],
    ['money', -1, { currency: 'EUR', min: 0 }, 'refused: TOO_SMALL'],
    ['boolean', true, {}, true],
    ['boolean', 'true', {}, 'refused: WRONG_TYPE'],
    ['date', '2024-02-29', {}, '2024-02-29'],
    ['date', '2026-02-29', {}, 'refused: NOT_A_DATE'],
    ['date', '31.01.2026', {}, 'refused: NOT_A_DATE'],
    ['time', '09:30', {}, '09:30:00'],
    ['time', '24:00', {}, 'refused: NOT_A_TIME'],
    ['instant', '2026-01-31T12:00:00+02:00', {}, '2026-01-31T10:00:00.000Z'],
    ['instant', '2026-01-31T10:00:00.1239Z', {}, '2026-01-31T10:00:00.123Z'],
    ['instant', '2026-01-31T10:00', {}, 'refused: NOT_AN_INSTANT'],
    ['instant', '2026-02-30T10:00:00Z', {}, 'refused: NOT_AN_INSTANT'],
    ['choice', 'red', { choices: CHOICES }, 'red'],
    ['choice', 'blue', { choices: CHOICES }, 'refused: UNKNOWN_CHOICE'],
    ['choice', 'grey', { choices: CHOICES }, 'refused: RETIRED_CHOICE'],
    ['choices', ['green', 'red', 'red'], { choices: CHOICES }, ['red', 'green']],
    ['choices', 'red', { choices: CHOICES }, 'refused: WRONG_TYPE'],
    ['email', ' Ana.Pop@Example.RO ', {}, 'ana.pop@example.ro'],
    ['email', 'ana@', {}, 'refused: NOT_AN_EMAIL'],
    ['phone', '0722 123 456', {}, '+40722123456'],
    ['phone', '(030) 901820', { country: 'DE' }, '+4930901820'],
    ['phone', '+40 722 123 456', { country: 'DE' }, '+40722123456'],
    ['phone', '123', {}, 'refused: NOT_A_PHONE'],
    ['url', 'HTTPS://Example.com', {}, 'https://example.com/'],
    ['url', 'javascript:alert(1)', {}, 'refused: NOT_A_URL'],
    ['reference', '0197A5B0-7C00-7000-8000-000000000001', {}, '0197a5b0-7c00-7000-8000-000000000001'],
    ['part-of', 'x', {}, 'refused: NOT_AN_ID'],
    ['file', 7, {}, 'refused: WRONG_TYPE'],
    ['location', { latitude: 44.4268, longitude: 26.10254 }, {}, { latitude: 44.4268, longitude: 26.10254 }],
    ['location', { latitude: 91, longitude: 0 }, {}, 'refused: NOT_A_LOCATION'],
    ['json', { a: [1, null, 'x'] }, {}, { a: [1, null, 'x'] }],
    ['json', { a: Number.POSITIVE_INFINITY }, {}, 'refused: WRONG_TYPE'],
    ['json', { 'a\u0000': 1 }, {}, 'refused: CONTROL_CHARACTER'],
    ['json', new Date(0), {}, 'refused: WRONG_TYPE'],
  ])('%s reads %j with %j as %j', (type, input, options, expected) => {
    expect(parse(type, input, options)).toEqual(expected);
  });

  test('a value nested beyond reason is refused, not overflowing the stack', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(parse('json', deep)).toBe('refused: TOO_DEEP');
  });

  test('every flaw is said in English and Romanian, with a remedy', () => {
    const flaws: Flaw[] = [];
    for (const [name, type] of valueTypes) {
      const options = { currency: 'EUR', choices: CHOICES, scale: 1, min: 5, max: 6, maxLength: 3, minLength: 2 };
      for (const input of [null, 7, 'long enough', 'a', 'a\u0000', '\ud800', {}, [], ['x'], 1e300, Number.NaN, 5.55]) {
        if (name === 'rich-text' && typeof input !== 'string') continue;
        const parsed = type.parse(input, options);
        if ('flaw' in parsed) flaws.push(parsed.flaw);
      }
    }
    expect(flaws.length).toBeGreaterThan(100);
    for (const flaw of flaws) {
      expect(flaw.code).toMatch(/^[A-Z_]+$/);
      expect(flaw.message).toEqual({ en: expect.any(String), ro: expect.any(String) });
      expect(flaw.hint).toEqual({ en: expect.any(String), ro: expect.any(String) });
    }
  });
});
