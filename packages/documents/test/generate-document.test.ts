import { afterAll, describe, expect, test } from '@jest/globals';
import { createPdfPrinter, generateDocument } from '../src/index.ts';
import { at, confirmation, order } from './order-content.ts';

const printer = createPdfPrinter({ workers: 1, timeLimit: 60_000, log: () => {} });
afterAll(() => printer.close());

const document = confirmation('<h1>{{customer.name}}</h1>{{#each lines}}<p>{{product}}</p>{{/each}}', {
  yaml: `page: { footer: { right: { en: 'Page {{page}} of {{pages}}', ro: 'Pagina {{page}} din {{pages}}' } } }`,
});

describe('A generated document', () => {
  test('has a name, pages, and a manifest of all that it was made from', async () => {
    const made = await generateDocument(printer, document, order, at, 'f'.repeat(64));
    expect(made).toMatchObject({ fileName: 'Confirmare OR-2026-000007.pdf', pages: 1 });
    expect(made.manifest).toMatchObject({
      ...{ document: 'confirmation', locale: 'ro', model: 'f'.repeat(64), clauses: [], at: at.now, now: at.now },
      template: expect.stringMatching(/^[0-9a-f]{64}$/),
      data: expect.stringMatching(/^[0-9a-f]{64}$/),
      chromium: expect.stringContaining('Chrome/'),
      fonts: expect.arrayContaining([{ file: 'source-serif-4-latin-ext-400-normal.woff2', hash: expect.any(String) }]),
    });
  }, 120_000);

  test('is the same bytes on another day, as long as the record does not change', async () => {
    const record = { ...order, updatedAt: '2026-03-01T10:00:00.000Z' };
    const today = await generateDocument(printer, document, record, at, '');
    const later = await generateDocument(printer, document, record, { ...at, now: '2026-04-05T06:00:00.000Z' }, '');
    const changed = await generateDocument(printer, document, { ...record, customer: { name: 'X' } }, at, '');
    expect(later.sha256).toBe(today.sha256);
    expect(later.manifest.data).toBe(today.manifest.data);
    expect(changed.sha256).not.toBe(today.sha256);
    expect(changed.manifest.data).not.toBe(today.manifest.data);
  }, 120_000);

  test('has data hashed by what it reads, in whatever order that was loaded', async () => {
    const { number, customer, lines } = order;
    const less = await generateDocument(printer, document, { lines, customer, number } as typeof order, at, '');
    const more = await generateDocument(printer, document, { ...order, note: 'not read' }, at, '');
    expect(less.manifest.data).toBe(more.manifest.data);
  }, 120_000);

  test('is made in the language that is asked for', async () => {
    const made = await generateDocument(printer, document, order, { ...at, locale: 'en-GB' }, '');
    expect(made).toMatchObject({ fileName: 'Confirmation OR-2026-000007.pdf', manifest: { locale: 'en' } });
  }, 120_000);
});
