import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { allot, heard, leadOf, step } from './lead-steps.ts';
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

  test.each([
    ['a Monday morning: the afternoon of the same day', '2026-03-02T08:00', [], '16:00', '18:00', '2026-03-02T16:00'],
    [
      'within the wished hours: until the same hour of the next day',
      '2026-03-02T15:00',
      [],
      '16:00',
      '18:00',
      '2026-03-03T15:00',
    ],
    [
      'only mornings of Mondays and Tuesdays, on a Friday: the end of the next wished hours',
      '2026-03-06T08:00',
      ['monday', 'tuesday'],
      '09:00',
      '11:00',
      '2026-03-09T09:00',
    ],
    ['over the night in which clocks are put forward', '2026-03-28T08:00', [], '09:00', '10:00', '2026-03-29T07:00'],
    ['over the night in which clocks are put back', '2026-10-24T08:00', [], '09:00', '10:00', '2026-10-25T08:00'],
    ['no hours wished: 24 hours', '2026-03-28T08:00', [], null, null, '2026-03-29T08:00'],
  ])('contact inside the wished hours, %s', async (companyName, at, contactDays, from, until, due) => {
    journey.at(`${at}:00.000Z`);
    const { lead, problems } = await createLead(journey.as('integrator'), {
      ...{ ...request, companyName, contactDays },
      ...(from ? { contactAfter: `${from}:00`, contactBefore: `${until}:00` } : {}),
    });
    expect(problems).toEqual([]);
    expect(await leadOf(journey, lead?.id ?? '', 'contactDue')).toEqual({ contactDue: `${due}:00.000Z` });
  });

  test('hours that are changed move the clock; hours in the wrong order are refused', async () => {
    journey.at('2026-03-02T08:00:00.000Z');
    const site = journey.as('integrator');
    const { lead } = await createLead(site, { ...request, contactWindow: null, companyName: 'Dulciuri Arad S.R.L.' });
    expect(lead).toMatchObject({ status: 'incomplete' });
    const id = lead?.id ?? '';
    const wrong = await updateLead(site, id, { contactAfter: '18:00:00', contactBefore: '16:00:00' });
    expect(wrong.problems).toEqual([expect.objectContaining({ path: ['input', 'contactBefore'] })]);
    expect((await updateLead(site, id, { contactAfter: '16:00:00', contactBefore: '18:00:00' })).problems).toEqual([]);
    expect(await leadOf(journey, id, 'contactDue')).toEqual({ contactDue: '2026-03-02T16:00:00.000Z' });
    expect(await fire(site, 'Lead', id, 'qualify')).toEqual({ status: 'qualified', problems: [] });
  });

  test('the seller is warned and the manager told by the wished hours; the web site is told nothing', async () => {
    journey.at('2026-03-02T08:00:00.000Z');
    const { lead } = await createLead(journey.as('integrator'), {
      ...{ ...request, companyName: 'Rame Baia Mare S.R.L.', contactAfter: '16:00:00', contactBefore: '18:00:00' },
    });
    const id = lead?.id ?? '';
    await allot(journey, id, 'telesales');
    await journey.pass('6 hours'); // 75 % of the eight hours until 18:00 in Bucharest
    expect(await heard(journey, 'telesales', id)).toContain('Sunați curând: Rame Baia Mare S.R.L.');
    expect(await heard(journey, 'manager-ts', id)).toHaveLength(1);
    await journey.pass('2 hours');
    expect(await heard(journey, 'manager-ts', id)).toContain('Rame Baia Mare S.R.L. nu a fost contactat la timp');
    await step(journey, 'telesales', id, 'contact');
    expect(await heard(journey, 'integrator', id)).toEqual([]);
  });
});
