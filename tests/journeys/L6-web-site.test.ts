import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { createLead, fire, updateLead } from './steps.ts';

const journey = openJourney();

const request = {
  companyName: 'Studio Arhitect S.R.L.',
  channel: 'web',
  contactName: 'Matei Rusu',
  email: 'matei@studio-arhitect.example',
  interests: ['mobile_voice'],
  employees: 8,
  estimatedSims: 12,
  contactWindow: 'luni–joi, 16:00–18:00',
};

describe('L6: a customer asks through the web site, which has criteria of its own', () => {
  test('twelve SIMs, which the matrix would visit, are called', async () => {
    const web = await createLead(journey.as('integrator'), request);
    expect(web.problems).toEqual([]);
    expect(web.lead).toMatchObject({ status: 'qualified', salesChannel: 'TS', segment: 'GBM_Low' });
    const phoned = await createLead(journey.as('telesales'), {
      ...request,
      companyName: 'Atelier Urban S.R.L.',
      channel: 'telemarketing',
    });
    expect(phoned.lead).toMatchObject({ salesChannel: 'DS', segment: 'GBM_Medium' });
  });

  test.each([
    ['who wants fixed data gets direct sales', { interests: ['fixed_data'] }, 'DS', 'GBM_High'],
    ['thirty employees are visited', { employees: 30 }, 'DS', 'GBM_Medium'],
    ['three hundred employees are a major account', { employees: 300 }, 'DS', 'MA'],
  ])('%s', async (title, more, salesChannel, segment) => {
    const { lead } = await createLead(journey.as('integrator'), { ...request, ...more, companyName: title });
    expect(lead).toMatchObject({ salesChannel, segment });
  });

  test('without the hours wished for a call the request waits for them', async () => {
    const site = journey.as('integrator');
    const { contactWindow, ...rest } = { ...request, companyName: 'Grădina Verde S.R.L.' };
    const { lead } = await createLead(site, rest);
    expect(lead).toMatchObject({ status: 'incomplete' });
    const id = lead?.id ?? '';
    const early = await fire(site, 'Lead', id, 'qualify');
    expect(early.problems.map(({ message }) => message)).toEqual([expect.stringContaining('hours wished for a call')]);
    await updateLead(site, id, { contactWindow });
    expect(await fire(site, 'Lead', id, 'qualify')).toEqual({ status: 'qualified', problems: [] });
  });

  test('the web site may register nothing but web requests, and reads no other lead', async () => {
    const site = journey.as('integrator');
    expect((await createLead(site, { ...request, channel: 'telemarketing' })).lead).toBeNull();
    const { leads } = await site.ask('query { leads { nodes { channel } } }');
    const { nodes } = leads as unknown as { nodes: { channel: string }[] };
    expect(new Set(nodes.map(({ channel }) => channel))).toEqual(new Set(['web']));
  });
});
