import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { playTour } from '../journeys/readme-operations.ts';
import { type Running, runServer } from './running-server.ts';

let running: Running;
beforeAll(async () => {
  running = await runServer();
}, 120_000);
afterAll(() => running.close());

const TELEPHONE = { width: 390, height: 844 };

/** A page on a telephone, signed in; errors of its scripts fail the test. */
async function signedIn(user: string): Promise<Page> {
  const page = await running.browser.newPage({ viewport: TELEPHONE, locale: 'en-GB' });
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(running.url);
  await page.getByLabel('User name').fill(user);
  await page.getByRole('textbox', { name: 'Password' }).fill('demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Accounts' }).waitFor(); // the first that there is to go to
  return page;
}

/** Asks the API in the name of the person who is signed in on the page. */
function asking(page: Page) {
  return (query: string, variables: object) =>
    page.evaluate(
      async ([query, variables]) => {
        const headers = {
          'content-type': 'application/json',
          authorization: `Bearer ${localStorage.getItem('dealwright.token')}`,
        };
        const response = await fetch('/graphql', {
          method: 'POST',
          headers,
          body: JSON.stringify({ query, variables }),
        });
        return (await response.json()).data;
      },
      [query, variables] as const,
    );
}

test('a manager allots a lead on a telephone: the form asks for the owner, and nothing is wider than the screen', async () => {
  const page = await signedIn('manager');
  await page.goto(`${running.url}/r/Lead`);
  await page.getByRole('link', { name: 'LD-2026-000002' }).click();
  await page.getByRole('button', { name: 'Allot', exact: true }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Owner' }).fill('Andrei');
  await page.getByRole('option', { name: 'Andrei Marinescu' }).click();
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Opened', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Andrei Marinescu' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.close();
}, 60_000);

test('a wrong password is told, and lets nobody in', async () => {
  const page = await running.browser.newPage({ locale: 'en-GB' });
  await page.goto(running.url);
  await page.getByLabel('User name').fill('seller');
  await page.getByRole('textbox', { name: 'Password' }).fill('guess');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('button', { name: 'Sign in' }).count()).toBe(1);
  await page.close();
}, 60_000);

test('who signs out takes the session along: its token is of no use any more', async () => {
  const page = await signedIn('pricing');
  const token = await page.evaluate(() => localStorage.getItem('dealwright.token'));
  await page.locator('header button[aria-haspopup="menu"]').click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.evaluate((old) => localStorage.setItem('dealwright.token', old ?? ''), token);
  expect(await asking(page)('{ me { name } }', {})).toEqual({ me: null });
  await page.close();
}, 60_000);

test('the contract of the README can be generated, previewed and downloaded', async () => {
  const seller = await signedIn('seller');
  const { contract } = await playTour(await readFile('README.md', 'utf8'), asking(seller));
  await seller.goto(`${running.url}/r/Contract/${String(contract)}`);
  await seller.getByText('Everything that it needs is there.').waitFor();
  await seller.getByRole('button', { name: 'Generate', exact: true }).last().click();
  await seller.getByRole('document', { name: 'Preview' }).locator('canvas').first().waitFor();
  const download = seller.getByRole('link', { name: 'Download' });
  await download.waitFor();
  const [saved] = await Promise.all([seller.waitForEvent('download'), download.click()]);
  expect(saved.suggestedFilename()).toMatch(/Brutăria Spicul.*\.pdf$/);
  expect((await readFile(await saved.path())).subarray(0, 5).toString()).toBe('%PDF-');
  await seller.close();
}, 120_000);

test('the API explorer is bundled and knows the schema', async () => {
  const page = await signedIn('seller');
  await page.goto(`${running.url}/graphiql`);
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.getByText('Query').first().waitFor();
  await page.close();
}, 60_000);
