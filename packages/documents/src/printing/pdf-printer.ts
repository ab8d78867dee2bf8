import type { Browser } from 'puppeteer-core';
import type { PdfPrinter, PrintJob } from '../document.ts';
import { DocumentRefused } from '../document-refused.ts';
import { findChromium } from './find-chromium.ts';
import { launchChromium } from './launch-chromium.ts';
import { stampPdf } from './stamp-pdf.ts';
import { PageLost, WarmPage } from './warm-page.ts';

export interface PdfPrinterOptions {
  /** The program to use; otherwise an installed one, else that of `@sparticuz/chromium`. */
  readonly chromiumPath?: string | undefined;
  /** How many jobs run at once: as many as cores. */
  readonly workers: number;
  /** Milliseconds that one job may take, after its wait in the queue. */
  readonly timeLimit: number;
  readonly log: (line: string) => void;
}

function tookTooLong(milliseconds: number): DocumentRefused {
  const seconds = Math.ceil(milliseconds / 1000);
  return new DocumentRefused(
    'PRINTING_TOOK_TOO_LONG',
    { en: `Printing was given up after ${seconds} s.`, ro: `Tipărirea a fost oprită după ${seconds} s.` },
    { en: 'make the document shorter, or try again later', ro: 'scurtați documentul sau încercați mai târziu' },
  );
}

/** Pages keep what their documents leave behind in memory; after so many jobs a page is replaced. */
const JOBS_A_PAGE = 500;

/**
 * A pool of warm pages in one Chromium, which starts with the first job (or the first `version()`). A page that was lost,
 * or its browser, is replaced, and the job is tried once more; a job that takes too long costs the page and is given up.
 */
export function createPdfPrinter({ chromiumPath, workers, timeLimit, log }: PdfPrinterOptions): PdfPrinter {
  let pid: number | undefined;
  let running: Promise<Browser> | undefined;
  let closed = false;
  let busy = 0;
  const idle: WarmPage[] = [];
  const waiting: (() => void)[] = [];

  function browser(): Promise<Browser> {
    if (closed) return Promise.reject(new Error('The printer is closed.'));
    running ??= start().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  }

  async function start(): Promise<Browser> {
    const started = await launchChromium(await findChromium(chromiumPath), log);
    started.on('disconnected', () => {
      if (!closed) log('Chromium ended and will be started again with the next document.');
      idle.length = 0;
      running = undefined;
    });
    pid = started.process()?.pid;
    return started;
  }

  async function turn(): Promise<void> {
    if (busy < workers) busy += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function nextTurn(): void {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  }

  async function printOnce(job: PrintJob): Promise<Uint8Array> {
    const page = idle.pop() ?? (await WarmPage.open(await browser()));
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(tookTooLong(timeLimit)), timeLimit);
    });
    try {
      const pdf = await Promise.race([page.print(job), tooLong]);
      if (page.jobs < JOBS_A_PAGE) idle.push(page);
      else discard(page, false);
      return pdf;
    } catch (error) {
      discard(page, error instanceof DocumentRefused);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** A page that hangs may not even close; then only ending the browser frees the processor. */
  function discard(page: WarmPage, hangs: boolean): void {
    const closing = page.close().then(ended, ended);
    if (!hangs) return;
    const patience = new Promise<false>((resolve) => setTimeout(() => resolve(false), 2000).unref());
    void Promise.race([closing, patience]).then(async (isOver) => {
      if (!isOver) (await running)?.process()?.kill('SIGKILL');
    });
  }

  const ended = (): true => true;

  return {
    async print(job) {
      await turn();
      try {
        const pdf = await printOnce(job).catch((error: unknown) => {
          if (!(error instanceof PageLost) || closed) throw error;
          log(`A document is printed again, because ${error.message}.`);
          return printOnce(job);
        });
        return stampPdf(pdf, job.at);
      } finally {
        nextTurn();
      }
    },

    async version() {
      return (await browser()).version();
    },

    processId: () => pid,

    async close() {
      closed = true;
      const started = await running?.catch(() => undefined);
      await started?.close();
    },
  };
}
