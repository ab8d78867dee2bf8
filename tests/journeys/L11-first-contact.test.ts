import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { allot, heard, leadOf, refusal, register, step, userOf } from './lead-steps.ts';

const journey = openJourney();
/** A Monday, 10:00 in Bucharest. */
const MONDAY = '2026-03-02T08:00:00.000Z';
const CLOCK = 'contactDue contactLate contactedAt contactPromise';

describe('L11: a customer is contacted within 24 hours of registration', () => {
  test('the clock begins at registration, and the first contact stops it', async () => {
    journey.at(MONDAY);
    const id = await register(journey, 'telesales', { companyName: 'Ceramica Sibiu S.A.', city: 'Sibiu' });
    expect(await leadOf(journey, id, CLOCK)).toEqual({
      contactDue: '2026-03-03T08:00:00.000Z',
      contactLate: false,
      contactedAt: null,
      contactPromise: 'running',
    });
    await allot(journey, id, 'seller');
    await journey.pass('3 hours');
    expect(await step(journey, 'seller', id, 'contact')).toBe('in_progress');
    expect(await leadOf(journey, id, `${CLOCK} hoursToContact`)).toEqual({
      contactDue: null,
      contactLate: false,
      contactedAt: '2026-03-02T11:00:00.000Z',
      contactPromise: 'kept',
      hoursToContact: '3.00',
    });
    await journey.pass('3 days');
    expect(await leadOf(journey, id, 'contactLate')).toEqual({ contactLate: false });
    expect(await heard(journey, 'manager', id)).toEqual([expect.stringMatching(/^Lead nou .*Ceramica Sibiu/)]);
  });

  test('at 75 % the owner is warned, at the breach the manager is told, once each; it stays on record', async () => {
    journey.at(MONDAY);
    const id = await register(journey, 'telesales', { companyName: 'Mobilier Aiud S.R.L.', city: 'Aiud' });
    await allot(journey, id, 'seller');
    await step(journey, 'seller', id, 'start-work');
    await journey.pass('17 hours');
    expect(await heard(journey, 'seller', id)).toHaveLength(1);
    await journey.pass('1 hours');
    expect(await heard(journey, 'seller', id)).toEqual([
      expect.stringMatching(/vă aparține/),
      'Sunați curând: Mobilier Aiud S.R.L.',
    ]);
    await journey.pass('6 hours');
    const late = 'Mobilier Aiud S.R.L. nu a fost contactat la timp';
    expect(await heard(journey, 'manager', id)).toEqual([expect.stringMatching(/^Lead nou/), late]);
    expect(await heard(journey, 'seller', id)).toContain(late);
    expect(await leadOf(journey, id, CLOCK)).toMatchObject({ contactLate: true, contactPromise: 'broken' });
    await journey.pass('5 days');
    expect(await heard(journey, 'manager', id)).toHaveLength(2);
    await step(journey, 'seller', id, 'contact');
    expect(await leadOf(journey, id, 'contactLate contactPromise')).toEqual({
      contactLate: true,
      contactPromise: 'broken',
    });
  });

  test('nobody has it yet: its manager is warned, and a new owner gets no new 24 hours', async () => {
    journey.at(MONDAY);
    const id = await register(journey, 'telesales', { companyName: 'Turism Bicaz S.A.', estimatedSims: 60 });
    await journey.pass('18 hours');
    expect(await heard(journey, 'manager', id)).toContain('Sunați curând: Turism Bicaz S.A.');
    await allot(journey, id, 'seller-ma');
    await journey.settle();
    expect(await leadOf(journey, id, 'contactDue')).toEqual({ contactDue: '2026-03-03T08:00:00.000Z' });
    const wrongly = { reallotmentReason: 'received_wrongly', reason: 'Alt județ.' };
    await step(journey, 'manager', id, 're-allot', { owner: await userOf(journey, 'seller'), ...wrongly });
    expect(await leadOf(journey, id, 'contactDue')).toEqual({ contactDue: '2026-03-03T08:00:00.000Z' });
    await journey.pass('6 hours');
    expect(await heard(journey, 'seller', id)).toContain('Turism Bicaz S.A. nu a fost contactat la timp');
    expect(await heard(journey, 'seller-ma', id)).toEqual([expect.stringMatching(/vă aparține/)]);
  });

  test('hours are hours: over a weekend, and when clocks are put forward', async () => {
    journey.at('2026-03-28T15:00:00.000Z'); // a Saturday, 17:00; the night has 23 hours
    const id = await register(journey, 'telesales', { companyName: 'Apicola Costești S.R.L.', city: 'Costești' });
    expect(await leadOf(journey, id, 'contactDue')).toEqual({ contactDue: '2026-03-29T15:00:00.000Z' });
    await journey.pass('24 hours');
    expect(await leadOf(journey, id, 'contactLate')).toEqual({ contactLate: true });
  });

  test('a lead that was closed is waited for no more', async () => {
    journey.at(MONDAY);
    const id = await register(journey, 'telesales', { companyName: 'Tâmplăria Ignat S.R.L.', city: 'Gura Humorului' });
    await allot(journey, id, 'seller');
    await step(journey, 'seller', id, 'lose', { lossReason: 'wrong_data', reason: 'Firma nu există.' });
    await journey.pass('2 days');
    expect(await leadOf(journey, id, CLOCK)).toEqual({
      ...{ contactDue: null, contactLate: false, contactedAt: null, contactPromise: null },
    });
  });

  test('only the owner records the contact, and not twice', async () => {
    const id = await register(journey, 'telesales', { companyName: 'Vinuri Jidvei Sud S.A.', city: 'Jidvei' });
    await allot(journey, id, 'seller');
    expect(await refusal(journey, 'manager', id, 'contact')).toHaveLength(1);
    await step(journey, 'seller', id, 'contact');
    expect(await refusal(journey, 'seller', id, 'contact')).toHaveLength(1);
  });
});
