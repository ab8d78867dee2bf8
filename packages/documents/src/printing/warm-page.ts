import type { Browser, CDPSession, Page } from 'puppeteer-core';
import type { PrintJob } from '../document.ts';
import type { FontFace } from '../fonts/font-face.ts';

/** The page or its browser went away; another page may do the same job. */
export class PageLost extends Error {}

/**
 * The one document that a page ever loads. Jobs replace what stands in it, so that fonts are decoded once a page instead
 * of once a job (which takes twice the time of printing), and this policy of content stays above every job.
 */
const EMPTY = `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"></head></html>`;

/** Nobody looks at the page: laying it out for a screen, too, would take a fifth of the time. */
const PREPARE = `function () {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('@media screen { body { content-visibility: hidden } }');
  document.adoptedStyleSheets = [sheet];
}`;

const ADD_FONTS = `async function (faces) {
  document.fonts.clear();
  await Promise.all(faces.map(async ({ family, data, weight, style, unicodeRange }) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    document.fonts.add(await new FontFace(family, bytes, { weight, style, unicodeRange }).load());
  }));
}`;

/** Fonts are loaded before, so nothing waits for them. */
const PUT = `async function (language, content) {
  document.documentElement.lang = language;
  document.documentElement.innerHTML = content;
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
}`;

const CLEAR = `function () { document.documentElement.innerHTML = ''; }`;

/** Milliseconds after which a page that has nothing to do forgets its last job; until then the next one replaces it. */
const IDLE = 1000;

/** A page that stays open between jobs. It runs no script but the four above, in a world of their own. */
export class WarmPage {
  #page: Page;
  #session: CDPSession;
  #world: number;
  #fonts = '';
  #lost: Promise<never>;
  #idle: NodeJS.Timeout | undefined;
  /** How many jobs it has done. */
  jobs = 0;

  private constructor(page: Page, session: CDPSession, world: number, lost: Promise<never>) {
    this.#page = page;
    this.#session = session;
    this.#world = world;
    this.#lost = lost;
  }

  /** Throws {@link PageLost}. */
  static open(browser: Browser): Promise<WarmPage> {
    return orLost(WarmPage.#open(browser));
  }

  static async #open(browser: Browser): Promise<WarmPage> {
    const page = await browser.newPage();
    const session = await page.createCDPSession();
    await session.send('Emulation.setScriptExecutionDisabled', { value: true });
    await session.send('Page.enable');
    await session.send('Inspector.enable');
    const { frameTree } = await session.send('Page.getFrameTree');
    const frameId = frameTree.frame.id;
    await session.send('Page.setDocumentContent', { frameId, html: EMPTY });
    const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId, worldName: 'printer' });
    const lost = new Promise<never>((_, reject) => {
      const lose = (why: string) => () => reject(new PageLost(why));
      session.on('Inspector.targetCrashed', lose('the page crashed'));
      session.on('Page.frameNavigated', ({ frame }) => {
        if (frame.parentId === undefined) lose('the page went elsewhere')();
      });
      browser.on('disconnected', lose('the browser ended'));
      page.on('close', lose('the page was closed'));
    });
    lost.catch(() => {});
    const warm = new WarmPage(page, session, executionContextId, lost);
    await warm.#call(PREPARE);
    return warm;
  }

  /** The PDF as Chromium writes it. Throws {@link PageLost}; whatever it throws, the page must not be used again. */
  async print(job: PrintJob): Promise<Uint8Array> {
    clearTimeout(this.#idle);
    const pdf = await Promise.race([this.#lost, orLost(this.#print(job))]);
    this.jobs += 1;
    // A page that cannot even be cleared is lost, which its next job tells.
    this.#idle = setTimeout(() => this.#call(CLEAR).catch(() => {}), IDLE).unref();
    return pdf;
  }

  async #print(job: PrintJob): Promise<Uint8Array> {
    await this.#useFonts(job.fonts);
    await this.#call(PUT, job.language, job.content);
    const { data } = await this.#session.send('Page.printToPDF', {
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
      transferMode: 'ReturnAsBase64',
    });
    return Buffer.from(data, 'base64');
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#page.close({ runBeforeUnload: false });
  }

  async #useFonts(fonts: readonly FontFace[]): Promise<void> {
    const wanted = fonts.map((each) => each.hash).join();
    if (wanted === this.#fonts) return;
    await this.#call(
      ADD_FONTS,
      fonts.map(({ data, ...face }) => ({ ...face, data: Buffer.from(data).toString('base64') })),
    );
    this.#fonts = wanted;
  }

  async #call(declaration: string, ...values: unknown[]): Promise<void> {
    const { exceptionDetails } = await this.#session.send('Runtime.callFunctionOn', {
      functionDeclaration: declaration,
      executionContextId: this.#world,
      arguments: values.map((value) => ({ value })),
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }
}

/** Puppeteer says in many ways that the other side is gone. */
async function orLost<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (/closed|detached|disconnected|context|crashed/i.test(String(error))) throw new PageLost(String(error));
    throw error;
  }
}
