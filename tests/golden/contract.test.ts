import { readFileSync, writeFileSync } from 'node:fs';
import { documentKind, renderDocument } from '@dealwright/documents';
import type { Model } from '@dealwright/metadata';
import { loadContent } from '@dealwright/platform';
import { beforeAll, describe, expect, test } from '@jest/globals';

/** `UPDATE_GOLDEN=1` writes the files anew; read the difference before you commit it. */
const UPDATE = process.env.UPDATE_GOLDEN === '1';

let model: Model;
beforeAll(async () => {
  const loaded = await loadContent();
  if (!loaded.model) throw new Error(JSON.stringify(loaded.problems, undefined, 2));
  model = loaded.model;
});

/** What a person reads, a line for each piece of text. */
function textOf(html: string): string {
  const body = html.slice(html.indexOf('<body>'));
  const lines = body
    .replace(/<(?:\/(?:p|h\d|li|dd|td|th|div|tr)|br|small)>/g, '\n')
    .replace(/<\/(?:dt|span)>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'")
    .split('\n')
    .map((line) => line.replace(/[ \u00a0]+/g, ' ').trim());
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

describe('The master contract reads as its golden file does', () => {
  test.each([
    ['ro', 0, 'contract.ro.txt'],
    ['en', 1, 'contract.en.txt'],
  ])('in "%s", for sample %i', (locale, index, name) => {
    const document = model.get(documentKind, 'master-contract');
    const sample = document.samples[index];
    if (!sample) throw new Error('There is no such sample.');
    const { html } = renderDocument(document, sample.record, { now: sample.at, zone: 'Europe/Bucharest', locale });
    const file = new URL(name, import.meta.url);
    if (UPDATE) writeFileSync(file, textOf(html));
    expect(textOf(html)).toBe(readFileSync(file, 'utf8'));
  });

  test.each([
    ['ro', 'Clauze modificate prin acordul părților: 4. Facturare și plată', 'Modificată prin acordul părților'],
    [
      'en',
      'Clauses changed by agreement of the parties: 4. Invoicing and payment',
      'Changed by agreement of the parties',
    ],
  ])(
    'in "%s", an agreed clause stands in its body in place of the printed one, named as changed',
    (locale, named, mark) => {
      const document = model.get(documentKind, 'master-contract');
      const sample = document.samples.find(({ name }) => name === 'A customer with a changed clause');
      const wording = { ro: 'wordingRo', en: 'wordingEn' }[locale] ?? '';
      const [change] = (sample?.record.clauseChanges ?? []) as Record<string, string>[];
      const { html } = renderDocument(document, sample?.record ?? {}, {
        ...{ now: sample?.at ?? '', zone: 'Europe/Bucharest', locale },
      });
      const lines = textOf(html).split('\n');
      expect(lines).toContain(named);
      const at = lines.indexOf(mark);
      const paragraphs = (change?.[wording] ?? '').split('\n').flatMap((text, index) => [`4.${index + 1}`, text]);
      expect(lines.slice(at + 1, at + 1 + paragraphs.length)).toEqual(paragraphs);
      expect(html).not.toContain('15 zile de la data emiterii, în');
      // The departments' answers are kept in the record; printing them is a setting, which is off.
      expect(html).not.toContain('Cel mult 30 de zile.');
    },
  );

  test('and its Romanian is written with the comma below, never with the cedilla', () => {
    const texts = model.documents.filter(({ kind }) => kind === 'clause' || kind === 'document');
    expect(JSON.stringify(texts.map(({ shape }) => shape))).not.toMatch(/[şţŞŢ]/);
  });
});
