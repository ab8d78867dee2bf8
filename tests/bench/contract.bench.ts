/**
 * A contract from the record to the PDF with its manifest, against `page.pdf()` alone: the same HTML, already laid out on
 * a warm page of the same Chromium, its fonts loaded. What is above 1 is all that we do beside: fill the template, choose
 * and number clauses, hand the HTML over, lay it out, date the PDF, hash it.
 */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createPdfPrinter,
  type DocumentTemplate,
  documentKind,
  type FontFace,
  findChromium,
  fontFaces,
  generateDocument,
  renderDocument,
} from '@dealwright/documents';
import { loadContent } from '@dealwright/platform';
import type { JsonObject } from '@dealwright/values';
import puppeteer, { type Page } from 'puppeteer-core';
import { compare } from './compare.ts';

const ENVIRONMENT = { now: '2026-03-31T09:30:00.000Z', zone: 'Europe/Bucharest', locale: 'ro' };

/** The application's contract, with as many of its clauses and annexes as make three pages. */
async function shortContract(): Promise<DocumentTemplate> {
  const templates = await mkdtemp(join(tmpdir(), 'bench-'));
  await cp('templates', templates, { recursive: true });
  const file = join(templates, 'contracts', 'master.yaml');
  const text = await readFile(file, 'utf8');
  const shorter = text
    .replace(/( {2}- duration\n)[\s\S]*?(\nannexes:)/, '$1$2')
    .replace(/ {2}- name: persons[\s\S]*?(\ntexts:)/, '$1')
    .replaceAll('{{annex "persons"}}', '6');
  await writeFile(file, shorter);
  const { model, problems } = await loadContent(['metadata', 'rules', templates]);
  await rm(templates, { recursive: true });
  assert(model, JSON.stringify(problems, null, 1));
  return model.get(documentKind, 'master-contract');
}

async function warmPage(html: string, fonts: readonly FontFace[]): Promise<Page> {
  const found = await findChromium(process.env.CHROMIUM_PATH);
  const browser = await puppeteer.launch({
    ...{ executablePath: found.path, headless: 'shell', pipe: true, env: { ...process.env, ...found.environment } },
    args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : ['--disable-gpu'],
  });
  const page = await browser.newPage();
  const faces = fonts.map(({ data, ...face }) => ({ ...face, data: Buffer.from(data).toString('base64') }));
  await page.setContent(html);
  await page.evaluate(async (given) => {
    for (const { family, data, weight, style, unicodeRange } of given) {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      document.fonts.add(await new FontFace(family, bytes, { weight, style, unicodeRange }).load());
    }
    await document.fonts.ready;
  }, faces);
  return page;
}

async function bench(name: string, contract: DocumentTemplate, record: JsonObject, atMost?: number): Promise<void> {
  const printer = createPdfPrinter({ workers: 1, timeLimit: 60_000, log: console.error });
  const page = await warmPage(renderDocument(contract, record, ENVIRONMENT).html, fontFaces(contract.fonts));
  const { pages } = await generateDocument(printer, contract, record, ENVIRONMENT, '');
  try {
    await compare({
      name: `contract of ${pages} pages${name}, against page.pdf() alone`,
      ours: { name: 'record to PDF', run: () => generateDocument(printer, contract, record, ENVIRONMENT, '') },
      theirs: { name: 'page.pdf()', run: () => page.pdf({ preferCSSPageSize: true, printBackground: true }) },
      ...(atMost === undefined ? {} : { atMost }),
      rounds: 9,
    });
  } finally {
    await printer.close();
    await page.browser().close();
  }
}

const [, small] = (await shortContract()).samples;
assert(small, 'the contract has no second sample');
const short = await shortContract();
await bench('', short, small.record, 1.3);

const { model } = await loadContent();
const whole = model?.get(documentKind, 'master-contract');
const [first] = whole?.samples ?? [];
assert(whole && first, 'the contract has no sample');
await bench(' (the whole one)', whole, first.record, 1.3);
