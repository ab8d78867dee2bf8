import { createRequire } from 'node:module';
import { findChromium } from '@dealwright/documents';
import { exportDmn } from '@dealwright/exchange';
import { loadContent } from '@dealwright/platform';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';

const require = createRequire(import.meta.url);

let browser: Browser;
beforeAll(async () => {
  const { path, environment } = await findChromium();
  browser = await chromium.launch({
    executablePath: path,
    env: { ...(process.env as Record<string, string>), ...environment },
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
});
afterAll(() => browser.close());

interface Opened {
  readonly warnings: readonly string[];
  readonly views: readonly string[];
  readonly shapes: number;
  readonly rows: number;
}

test('the modeler of Camunda opens an exported decision without a warning: its diagram, and each of its tables', async () => {
  const { model } = await loadContent();
  if (!model) throw new Error('the content does not load');
  const { xml } = exportDmn(model, ['lead-routing']);
  const page = await browser.newPage();
  await page.setContent('<div id="canvas" style="height: 600px"></div>');
  await page.addScriptTag({ path: require.resolve('dmn-js/dist/dmn-modeler.production.min.js') });
  const opened = await page.evaluate(async (xml): Promise<Opened> => {
    const { DmnJS } = globalThis as unknown as {
      DmnJS: new (
        options: object,
      ) => {
        importXML(xml: string): Promise<{ warnings: readonly { message: string }[] }>;
        getViews(): readonly { type: string; element: { name: string } }[];
        open(view: object): Promise<{ warnings: readonly { message: string }[] }>;
      };
    };
    const modeler = new DmnJS({ container: '#canvas' });
    const { warnings } = await modeler.importXML(xml);
    const said = warnings.map(({ message }) => message);
    const shapes = document.querySelectorAll('.djs-shape').length;
    let rows = 0;
    // The diagram is open already.
    for (const view of modeler.getViews().filter(({ type }) => type !== 'drd')) {
      said.push(...(await modeler.open(view)).warnings.map(({ message }) => message));
      rows += document.querySelectorAll('.tjs-table tbody tr').length;
    }
    return { warnings: said, views: modeler.getViews().map(({ type }) => type), shapes, rows };
  }, xml ?? '');
  expect(opened.warnings).toEqual([]);
  expect(opened.views).toEqual(expect.arrayContaining(['drd', 'decisionTable']));
  expect(opened.shapes).toBeGreaterThan(5);
  expect(opened.rows).toBeGreaterThan(10);
});
