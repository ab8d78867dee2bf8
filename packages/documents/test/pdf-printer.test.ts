import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';
import { countPages, createPdfPrinter, fontFaces, type PdfPrinter, type PrintJob } from '../src/index.ts';

const at = '2026-03-31T09:30:00.000Z';
const printers: PdfPrinter[] = [];

function printer(options: { workers?: number; timeLimit?: number; log?: (line: string) => void } = {}): PdfPrinter {
  const made = createPdfPrinter({ workers: 2, timeLimit: 60_000, log: () => {}, ...options });
  printers.push(made);
  return made;
}

function job(body: string, head = ''): PrintJob {
  const content = `<head><title>Contract</title><style>
    @page { size: A4; margin: 20mm; @bottom-right { content: counter(page) " / " counter(pages); } }
    body { font: 11pt "Source Serif 4"; } section { break-after: page; }</style>${head}</head><body>${body}</body>`;
  return { language: 'ro', content, fonts: fontFaces(['Source Serif 4']), at };
}

const shared = printer();
afterAll(() => Promise.all(printers.map((each) => each.close())));

describe('The Chromium pool', () => {
  test('prints HTML to a PDF with title, given date, and as many pages as the content has', async () => {
    const pdf = await shared.print(job('<section>Unu</section><section>Doi</section>Trei'));
    const read = await PDFDocument.load(pdf, { updateMetadata: false });
    expect(read.getPageCount()).toBe(3);
    expect(countPages(pdf)).toBe(3);
    expect(read.getTitle()).toBe('Contract');
    expect(read.getCreationDate()?.toISOString()).toBe(at);
    expect(read.getModificationDate()?.toISOString()).toBe(at);
    expect(await shared.version()).toMatch(/Chrome\/\d+/);
  }, 120_000);

  test('counts the pages of a long document, whose page tree has levels', async () => {
    const pdf = await shared.print(job('<section>x</section>'.repeat(300)));
    const read = await PDFDocument.load(pdf);
    expect(countPages(pdf)).toBe(read.getPageCount());
  });

  test('makes the same bytes from the same job, on a used page and in another browser', async () => {
    const same = job('<h1>Șapte țări</h1><p>ăâîșț <b>ĂÂÎȘȚ</b></p><table><thead><tr><th>a</table>');
    const first = await shared.print(same);
    await shared.print(job('<h2>between</h2>'.repeat(30)));
    const second = await shared.print(same);
    const third = await printer().print(same);
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Buffer.compare(first, third)).toBe(0);
  });

  test('leaves nothing of one job in the next', async () => {
    const plain = await shared.print(job('<p>short</p>'));
    await shared.print(job('<p>other</p>'.repeat(200), '<style>* { font-size: 30pt; color: red }</style>'));
    expect(Buffer.compare(plain, await shared.print(job('<p>short</p>')))).toBe(0);
  });

  test('lets no page reach a network or a file, and runs no script', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('x');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const body = `<p>Kept</p><img src="${site}/img"><iframe src="${site}/iframe"></iframe><iframe src="file:///etc/passwd"></iframe>
      <object data="${site}/object"></object><video src="${site}/video"></video><link rel="prefetch" href="${site}/prefetch">
      <form action="${site}/form"><input autofocus onfocus="this.form.submit()"></form>
      <script>document.body.innerHTML = '<section>a</section>'.repeat(9); fetch('${site}/fetch')</script>
      <img src="data:," onerror="document.body.innerHTML = '<section>a</section>'.repeat(9)">
      <iframe srcdoc="<script>parent.document.body.remove()</script>"></iframe>
      <style>@import '${site}/import'; @font-face { font-family: F; src: url(${site}/font) } p { font-family: F; background: url(${site}/background) }</style>`;
    const pdf = await shared.print(job(body));
    server.close();
    expect(asked).toEqual([]);
    expect(countPages(pdf)).toBe(1);
  });

  test('refuses a document that leads its page elsewhere, and prints the next', async () => {
    const away = '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">';
    const leaving = printer().print(job('<p>x</p>'.repeat(20_000), away));
    await expect(leaving).rejects.toThrow('went elsewhere');
    expect(countPages(await shared.print(job('<p>next</p>')))).toBe(1);
  });

  test('prints a job again when its browser is killed under it', async () => {
    const said: string[] = [];
    const mine = printer({ log: (line) => said.push(line) });
    await mine.print(job('warm'));
    const long = mine.print(job('<p>long</p>'.repeat(5000)));
    const pid = mine.processId();
    if (pid === undefined) throw new Error('no process');
    setTimeout(() => process.kill(pid, 'SIGKILL'), 30);
    expect(countPages(await long)).toBeGreaterThan(50);
    expect(said.join('\n')).toContain('printed again');
  });

  test('gives up a job that takes too long, and goes on with the next', async () => {
    const hasty = printer({ workers: 1, timeLimit: 1500 });
    await hasty.print(job('warm')).catch(() => {});
    const endless = hasty.print(job('<table><tr><td>'.repeat(300) + '<p>x</p>'.repeat(300_000)));
    const after = hasty.print(job('<p>after</p>'));
    await expect(endless).rejects.toMatchObject({ problems: [{ code: 'PRINTING_TOOK_TOO_LONG' }] });
    expect(countPages(await after)).toBe(1);
  });

  test('survives an image that is enormous when unpacked', async () => {
    const image = `data:image/png;base64,${blackSquare(8000).toString('base64')}`;
    const pdf = await shared.print(job(`<p>before</p><img width="100" height="100" src="${image}">`));
    expect(countPages(pdf)).toBe(1);
  });

  test('says what to install when the named Chromium is not there', async () => {
    const none = createPdfPrinter({ chromiumPath: '/nowhere/chromium', workers: 1, timeLimit: 1000, log: () => {} });
    await expect(none.print(job('x'))).rejects.toMatchObject({ problems: [{ code: 'NO_CHROMIUM' }] });
    await expect(none.version()).rejects.toThrow('CHROMIUM_PATH');
  });

  test('prints fifty documents asked at once, each its own', async () => {
    const asked = Array.from({ length: 50 }, (_, index) =>
      shared.print(job('<section>x</section>'.repeat(index % 5) + index)),
    );
    const pages = (await Promise.all(asked)).map(countPages);
    expect(pages).toEqual(Array.from({ length: 50 }, (_, index) => (index % 5) + 1));
  }, 120_000);
});

/** A PNG of so many pixels a side: some kilobytes here, gigabytes when decoded. */
function blackSquare(side: number): Buffer {
  const crc = (data: Buffer) => {
    let sum = ~0;
    for (const byte of data) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
  };
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((Math.ceil(side / 8) + 1) * side);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
