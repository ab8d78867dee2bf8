import { describe, expect, test } from '@jest/globals';
import { backtest, CLERK, customers, load, resultOf } from './shop.ts';

const draft = { name: 'draft', model: load(['value: 50', 'value: 40']) };
const base = customers({ items: 45, size: 'small' }, { items: 45, size: 'large' }, { items: 1, size: null });

async function codes(asked: Parameters<typeof backtest>[1]) {
  const { problems } = await backtest(base, asked);
  return (problems ?? []).map(({ code, path, hint }) => [
    code,
    path?.join('.'),
    typeof hint === 'object' ? hint.en : hint,
  ]);
}
const notes = async (asked: Parameters<typeof backtest>[1]) =>
  (await resultOf(base, asked)).notes.map(({ code }) => code);

describe('what cannot be asked is told at once, with a remedy', () => {
  test('a decision that nobody published', async () => {
    expect(await codes({ decision: 'discont', drafts: [draft] })).toEqual([
      ['UNKNOWN_DECISION', 'decision', 'did you mean `discount`?'],
    ]);
  });

  test('a decision about no entity', async () => {
    const published = load(['about: Customer\n', 'facts: { items: integer }\n']);
    expect(await codes({ published, drafts: [draft] })).toEqual([
      ['NOT_ABOUT_RECORDS', 'decision', 'back-test a decision with `about:`, such as one that calls it'],
    ]);
  });

  test('all that is wrong with the fields, the filter and the drafts', async () => {
    const asked = {
      by: ['sise', 'orders'],
      sum: ['vale', 'size', 'name'],
      filter: 'items > "a"',
      drafts: [draft, draft],
    };
    expect((await codes(asked)).map(([code, path]) => [code, path])).toEqual([
      ['DRAFT_NAMED_TWICE', 'drafts'],
      ['UNKNOWN_FIELD', 'by'],
      ['UNKNOWN_FIELD', 'by'],
      ['UNKNOWN_FIELD', 'sum'],
      ['NOT_A_NUMBER', 'sum'],
      ['NOT_A_NUMBER', 'sum'],
      [expect.any(String), 'filter'],
    ]);
  });

  test('a filter that is no condition', async () => {
    expect(await codes({ filter: 'items', drafts: [draft] })).toMatchObject([
      ['WRONG_TYPE', 'filter', expect.anything()],
    ]);
  });

  test('no draft, a draft without the decision, and one that is about something else', async () => {
    const renamed = { name: 'renamed', model: load(['name: discount', 'name: reduction']) };
    const other = {
      name: 'other',
      model: load(['about: Customer\ninputs: { items: items }', 'about: Region\ninputs: { items: risk }']),
    };
    expect((await codes({ drafts: [] }))[0]?.[0]).toBe('NO_DRAFT');
    expect((await codes({ drafts: [renamed] }))[0]).toEqual([
      'NOT_IN_DRAFT',
      'drafts.renamed',
      'keep `name: discount` in the draft',
    ]);
    expect((await codes({ drafts: [other] }))[0]).toEqual([
      'DRAFT_ABOUT_ANOTHER',
      'drafts.other',
      'write `about: Customer`',
    ]);
  });

  test('a draft that reads what the database does not have, or has as something else', async () => {
    const added = {
      name: 'added',
      model: load(
        ['  since: { type: date }', '  since: { type: date }\n  stars: { type: integer }'],
        ['items: items', 'items: stars'],
      ),
    };
    const retyped = { name: 'retyped', model: load(['items: { type: integer', 'items: { type: decimal']) };
    const deeper = {
      name: 'deeper',
      model: load(
        ['risk: { type: integer }', 'risk: { type: integer }, score: { type: integer }'],
        ['items: items', 'items: region.score'],
      ),
    };
    for (const each of [added, retyped, deeper]) {
      expect(await codes({ drafts: [each] })).toEqual([
        ['DRAFT_NEEDS_FIELD', `drafts.${each.name}`, expect.stringMatching(/^publish the field first/)],
      ]);
    }
  });
});

describe('what the reader may not see', () => {
  const secret = { name: 'secret', model: load(['items: items', 'items: secret']) };

  test('is refused when the draft, the filter or the report reads it: a draft could tell it', async () => {
    for (const asked of [
      { drafts: [secret] },
      { drafts: [draft], filter: 'secret > 3' },
      { drafts: [draft], by: ['secret'] },
    ]) {
      const [found] = await codes({ actor: CLERK, ...asked });
      expect(found?.[0]).toBe('FIELDS_HIDDEN');
    }
    expect(await codes({ drafts: [secret] })).toEqual([]);
  });

  test('a name or number that is hidden leaves the id', async () => {
    const published = load(['hide: [secret]', 'hide: [secret, name, number]']);
    const { scenarios } = await resultOf(base, { published, drafts: [draft], actor: CLERK });
    expect(scenarios[0]?.samples[0]?.record).toEqual({ id: base[0]?.id, number: null, title: null });
  });

  test('records of others are not counted, and that is said', async () => {
    const { all, notes } = await resultOf(base, { actor: CLERK, drafts: [draft] });
    expect(all.records).toBe(2);
    expect(notes.map(({ code, message }) => [code, message])).toEqual([
      ['PARTIAL_SIGHT', expect.objectContaining({ en: expect.stringContaining('Customers') })],
    ]);
  });

  test('a related record that may not be read counts as absent', async () => {
    const risky = { name: 'risky', model: load(['items: items', 'items: if region.risk = null then 0 else 99']) };
    const regions = customers(
      { size: 'small', region: { id: 'n', name: 'North', risk: 1 } },
      { size: 'small', region: { id: 's', name: 'South', risk: 1 } },
    );
    expect((await resultOf(regions, { drafts: [risky] })).scenarios[0]?.changed.records).toBe(2);
    expect((await resultOf(regions, { drafts: [risky], actor: CLERK })).scenarios[0]?.changed.records).toBe(1);
  });
});

describe('a filter', () => {
  test('is answered by the database where it can be', async () => {
    const { result, asked } = await backtest(base, { drafts: [draft], filter: 'size = "small" or size = null' });
    expect(result?.all.records).toBe(2);
    expect(JSON.stringify(asked?.[0]?.where)).toContain('"path":["size"]');
    expect(result?.notes).toEqual([]);
  });

  test('is asked of each record where the database cannot, which is said', async () => {
    const { result, steps } = await backtest(base, { drafts: [draft], filter: 'substring(name, 10) = "2"' });
    expect(result?.all.records).toBe(1);
    expect(result?.notes.map(({ code }) => code)).toEqual(['FILTER_IN_PROCESS']);
    expect(steps?.at(-1)).toMatchObject({ done: 3, total: 3 });
  });

  test('knows the settings, and the day that is asked for', async () => {
    const dated = customers({ since: '2026-03-05', items: 60 }, { since: '2026-03-01', items: 60 });
    const ask = async (filter: string, at?: string) =>
      (await resultOf(dated, { drafts: [draft], filter, at })).all.records;
    expect(await ask('items > settings.largeItems and since < today()')).toBe(1);
    expect(await ask('items > settings.largeItems and since < today()', '2026-03-09T10:00:00.000Z')).toBe(2);
  });

  test('of nothing but spaces is none', async () => {
    expect((await resultOf(base, { drafts: [draft], filter: '  ' })).all.records).toBe(3);
  });
});

describe('what the reader should know', () => {
  test('a draft that only replaces the decision for a time is another one', async () => {
    const last = '  - { then: { level: none, percent: 0 } }\n';
    const spring = `---
kind: decision
name: spring
about: Customer
replaces: discount
validFrom: 2026-03-01
inputs: { items: items }
outputs: { level: text, percent: integer }
hit: first
table:
  - { then: { level: spring, percent: 5 } }
`;
    const asked = { drafts: [{ name: 'spring', model: load([last, `${last}${spring}`]) }] };
    expect(await notes(asked)).toEqual([]);
    expect((await resultOf(base, asked)).scenarios[0]?.changed.records).toBe(3);
  });

  test('a draft that is the same as what is published', async () => {
    expect(await notes({ drafts: [{ name: 'same', model: load() }] })).toEqual(['DRAFT_IS_THE_SAME']);
  });

  test('facts that no record has, unless they are given', async () => {
    const fact = ['about: Customer\n', 'about: Customer\nfacts: { season: text }\n'] as const;
    const model = load(fact, [
      'inputs: { items: items }',
      'inputs: { items: \'if season = "winter" then 99 else items\' }',
    ]);
    expect(await notes({ drafts: [{ name: 'seasonal', model }] })).toEqual(['FACTS_NOT_GIVEN']);
    const { scenarios, notes: none } = await resultOf(base, {
      drafts: [{ name: 'seasonal', model }],
      facts: { season: 'winter' },
    });
    expect([scenarios[0]?.changed.records, none]).toEqual([3, []]);
  });

  test('a stored value that the draft computes differently', async () => {
    const stored = (factor: number) => ["is: 'items * 2' }", `is: 'items * ${factor}', stored: true }`] as const;
    const byTotal = ['inputs: { items: items }', 'inputs: { items: total }'] as const;
    const asked = {
      published: load(stored(2), byTotal),
      drafts: [{ name: 'thrice', model: load(stored(3), byTotal) }],
    };
    expect(await notes(asked)).toContain('STORED_AS_PUBLISHED');
  });

  test('an empty database', async () => {
    const { all, scenarios, notes } = await resultOf([], { drafts: [draft], by: ['size'] });
    expect([all.records, scenarios[0]?.changed.records, scenarios[0]?.samples]).toEqual([0, 0, []]);
    expect(notes.map(({ code }) => code)).toEqual(['NO_RECORDS']);
  });
});
