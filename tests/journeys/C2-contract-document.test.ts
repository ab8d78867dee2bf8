import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createOffer, fire, fireAll, idOf } from './steps.ts';

const journey = openJourney();
let contract: string;
beforeAll(async () => {
  const seller = journey.as('seller');
  const offer = await createOffer(seller, {
    account: await idOf(seller, 'Account', 'fiscalCode', '27651205'),
    standardOffer: 'GROW-2026',
    lines: [
      { product: 'SIM-BIZ-M', quantity: 18, discount: '20.00' },
      { product: 'DEV-S24', quantity: 2, subsidy: '100.00' },
    ],
  });
  await fireAll(seller, 'Offer', offer, 'submit', 'accept');
  const { found } = await seller.ask('query ($id: ID!) { found: offer(id: $id) { contracts { nodes { id } } } }', {
    id: offer,
  });
  contract = (found as unknown as { contracts: { nodes: { id: string }[] } }).contracts.nodes[0]?.id ?? '';
  await seller.ask(
    `mutation ($id: ID!) { updateContract(id: $id, input: {
      group: "Agenți de vânzări", startsOn: "2026-04-01", endsOn: "2028-03-31", contactName: "Andreea Șerban", contactPhone: "0264 300 105",
      deliveryAddress: "Str. Fabricii nr. 14, Cluj-Napoca"
    }) { problems { code } } }`,
    { id: contract },
  );
  await fire(seller, 'Contract', contract, 'generate');
});

interface Generated {
  readonly id: string | null;
  readonly url: string | null;
  readonly pages: number | null;
  readonly sha256: string | null;
  readonly manifest: { readonly locale: string; readonly clauses: readonly unknown[] } | null;
  readonly problems: readonly { readonly code: string }[];
}

async function generate(username: string, locale: string): Promise<Generated> {
  const { generateDocument } = await journey.as(username).ask(
    `mutation ($record: ID!, $locale: String!) {
      generateDocument(document: "master-contract", record: $record, locale: $locale) {
        id url pages sha256 manifest problems { code message }
      }
    }`,
    { record: contract, locale },
  );
  return generateDocument as unknown as Generated;
}

describe('C2: the contract is a personalised PDF in Romanian and in English', () => {
  test.each(['ro', 'en'])('in "%s" it is made with its clauses, and can be downloaded', async (locale) => {
    const made = await generate('seller', locale);
    expect(made.problems).toEqual([]);
    expect(made.pages).toBeGreaterThanOrEqual(2);
    expect(made.manifest).toMatchObject({ locale });
    expect(made.manifest?.clauses.length).toBeGreaterThan(0);
    const { bytes, name } = await journey.as('seller').file(made.id ?? '');
    expect(Buffer.from(bytes.slice(0, 5)).toString()).toBe('%PDF-');
    expect(name).toMatch(/\.pdf$/);
  });

  test('the same contract twice is the same bytes', async () => {
    const [one, two] = [await generate('seller', 'ro'), await generate('seller', 'ro')];
    expect(one.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(two.sha256).toBe(one.sha256);
  });

  test('who may not see the contract makes no document of it and downloads none', async () => {
    const made = await generate('seller', 'ro');
    const other = await journey
      .as('seller-ma')
      .tell(
        `mutation ($record: ID!) { generateDocument(document: "master-contract", record: $record, locale: "ro") { id problems { code } } }`,
        { record: contract },
      );
    expect(JSON.stringify(other)).not.toContain('%PDF');
    expect((other.data?.generateDocument as { id?: string } | null | undefined)?.id ?? null).toBeNull();
    await expect(journey.as('seller-ma').file(made.id ?? '')).rejects.toThrow();
  });
});
