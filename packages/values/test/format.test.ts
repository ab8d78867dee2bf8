import { expect, test } from '@jest/globals';
import { type Json, type Options, valueTypes } from '../src/index.ts';

const COLORS = new Map([['red', { label: { en: 'Red', ro: 'Roșu' }, retired: false }]]);

test.each<[string, Json, string, Options, string]>([
  ['money', { amount: '1234.50', currency: 'EUR' }, 'ro', {}, '1.234,50 EUR'],
  ['money', { amount: '1234.50', currency: 'EUR' }, 'en', {}, 'EUR 1,234.50'],
  ['money', { amount: '123456789012345678.99', currency: 'RON' }, 'ro', {}, '123.456.789.012.345.678,99 RON'],
  ['decimal', '1234.5', 'ro', {}, '1.234,5'],
  ['decimal', '1234.50', 'ro', { scale: 2 }, '1.234,50'],
  ['percent', '12.50', 'ro', {}, '12,5 %'],
  ['integer', 1234567, 'ro', {}, '1.234.567'],
  ['boolean', true, 'ro', {}, 'da'],
  ['boolean', false, 'en', {}, 'no'],
  ['date', '2026-01-31', 'ro', {}, '31 ianuarie 2026'],
  ['date', '2026-01-31', 'en', {}, '31 January 2026'],
  ['time', '09:30:00', 'ro', {}, '09:30'],
  ['instant', '2026-01-31T10:00:00.000Z', 'ro', { zone: 'Europe/Bucharest' }, '31 ian. 2026, 12:00'],
  ['choice', 'red', 'ro', { choices: COLORS }, 'Roșu'],
  ['choices', ['red', 'gone'], 'en', { choices: COLORS }, 'Red, gone'],
  ['phone', '+40722123456', 'ro', {}, '+40 722 123 456'],
  ['rich-text', '<p>Hi <b>you</b></p>', 'en', {}, 'Hi you'],
  ['location', { latitude: 44.43, longitude: 26.1 }, 'ro', {}, '44,43; 26,1'],
])('%s %j in %s with %p is written %s', (type, value, locale, options, expected) => {
  expect(valueTypes.get(type)?.format(value, locale, options).replaceAll('\u00a0', ' ')).toBe(expected);
});
