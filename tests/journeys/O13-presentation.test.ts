import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { decide } from './steps.ts';

const journey = openJourney();

const PRODUCTS =
  '{ products(orderBy: [{ code: ASC }]) { nodes { code active technical commissionable promotedUntil growing enhances { id code } } } }';

/** The products as the seller sees them: asked of the decision one by one, then in their order; what is hidden is left out. */
async function presented(asked: JsonObject = {}): Promise<string[]> {
  const seller = journey.as('seller');
  const { products } = await seller.ask(PRODUCTS);
  const shown: { code: string; rank: number; group: string }[] = [];
  for (const product of (products as unknown as { nodes: (JsonObject & { code: string })[] }).nodes) {
    const { outcome } = await decide(seller, 'presentation-order', { ...product, ...asked });
    shown.push({ code: product.code, ...(outcome as { rank: number; group: string }) });
  }
  return shown
    .filter(({ group }) => group !== 'hidden')
    .sort((a, b) => a.rank - b.rank)
    .map(({ code, group }) => `${group}: ${code}`);
}

describe('O13: offers are presented as sellers and customers group them', () => {
  test('what pays commission first, promotions next, then what grows; technical objects and upgrades are hidden', async () => {
    const shown = await presented();
    expect(shown.slice(0, 3)).toEqual([
      'commissionable: SIM-BIZ-M',
      'promotion: OPT-ROAM',
      'pay-as-you-grow: SRV-FLEET',
    ]);
    expect(shown.join()).not.toMatch(/PORT-CFG|OPT-ANT/);
    expect(shown.slice(3).every((each) => each.startsWith('other: '))).toBe(true);
  });

  test('an upgrade is shown only when the seller asks for the location, and only where it enhances something', async () => {
    expect((await presented({ equipmentLocation: 'Cluj-Napoca', ownedThere: ['DEV-A15'] })).join()).not.toContain(
      'OPT-ANT',
    );
    expect(await presented({ equipmentLocation: 'Cluj-Napoca', ownedThere: ['DEV-ROUTER'] })).toContain(
      'upgrade: OPT-ANT',
    );
  });

  test('why a product is hidden is said', async () => {
    const { matched } = await decide(journey.as('seller'), 'presentation-order', { technical: true, active: true });
    expect(matched).toEqual([{ rule: '1', because: 'Technical objects are hidden.' }]);
  });

  test('a fact of another type is told, and hides nothing by mistake', async () => {
    const { decide: answer } = await journey.as('seller').ask(
      `{ decide(decision: "presentation-order", facts: { technical: "yes", active: true, commissionable: true, growing: false }) {
        outcome problems { code }
      } }`,
    );
    expect(answer).toMatchObject({ problems: [{ code: 'FACT_TYPE' }] });
  });
});
