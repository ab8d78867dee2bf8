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

let toured: Promise<string> | undefined;
/** The contract to which the README's tour leads; it can be played once. */
function contractOfTour(seller: Page): Promise<string> {
  toured ??= readFile('README.md', 'utf8').then(async (readme) =>
    String((await playTour(readme, asking(seller))).contract),
  );
  return toured;
}

/** An offer above the seller's limits, which waits for Pricing. */
async function submittedOffer(
  ask: ReturnType<typeof asking>,
): Promise<{ readonly id: string; readonly number: string }> {
  const { accounts, products, standardOffers } = await ask(
    '{ accounts(first: 1) { nodes { id segment } } products(search: "Business M", first: 1) { nodes { id } } standardOffers(first: 20) { nodes { id segments status } } }',
    {},
  );
  const account = accounts.nodes[0];
  const standardOffer = standardOffers.nodes.find(
    (each: { status: string; segments: string[] }) =>
      each.status === 'published' && each.segments.includes(account.segment),
  ).id;
  const { made } = await ask(
    'mutation ($input: OfferInput!) { made: createOffer(input: $input) { offer { id number } } }',
    { input: { account: account.id, standardOffer, contractMonths: 24 } },
  );
  await ask('mutation ($input: OfferLineInput!) { createOfferLine(input: $input) { problems { code } } }', {
    input: { offer: made.offer.id, product: products.nodes[0].id, quantity: 15, discount: '45' },
  });
  await ask('mutation ($id: ID!) { fireOffer(id: $id, event: submit) { problems { code } } }', { id: made.offer.id });
  return made.offer;
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
  await page.locator('.mantine-Badge-label', { hasText: 'Opened' }).waitFor();
  await page.getByRole('link', { name: 'Andrei Marinescu' }).first().waitFor(); // the owner; the sales worker has the name, too
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.close();
});

test('a wrong password is told, and lets nobody in', async () => {
  const page = await running.browser.newPage({ locale: 'en-GB' });
  await page.goto(running.url);
  await page.getByLabel('User name').fill('seller');
  await page.getByRole('textbox', { name: 'Password' }).fill('guess');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('button', { name: 'Sign in' }).count()).toBe(1);
  await page.close();
});

test('who signs out takes the session along: its token is of no use any more', async () => {
  const page = await signedIn('pricing');
  const token = await page.evaluate(() => localStorage.getItem('dealwright.token'));
  await page.locator('header button[aria-haspopup="menu"]').click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.evaluate((old) => localStorage.setItem('dealwright.token', old ?? ''), token);
  expect(await asking(page)('{ me { name } }', {})).toEqual({ me: null });
  await page.close();
});

test('the contract of the README can be generated, previewed and downloaded', async () => {
  const seller = await signedIn('seller');
  await seller.goto(`${running.url}/r/Contract/${await contractOfTour(seller)}`);
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

test('who is asked finds the task on a telephone, looks at the process, answers, and the seller sees the answer', async () => {
  const seller = await signedIn('seller');
  const offer = await submittedOffer(asking(seller));
  const pricing = await signedIn('pricing');
  await pricing.goto(`${running.url}/tasks`);
  await pricing.getByText(offer.number).click();
  await pricing.getByRole('button', { name: 'Picture' }).click();
  const picture = pricing.getByRole('img', { name: 'From draft to signature' });
  await picture.waitFor();
  expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(200);
  await pricing.keyboard.press('Escape');
  await pricing.getByRole('button', { name: 'Agree: Pricing', exact: true }).click();
  await pricing.getByText('agreed', { exact: true }).waitFor();
  expect(await pricing.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await seller.goto(`${running.url}/r/Offer/${offer.id}`);
  await seller.getByText('agreed', { exact: true }).waitFor();
  await Promise.all([seller.close(), pricing.close()]);
});

test('a seller attaches the signed papers that are missing, and can then say that it is signed', async () => {
  const seller = await signedIn('seller');
  await seller.goto(`${running.url}/r/Contract/${await contractOfTour(seller)}`);
  const signed = seller.getByRole('button', { name: 'Signed', exact: true });
  await signed.waitFor();
  const attach = seller.getByRole('button', { name: /^Attach: / });
  for (let missing = await attach.count(); missing > 0; missing--) {
    expect(await signed.isDisabled()).toBe(true);
    const [chooser] = await Promise.all([seller.waitForEvent('filechooser'), attach.first().click()]);
    await chooser.setFiles({
      name: 'paper.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n%%EOF\n'),
    });
    await seller.waitForFunction(
      (left) =>
        [...document.querySelectorAll('button')].filter((each) => each.textContent?.startsWith('Attach: ')).length <
        left,
      missing,
    );
  }
  await seller.getByRole('heading', { name: 'Files' }).waitFor();
  expect(await signed.isEnabled()).toBe(true);
  await seller.close();
}, 120_000);

test('the API explorer is bundled and knows the schema', async () => {
  const page = await signedIn('seller');
  await page.goto(`${running.url}/graphiql`);
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.getByText('Query').first().waitFor();
  await page.close();
});
