import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { allot, heard, leadOf, step, telephone } from './lead-steps.ts';
import { create, createLead } from './steps.ts';

const journey = openJourney();

const prospect = {
  companyName: 'Cofetăria Iris S.R.L.',
  channel: 'employee_referral',
  contactName: 'Iris Barbu',
  phone: '0245 555 400',
  estimatedSims: 5,
  registrantDepartment: 'finance',
  registrantPhone: '0722 555 401',
};

describe('L5: an employee refers a company from the intranet', () => {
  test('a prospect runs the matrix, which never sends it to a dealer', async () => {
    const { lead, problems } = await createLead(journey.as('employee'), { ...prospect, estimatedSims: 20 });
    expect(problems).toEqual([]);
    expect(lead).toMatchObject({ status: 'qualified', salesChannel: 'DS' });
  });

  test('an existing customer with two SIMs may be referred, one with three may not', async () => {
    const employee = journey.as('employee');
    const small = await createLead(employee, {
      ...prospect,
      companyName: 'Client Mic S.R.L.',
      phone: telephone(),
      currentSims: 2,
    });
    expect(small.problems).toEqual([]);
    const large = await createLead(employee, {
      ...prospect,
      companyName: 'Depozit Ilfov S.A.',
      phone: '0245 555 402',
      currentSims: 3,
    });
    expect(large.lead).toBeNull();
    expect(large.problems).toEqual([
      expect.objectContaining({ path: ['input', 'currentSims'], message: expect.stringContaining('too many SIMs') }),
    ]);
  });

  test.each(['sales', 'marketing'])('an employee of %s may not refer', async (registrantDepartment) => {
    const { lead, problems } = await createLead(journey.as('employee'), {
      ...{ ...prospect, companyName: 'Optica Prahova S.R.L.', phone: '0245 555 403' },
      registrantDepartment,
    });
    expect(lead).toBeNull();
    expect(problems).toEqual([expect.objectContaining({ path: ['input', 'registrantDepartment'] })]);
  });

  test('the registering person’s data is mandatory, kept and reportable', async () => {
    const employee = journey.as('employee');
    const { registrantDepartment, registrantPhone, ...anonymous } = { ...prospect, companyName: 'Fără Nume S.R.L.' };
    expect((await createLead(employee, anonymous)).lead).toMatchObject({ status: 'incomplete' });
    await createLead(employee, { ...prospect, companyName: 'Cu Nume S.R.L.' });
    const { leads } = await journey.as('manager').ask(
      `query { leads(filter: { companyName: { eq: "Cu Nume S.R.L." }, registrantDepartment: { eq: finance } }) {
        nodes { registrantDepartment registrantPhone createdBy { username } }
      } }`,
    );
    expect(leads).toEqual({
      nodes: [
        { registrantDepartment: 'finance', registrantPhone: '+40722555401', createdBy: { username: 'employee' } },
      ],
    });
  });

  test('the employee sees the own leads only, without their value', async () => {
    const { leads } = await journey
      .as('employee')
      .ask('query { leads { nodes { createdBy { username } segment hidden } } }');
    const { nodes } = leads as unknown as {
      nodes: { createdBy: { username: string }; segment: string | null; hidden: string[] }[];
    };
    expect(new Set(nodes.map(({ createdBy }) => createdBy?.username))).toEqual(new Set(['employee']));
    expect(nodes.every(({ segment, hidden }) => segment === null && hidden.includes('monthlyValue'))).toBe(true);
  });

  test('an employee may not register a lead of another channel', async () => {
    const { lead, problems } = await createLead(journey.as('employee'), { ...prospect, channel: 'telemarketing' });
    expect(lead).toBeNull();
    expect(problems).toHaveLength(1);
  });

  test('an existing small customer goes to the account manager of its region at once', async () => {
    const admin = journey.as('admin');
    const account = await create(admin, 'Account', {
      ...{ name: 'Papetăria Copou S.R.L.', fiscalCode: '41004158', segment: 'GBM_Low', activeSims: 2, county: 'Iași' },
    });
    const { lead, problems } = await createLead(journey.as('admin'), {
      ...{ ...prospect, companyName: 'Papetăria Copou S.R.L.', phone: telephone(), account: account.id ?? '' },
      estimatedSims: 2,
    });
    expect(problems).toEqual([]);
    expect(lead).toMatchObject({ status: 'opened', salesTeam: 'regional', owner: { username: 'regional' } });
    await journey.settle();
    expect(await heard(journey, 'regional', lead?.id ?? '')).toEqual([expect.stringMatching(/vă aparține/)]);
    expect(await step(journey, 'regional', lead?.id ?? '', 'contact')).toBe('in_progress');
  });

  test('where the region has nobody, the manager chooses', async () => {
    const { lead } = await createLead(journey.as('admin'), {
      ...{ ...prospect, companyName: 'Carpatica Distribuție', phone: telephone(), county: 'Olt', estimatedSims: 2 },
      account: await create(journey.as('admin'), 'Account', {
        name: 'Olt Mic S.R.L.',
        fiscalCode: '41005013',
        segment: 'GBM_Low',
      }).then(({ id }) => id ?? ''),
    });
    expect(lead).toMatchObject({ status: 'qualified', salesTeam: 'regional' });
    expect(await leadOf(journey, lead?.id ?? '', 'proposedWorker { name }')).toEqual({ proposedWorker: null });
  });

  test.each([
    [2, []],
    [3, ['30.00']],
    [6, ['45.00']],
  ])('with %d activated SIMs the employee earns %j, and is told of the end only', async (activatedSims, earned) => {
    const { lead } = await createLead(journey.as('employee'), {
      ...{ ...prospect, companyName: `Firma cu ${activatedSims} SIM-uri`, phone: telephone() },
      fiscalCode: { 2: '41000016', 3: '41000237', 6: '41003470' }[activatedSims] ?? '',
      estimatedSims: 12,
    });
    const id = lead?.id ?? '';
    await allot(journey, id, 'seller');
    await step(journey, 'seller', id, 'contact');
    await step(journey, 'seller', id, 'open-account');
    await step(journey, 'seller', id, 'accept');
    await step(journey, 'seller', id, 'win', { customerNumber: `1006150${activatedSims}`, activatedSims });
    await journey.settle();
    expect(await heard(journey, 'employee', id)).toEqual([`Firma cu ${activatedSims} SIM-uri este client`]);
    const { commissions } = await leadOf(journey, id, 'commissions { nodes { amount { amount } } }');
    expect(commissions).toEqual({ nodes: earned.map((amount) => ({ amount: { amount } })) });
  });
});
