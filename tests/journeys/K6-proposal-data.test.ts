import type { JsonObject } from '@dealwright/values';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { decide, generatedContract, idOf, type Line } from './steps.ts';

const journey = openJourney();
let account: string;
beforeAll(async () => {
  account = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '27651205');
});

const sims: Line = { product: 'SIM-BIZ-M', quantity: 12 };
const contract = (lines: readonly Line[], terms: JsonObject = {}) =>
  generatedContract(journey.as('seller'), account, { lines, terms });

describe('K6: only what the agreed proposal lacks is asked', () => {
  test('a standard offer of SIMs needs no more than the agreement form', async () => {
    await expect(contract([sims])).resolves.toEqual(expect.any(String));
  });

  test.each<[string, readonly Line[], JsonObject, RegExp, JsonObject]>([
    [
      'devices need a delivery address',
      [sims, { product: 'DEV-A15', quantity: 2 }],
      {},
      /delivery address is needed/,
      { deliveryAddress: 'Str. Fabricii nr. 14' },
    ],
    [
      'fixed services need their site and its equipment',
      [sims, { product: 'FIX-100', quantity: 1 }],
      {},
      /their site is needed.*which equipment/s,
      { siteAddress: 'Str. Fabricii nr. 14', equipment: 'Router' },
    ],
    [
      'ported numbers are listed',
      [sims],
      { portsNumbers: true },
      /Numbers are ported: list them/,
      { portsNumbers: true, numbersToPort: '0722100100' },
    ],
  ])('%s, and once it is there the contract is generated', async (_, lines, before, asked, answer) => {
    await expect(contract(lines, before)).rejects.toThrow(asked);
    await expect(contract(lines, answer)).resolves.toEqual(expect.any(String));
  });

  test('what is asked can be known before the offer is accepted', async () => {
    const offer = { sims: 60, devices: 3, fixedServices: 0 };
    expect(await decide(journey.as('seller'), 'proposal-required-data', { offer, portsNumbers: false })).toMatchObject({
      outcome: [{ field: 'deliveryAddress' }, { field: 'userGroups' }],
      matched: [{ rule: '1' }, { rule: '5' }],
    });
  });
});
