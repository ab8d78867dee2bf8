import type { JsonObject } from '@dealwright/values';
import { expect, test } from '@jest/globals';
import { openJourney, type Person } from '../journeys/harness.ts';
import { createLead } from '../journeys/steps.ts';

const journey = openJourney();

interface Told {
  readonly decision: string;
  readonly outcome: JsonObject | null;
  readonly inputs: JsonObject | null;
  readonly calls: readonly JsonObject[];
  readonly matched: readonly { readonly because: string | null; readonly outcome: JsonObject | null }[];
}

async function decisions(person: Person, record: string): Promise<readonly Told[]> {
  const { decisions } = await person.ask(
    `query ($record: ID!) { decisions(record: $record) {
      answer { decision outcome inputs calls { decision } matched { because outcome } }
    } }`,
    { record },
  );
  return (decisions as unknown as { answer: Told }[]).map(({ answer }) => answer);
}

test('Who does not see a field of a record does not read it in the decisions about the record either.', async () => {
  const { lead } = await createLead(journey.as('employee'), {
    companyName: 'Cofetăria Iris S.R.L.',
    channel: 'employee_referral',
    contactName: 'Iris Barbu',
    phone: '0245 555 400',
    estimatedSims: 20,
    registrantDepartment: 'finance',
    registrantPhone: '0722 555 401',
  });
  const id = lead?.id ?? '';
  const [open, masked] = [await decisions(journey.as('manager'), id), await decisions(journey.as('employee'), id)];
  expect(open.length).toBeGreaterThan(0);
  expect(open.some(({ inputs, outcome }) => inputs !== null && outcome !== null)).toBe(true);
  expect(masked).toEqual(
    open.map(({ decision, matched }) => ({
      ...{ decision, outcome: null, inputs: null, calls: [] },
      matched: matched.map(({ because }) => ({ because, outcome: null })),
    })),
  );
});
