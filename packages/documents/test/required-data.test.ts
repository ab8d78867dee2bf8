import { describe, expect, test } from '@jest/globals';
import { checkSamples, requiredData } from '../src/index.ts';
import { at, confirmation, order } from './order-content.ts';

const yaml = `
values: { total: 'sum(for line in lines return line.price)' }
required:
  - field: customer.fiscalCode
  - { field: note, when: months > 12 }
  - field: lines
  - check: total > 0
    field: amount
    message: { en: The order is worth nothing., ro: Comanda nu are valoare. }`;

describe('Required data', () => {
  test('is told all at once, each with its field, its label in both languages and what to do', () => {
    const document = confirmation('x', { yaml });
    const problems = requiredData(document, { ...order, customer: { fiscalCode: ' ' }, lines: [] }, at);
    expect(problems).toMatchObject([
      {
        code: 'MISSING_DATA',
        path: ['customer', 'fiscalCode'],
        message: { en: 'Fiscal code (Customer) is missing.', ro: 'Lipsește: Cod fiscal (Client).' },
        hint: { en: 'fill in “Fiscal code” (Customer)', ro: 'completați „Cod fiscal” (Client)' },
      },
      { path: ['note'] },
      { path: ['lines'], message: { en: 'Order lines is missing.' } },
      { path: ['amount'], message: { en: 'The order is worth nothing.', ro: 'Comanda nu are valoare.' } },
    ]);
  });

  test('is asked only under its condition, and zero and no are values', () => {
    const document = confirmation('x', {
      yaml: 'required: [{ field: months }, { field: customer.isCompany }, { field: note, when: months > 12 }]',
    });
    const record = { ...order, months: 0, customer: { isCompany: false } };
    expect(requiredData(document, record, at)).toEqual([]);
    expect(requiredData(document, {}, at).map(({ path }) => path)).toEqual([['months'], ['customer', 'isCompany']]);
  });
});

describe('Samples', () => {
  test('are tried in every language of the document', () => {
    const results = checkSamples(confirmation('{{number}}'), 'UTC');
    expect(results.map(({ locale, problems }) => [locale, problems.length])).toEqual([
      ['ro', 0],
      ['en', 0],
    ]);
  });

  test('say what they lack, and where the document leads to nothing', () => {
    const clauses = `
kind: clause
name: gift
title: { en: Gift, ro: Cadou }
version: '1'
paragraphs: [{ en: A gift., ro: Un cadou. }]`;
    const more = 'required: [{ field: note }]\nclauses: [{ clause: gift, when: months > 99 }]';
    const [result] = checkSamples(confirmation('{{clause "gift"}}', { yaml: more, clauses }), 'UTC');
    expect(result?.problems.map(({ code }) => code)).toEqual(['MISSING_DATA', 'REFERENCE_TO_NOTHING']);
  });
});
