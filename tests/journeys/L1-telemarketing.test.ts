import { describe, expect, test } from '@jest/globals';
import { openJourney } from './harness.ts';
import { actions, createLead, fire, idOf, updateLead } from './steps.ts';

const journey = openJourney();

const company = {
  companyName: 'Viticola Murfatlar Nord S.R.L.',
  channel: 'telemarketing',
  contactName: 'Sorina Albu',
  phone: '0241 555 100',
  estimatedSims: 60,
};

describe('L1: a telemarketing agent registers a lead right after the call', () => {
  test('the matrix sends sixty SIMs to direct sales MA, and says why', async () => {
    const agent = journey.as('telesales');
    const { lead, problems } = await createLead(agent, company);
    expect(problems).toEqual([]);
    expect(lead).toMatchObject({
      number: expect.stringMatching(/^LD-2026-\d{6}$/),
      status: 'qualified',
      salesChannel: 'DS',
      segment: 'MA',
      salesTeam: 'DS_MA',
      owner: { username: 'telesales' },
    });
    const { decisions } = await agent.ask(
      'query ($id: ID!) { decisions(record: $id) { answer { decision outcome matched { rule because } } } }',
      { id: lead?.id ?? '' },
    );
    expect(decisions).toContainEqual({
      answer: {
        decision: 'lead-routing',
        outcome: { channel: 'DS', segment: 'MA' },
        matched: [expect.objectContaining({ because: expect.any(String) })],
      },
    });
  });

  test('a small company goes to telesales', async () => {
    const { lead } = await createLead(journey.as('telesales'), {
      ...company,
      companyName: 'Foto Corina',
      estimatedSims: 3,
    });
    expect(lead).toMatchObject({ status: 'qualified', salesChannel: 'TS', segment: 'GBM_Low', salesTeam: 'telesales' });
  });

  test('a lead without its mandatory data waits, lists what is missing, and is qualified once it is there', async () => {
    const agent = journey.as('telesales');
    const { lead, problems } = await createLead(agent, {
      companyName: 'Pensiunea Bran',
      channel: 'telemarketing',
      phone: '0268 555 200',
    });
    expect(problems).toEqual([]);
    expect(lead).toMatchObject({ status: 'incomplete' });
    const id = lead?.id ?? '';
    const qualify = (await actions(agent, 'Lead', id)).get('qualify');
    expect(qualify).toMatchObject({ possible: false });
    const early = await fire(agent, 'Lead', id, 'qualify');
    expect(early.status).toBeNull();
    expect(early.problems.map(({ message }) => message).join(' ')).toMatch(/contact person.*estimated SIMs/s);
    await updateLead(agent, id, { contactName: 'Petre Stan', estimatedSims: 15 });
    expect(await fire(agent, 'Lead', id, 'qualify')).toEqual({ status: 'qualified', problems: [] });
    const { lead: qualified } = await agent.ask('query ($id: ID!) { lead(id: $id) { salesChannel segment } }', { id });
    expect(qualified).toEqual({ salesChannel: 'DS', segment: 'GBM_Medium' });
  });

  test('L12: the acquisition manager allots it to one member of the team, who sees it only then', async () => {
    const { lead } = await createLead(journey.as('telesales'), { ...company, companyName: 'Agro Bărăgan S.A.' });
    const id = lead?.id ?? '';
    const seen = () => journey.as('seller').ask('query ($id: ID!) { lead(id: $id) { companyName } }', { id });
    expect(await seen()).toEqual({ lead: null });
    const owner = await idOf(journey.as('manager'), 'User', 'username', 'seller');
    expect(await fire(journey.as('manager'), 'Lead', id, 'allot', { owner })).toEqual({
      status: 'opened',
      problems: [],
    });
    expect(await seen()).toEqual({ lead: { companyName: 'Agro Bărăgan S.A.' } });
  });

  test('the agent may not allot the lead, and is told who may', async () => {
    const agent = journey.as('telesales');
    const { lead } = await createLead(agent, { ...company, companyName: 'Tipografia Olt' });
    const owner = await idOf(agent, 'User', 'username', 'seller');
    const { status, problems } = await fire(agent, 'Lead', lead?.id ?? '', 'allot', { owner });
    expect(status).toBeNull();
    expect(problems).toHaveLength(1);
  });

  test('a seller may not register a lead as if telemarketing had', async () => {
    const { lead, problems } = await createLead(journey.as('seller'), { ...company, companyName: 'Altcineva S.R.L.' });
    expect(lead).toBeNull();
    expect(problems).toHaveLength(1);
  });

  test('a second lead for the same fiscal code is refused with an explanation', async () => {
    const agent = journey.as('telesales');
    await createLead(agent, { ...company, companyName: 'Ceramica Horezu S.R.L.', fiscalCode: 'RO22908716' });
    const { lead, problems } = await createLead(agent, {
      ...company,
      companyName: 'Ceramica Horezu',
      fiscalCode: '22908716',
    });
    expect(lead).toBeNull();
    expect(problems.map(({ message }) => message).join()).toContain('fiscal code');
  });

  test('a wrong fiscal code is refused at its field, with a remedy', async () => {
    const { problems } = await createLead(journey.as('telesales'), { ...company, fiscalCode: '22908717' });
    expect(problems).toEqual([
      expect.objectContaining({ code: 'WRONG_FORMAT', path: ['input', 'fiscalCode'], hint: expect.any(String) }),
    ]);
  });
});
