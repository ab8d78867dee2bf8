import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import {
  attach,
  create,
  fire,
  generatedContract,
  heard,
  idOf,
  type Line,
  read,
  relied,
  sign,
  states,
} from './steps.ts';

const journey = openJourney({ sandbox: true });
let account: string;
beforeAll(async () => {
  account = await idOf(journey.as('seller'), 'Account', 'fiscalCode', '27651205');
});

/** A signed contract of twenty SIMs at 12 EUR. */
async function signed(more: readonly Line[] = []): Promise<string> {
  const seller = journey.as('seller');
  const id = await generatedContract(seller, account, {
    lines: [{ product: 'SIM-BIZ-M', quantity: 20 }, ...more],
    terms: { contactEmail: 'andreea.serban@carpatica-distributie.example', deliveryAddress: 'Str. Fabricii nr. 14' },
  });
  await sign(seller, id);
  return id;
}

const assess = (id: string, fraudRisk: string) =>
  fire(journey.as('fraud'), 'Contract', id, 'complete-fraud-check', { fraudRisk });
const raise = (id: string, supportRisk: string) =>
  fire(journey.as('masupport'), 'Contract', id, 'complete-raise-deposit', { supportRisk });
const deposit = async (id: string) =>
  (await read(journey.as('seller'), 'Contract', id, 'monthlyTotal deposit { amount }'))?.deposit;

async function pending(more: readonly Line[] = []): Promise<string> {
  const id = await signed(more);
  await assess(id, 'medium');
  await raise(id, 'low');
  await journey.settle();
  return id;
}

describe('V2: the deposit follows from the risk, support may raise it, and activation waits for it', () => {
  test.each([
    ['low', '0.00', 'to-activate'],
    ['medium', '240.00', 'raising'],
    ['high', '720.00', 'raising'],
  ])('at a %s risk the deposit of a contract of 240 EUR a month is %s', async (risk, amount, state) => {
    const id = await signed();
    expect(await assess(id, risk)).toEqual({ status: 'signed', problems: [] });
    expect(await deposit(id)).toEqual({ amount });
    expect(await states(journey.as('seller'), 'Contract', id)).toEqual(['signed', state]);
  });

  test('support is told and raises it, but cannot lower it: the higher counts, and both reasons are kept', async () => {
    const id = await signed();
    const masupport = journey.as('masupport');
    await assess(id, 'medium');
    await journey.settle();
    expect(await heard(masupport, id)).toEqual([expect.stringContaining('Antifrauda cere un depozit de 240,00')]);
    await raise(id, 'high');
    expect(await deposit(id)).toEqual({ amount: '720.00' });
    const [answer] = await relied(masupport, id, 'deposit');
    expect(answer?.matched.map(({ because }) => because)).toContain('MA support sees a high risk.');
    const lower = await pending();
    expect(await deposit(lower)).toEqual({ amount: '240.00' });
  });

  test('Sales is told and tells the customer; the contract is pending until the payment is proved by a file', async () => {
    const id = await pending([{ product: 'DEV-A15', quantity: 2 }]);
    const [seller, masupport] = [journey.as('seller'), journey.as('masupport')];
    expect(await heard(seller, id)).toEqual([expect.stringMatching(/este nevoie de un depozit de 240,00/)]);
    expect(await states(seller, 'Contract', id)).toEqual(['signed', 'pending']);
    expect((await fire(masupport, 'Contract', id, 'activate')).status).toBeNull();
    expect((await fire(seller, 'Contract', id, 'tell-deposit')).problems).toEqual([]);
    await journey.settle();
    expect(await read(seller, 'Contract', id, 'depositToldOn')).toEqual({ depositToldOn: '2026-03-02' });
    const early = await fire(seller, 'Contract', id, 'prove-payment', { depositPaidOn: '2026-03-10' });
    expect(early.status).toBeNull();
    expect(early.problems.map(({ message }) => message).join()).toMatch(/Proof of payment/);
    expect(await attach(seller, 'Contract', id, 'deposit-proof')).toEqual([]);
    const proved = await fire(seller, 'Contract', id, 'prove-payment', { depositPaidOn: '2026-03-10' });
    expect(proved).toEqual({ status: 'signed', problems: [] });
    await journey.settle();
    expect((await heard(masupport, id)).at(-1)).toMatch(/^De activat: CT-2026-/);
    const seen = await read(seller, 'Contract', id, 'deviceOrders { nodes { status quantity product { code } } }');
    expect(seen).toEqual({
      deviceOrders: { nodes: [{ status: 'submitted', quantity: 2, product: { code: 'DEV-A15' } }] },
    });
  });

  test('unpaid it is cancelled by itself after thirty days, after two warnings; a proof then comes too late', async () => {
    const id = await pending();
    const seller = journey.as('seller');
    const product = await idOf(seller, 'Product', 'code', 'DEV-A15');
    await create(seller, 'DeviceOrder', { account, contract: id, product, quantity: 1 });
    await journey.pass('29 days');
    expect(await states(seller, 'Contract', id)).toEqual(['signed', 'pending']);
    const warned = (await heard(seller, id)).filter((subject) => /nu este încă plătit/.test(subject));
    expect(warned).toHaveLength(2);
    await journey.pass('2 days');
    expect(await read(seller, 'Contract', id, 'status')).toEqual({ status: 'cancelled' });
    expect((await heard(seller, id)).at(-1)).toMatch(/este anulat$/);
    expect(await read(seller, 'Contract', id, 'deviceOrders { nodes { status } }')).toEqual({
      deviceOrders: { nodes: [{ status: 'cancelled' }] },
    });
    await attach(seller, 'Contract', id, 'deposit-proof');
    const late = await fire(seller, 'Contract', id, 'prove-payment', { depositPaidOn: '2026-04-03' });
    expect(late.status).toBeNull();
  });

  test('an unknown risk is refused at its field', async () => {
    const id = await signed();
    const { status, problems } = await assess(id, 'terrible');
    expect(status).toBeNull();
    expect(problems).toEqual([expect.objectContaining({ path: ['input', 'fraudRisk'] })]);
  });
});
