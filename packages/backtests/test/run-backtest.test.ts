import { describe, expect, jest, test } from '@jest/globals';
import { planBacktest, runBacktest } from '../src/index.ts';
import { backtest, contextOf, customers, load, memoryStore, resultOf } from './shop.ts';

const euros = (amount: string) => ({ amount, currency: 'EUR' });
const money = (amount: string) => ({ value: euros(amount) });
const BASE = customers(
  { items: 60, size: 'large', ...money('100.10') },
  { items: 40, size: 'large', ...money('50.05') },
  { items: 12, size: 'small', ...money('0.20') },
  { items: 3, size: 'small', ...money('0.10') },
  { items: null, size: null },
);
const sooner = { name: 'sooner', model: load(['value: 50', 'value: 40']) };
const stricter = { name: 'stricter', model: load([">= 10'", ">= 20'"]) };

describe('a back-test', () => {
  test('counts the records whose outcome changes, and sums their money exactly', async () => {
    const { all, scenarios } = await resultOf(BASE, { drafts: [sooner] });
    expect(all).toEqual({ records: 5, sums: { value: euros('150.45') } });
    expect(scenarios[0]).toMatchObject({
      name: 'sooner',
      changed: { records: 1, sums: { value: euros('50.05') } },
      failed: 0,
    });
  });

  test('sets scenarios side by side', async () => {
    const { scenarios } = await resultOf(BASE, { drafts: [sooner, stricter] });
    expect(scenarios.map(({ name, changed }) => [name, changed.records])).toEqual([
      ['sooner', 1],
      ['stricter', 1],
    ]);
  });

  test('counts by the values of fields, also over references, and those without a value', async () => {
    const base = BASE.map((each, at) => ({
      ...each,
      region: { id: `r${at % 2}`, name: `Region ${at % 2}`, risk: at % 2 },
    }));
    const { scenarios } = await resultOf(base, { drafts: [sooner], by: ['size', 'region', 'region.risk'] });
    const [bySize, byRegion, byRisk] = scenarios[0]?.groups ?? [];
    expect(
      bySize?.values.map(({ value, label, all, changed }) => [value, label, all.records, changed.records]),
    ).toEqual([
      ['large', { en: 'Large', ro: 'Mare' }, 2, 1],
      ['small', { en: 'Small', ro: 'Mic' }, 2, 0],
      [null, { en: '(none)', ro: '(fără)' }, 1, 0],
    ]);
    expect(byRegion?.values.map(({ value, label, all }) => [value, label, all.records])).toEqual([
      ['r0', 'Region 0', 3],
      ['r1', 'Region 1', 2],
    ]);
    expect(byRisk?.values.map(({ value, changed }) => [value, changed.records])).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  test('names each outcome before and after, and the rows responsible with their reasons', async () => {
    const [scenario] = (await resultOf(BASE, { drafts: [sooner] })).scenarios;
    expect(scenario?.outcomes.find(({ isChange }) => isChange)).toEqual({
      before: { level: 'middle', percent: 10 },
      after: { level: 'high', percent: 20 },
      ...{ isChange: true, records: 1, sums: { value: euros('50.05') } },
    });
    expect(scenario?.outcomes.map(({ records }) => records)).toEqual([2, 1, 1, 1]);
    expect(scenario?.rows).toEqual([
      {
        ...{ decision: 'discount', before: ['2'], after: ['1'], records: 1, sums: { value: euros('50.05') } },
        because: {
          before: [{ en: 'some items', ro: 'câteva articole' }],
          after: [{ en: 'many items', ro: 'multe articole' }],
        },
      },
    ]);
  });

  test('sums the outputs that are numbers, before and after', async () => {
    const [scenario] = (await resultOf(BASE, { drafts: [sooner] })).scenarios;
    expect(scenario?.outputs).toEqual([{ name: 'percent', before: '40', after: '50', difference: '10' }]);
  });

  test('explains ten of the changed records, the same ones each time', async () => {
    const many = customers(...Array.from({ length: 60 }, (_, at) => ({ items: 40 + (at % 10) })));
    const [one, two] = [
      await resultOf(many, { drafts: [sooner] }),
      await resultOf(many.toReversed(), { drafts: [sooner] }),
    ];
    const ids = one.scenarios[0]?.samples.map(({ record }) => record.id);
    expect(ids).toHaveLength(10);
    expect(two.scenarios[0]?.samples.map(({ record }) => record.id)).toEqual(ids);
    const [sample] = one.scenarios[0]?.samples ?? [];
    expect(sample?.before.sentences.en).toEqual([
      expect.stringMatching(/^Middle, percent 10, because 4\d items ≥ 10 \(row 2: some items\)\.$/),
      expect.stringMatching(/^Row 1 does not count: Items is 4\d, but must be ≥ /),
    ]);
    expect(sample?.after.sentences.ro[0]).toMatch(
      /^High, percent 20, deoarece 4\d de articole ≥ .*\(rândul 1: multe articole\)\.$/,
    );
  });

  test('a change of nothing but a computed number is a change, and is summed, not listed', async () => {
    const computed = (factor: number) =>
      ['then: { level: middle, percent: 10 }', `then: { level: middle, percent: { is: items * ${factor} } }`] as const;
    const { all, scenarios } = await resultOf(BASE, {
      published: load(computed(1)),
      drafts: [{ name: 'twice', model: load(computed(2)) }],
    });
    expect(all.records).toBe(5);
    expect(scenarios[0]?.changed.records).toBe(2);
    expect(scenarios[0]?.outcomes.filter(({ isChange }) => isChange)).toMatchObject([
      { before: { level: 'middle' }, after: { level: 'middle' }, records: 2 },
    ]);
    expect(scenarios[0]?.outputs).toEqual([{ name: 'percent', before: '72', after: '124', difference: '52' }]);
  });

  test('numbers that are equal are no change, however they are written', async () => {
    const written = (value: string) =>
      ['then: { level: high, percent: 20 }', `then: { level: high, percent: { is: ${value} } }`] as const;
    const { scenarios } = await resultOf(BASE, {
      published: load(written('items + 0.5')),
      drafts: [{ name: 'same', model: load(written('items + 0.50')) }],
    });
    expect(scenarios[0]?.changed.records).toBe(0);
  });

  test('asks the decisions that the draft calls, as the draft has them, and names their rows', async () => {
    const inner = (least: number) => `kind: decision
name: level
about: Customer
inputs: { items: items }
outputs: { level: text }
hit: first
table:
  - { when: { items: '>= ${least}' }, then: { level: high } }
  - { then: { level: none } }
---
kind: decision
name: discount
about: Customer
decide: { first: level }
inputs: { level: first.level }
outputs: { percent: integer }
hit: first
table:
  - { when: { level: '"high"' }, then: { percent: 20 } }
  - { then: { percent: 0 } }
`;
    const base = (least: number) =>
      load([DECISION_START, `${inner(least)}---\n${DECISION_START.replace('discount', 'other')}`]);
    const { scenarios } = await resultOf(BASE, { published: base(50), drafts: [{ name: 'lower', model: base(40) }] });
    expect(scenarios[0]?.changed.records).toBe(1);
    expect(scenarios[0]?.rows.map(({ decision, before, after }) => [decision, before, after])).toEqual([
      ['discount', ['2'], ['1']],
      ['level', ['2'], ['1']],
    ]);
  });

  test('a record for which nothing can be decided is counted and shown, and the others are asked', async () => {
    const unique = ['hit: first', 'hit: unique'] as const;
    const { published, scenarios } = await resultOf(BASE, { drafts: [{ name: 'unique', model: load(unique) }] });
    expect(published.failed).toBe(0);
    expect(scenarios[0]?.failed).toBe(3);
    expect(scenarios[0]?.failures[0]).toMatchObject({
      record: { title: 'Customer 1' },
      version: 'draft',
      messages: [{ en: expect.stringContaining('1, 2, 3') }],
    });
  });

  test('decides as of another instant when it is asked to', async () => {
    const dated = ['inputs: { items: items }', 'inputs: { items: if since < today() then 100 else 0 }'] as const;
    const base = customers({ since: '2026-05-01' });
    const ask = (at: string) =>
      resultOf(base, { drafts: [{ name: 'dated', model: load(dated) }], published: load(dated), at });
    expect((await ask('2026-04-01T10:00:00.000Z')).scenarios[0]?.outcomes[0]?.after).toMatchObject({ level: 'none' });
    expect((await ask('2026-06-01T10:00:00.000Z')).scenarios[0]?.outcomes[0]?.after).toMatchObject({ level: 'high' });
  });

  test('formulas are those of each version', async () => {
    const byTotal = ['inputs: { items: items }', 'inputs: { items: total }'] as const;
    const { scenarios } = await resultOf(BASE, {
      published: load(byTotal),
      drafts: [{ name: 'thrice', model: load(byTotal, ["is: 'items * 2'", "is: 'items * 3'"]) }],
      sum: ['total'],
    });
    expect(scenarios[0]?.changed).toEqual({ records: 0, sums: { total: '0' } });
    const more = await resultOf(BASE, {
      published: load(byTotal),
      drafts: [{ name: 'five times', model: load(byTotal, ["is: 'items * 2'", "is: 'items * 5'"]) }],
      sum: ['total'],
    });
    expect(more.scenarios[0]?.changed).toEqual({ records: 2, sums: { total: '30' } });
  });

  test('related lists come with the record', async () => {
    const open = ['inputs: { items: items }', 'inputs: { items: "count(orders[open = true]) * 25" }'] as const;
    const orders = (...all: readonly boolean[]) => ({ orders: all.map((each) => ({ subject: 'x', open: each })) });
    const base = customers({ items: 0, ...orders(true, true) }, { items: 0, ...orders(false) });
    const { scenarios } = await resultOf(base, { drafts: [{ name: 'by orders', model: load(open) }] });
    expect(scenarios[0]?.changed.records).toBe(1);
  });
});

const DECISION_START = 'kind: decision\nname: discount';

describe('while it runs', () => {
  const many = customers(...Array.from({ length: 450 }, () => ({ items: 45 })));

  test('it reads a page at a time, says how far it is, and hands out what changed', async () => {
    const { steps, changes, asked } = await backtest(many, { drafts: [sooner], by: ['size'] });
    expect(steps?.map(({ done, total }) => [done, total])).toEqual([
      [200, 450],
      [400, 450],
      [450, 450],
    ]);
    expect(asked?.map(({ count }) => count)).toEqual([true, false, false]);
    expect(changes).toHaveLength(450);
    expect(changes?.[0]).toEqual({
      scenario: 'sooner',
      record: { id: many[0]?.id, number: null, title: 'Customer 1' },
      values: { size: null, value: null },
      ...{ before: { level: 'middle', percent: 10 }, after: { level: 'high', percent: 20 } },
      ...{ rowsBefore: ['2'], rowsAfter: ['1'] },
      becauseBefore: [{ en: 'some items', ro: 'câteva articole' }],
      becauseAfter: [{ en: 'many items', ro: 'multe articole' }],
    });
  });

  test('a draft whose formulas are slow lets others of the process go on after each turn', async () => {
    let clock = 0;
    const slow = jest.spyOn(performance, 'now').mockImplementation(() => {
      clock += 150;
      return clock;
    });
    let others = 0;
    const count = () => {
      others += 1;
    };
    try {
      const context = contextOf(load());
      const plan = planBacktest(context, { decision: 'discount', drafts: [sooner] });
      if (!('published' in plan)) throw new Error('refused');
      let changed = 0;
      for await (const { changes } of runBacktest(memoryStore(many.slice(0, 20)).store, context, plan)) {
        changed += changes.length;
        setImmediate(count);
      }
      expect(changed).toBe(20);
      expect(others).toBeGreaterThan(5);
    } finally {
      slow.mockRestore();
    }
  });

  test('outcomes that are very long are counted together, because what lists them has an end', async () => {
    const written = 'string join(for i in 1..20000 return string(i)) + name';
    const long = load(['then: { level: none', `then: { level: { is: '${written}' }`]);
    const few = customers(...Array.from({ length: 40 }, () => ({ items: 1 })));
    const { scenarios } = await resultOf(few, { drafts: [{ name: 'long', model: long }] });
    const listed = scenarios[0]?.outcomes.length ?? 0;
    expect(listed).toBeGreaterThan(0);
    expect(scenarios[0]?.moreOutcomes?.records).toBe(40 - listed);
    expect(scenarios[0]?.changed.records).toBe(40);
    expect(JSON.stringify(scenarios[0]?.outcomes).length).toBeLessThan(2_100_000);
  });

  test('who stops listening ends it, and its transaction', async () => {
    const { store, queries, state } = memoryStore(many);
    const context = contextOf(load());
    const plan = planBacktest(context, { decision: 'discount', drafts: [sooner] });
    if (!('published' in plan)) throw new Error('refused');
    for await (const { done } of runBacktest(store, context, plan)) {
      expect(done).toBe(200);
      expect(state.open).toBe(1);
      break;
    }
    expect(state.open).toBe(0);
    expect(queries.length).toBeLessThan(3);
  });

  test('an error of the database is thrown, and leaves nothing open', async () => {
    const context = contextOf(load());
    const plan = planBacktest(context, { decision: 'discount', drafts: [sooner] });
    if (!('published' in plan)) throw new Error('refused');
    const lost = { read: () => Promise.reject(new Error('the database is gone')) };
    await expect(runBacktest(lost, context, plan).next()).rejects.toThrow('the database is gone');
  });

  test('a thousand values have a line each, and what is beyond is counted together: nothing is lost', async () => {
    const different = customers(...Array.from({ length: 1_250 }, (_, at) => ({ items: at % 60, ...money('0.01') })));
    const { scenarios } = await resultOf(different, { drafts: [sooner], by: ['name'] });
    const [group] = scenarios[0]?.groups ?? [];
    expect(group?.values).toHaveLength(1_000);
    expect(group?.others?.all).toEqual({ records: 250, sums: { value: euros('2.50') } });
    const changed = (group?.values ?? []).reduce(
      (sum, each) => sum + each.changed.records,
      group?.others?.changed.records ?? 0,
    );
    expect(changed).toBe(scenarios[0]?.changed.records);
  });
});
