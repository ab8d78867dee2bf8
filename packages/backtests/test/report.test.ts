import { describe, expect, test } from '@jest/globals';
import { type BacktestResult, changeColumns, changeRow, showBacktest } from '../src/index.ts';
import { backtest, customers, load } from './shop.ts';

const money = (amount: string) => ({ value: { amount, currency: 'EUR' } });
const base = customers(
  { items: 60, size: 'large', ...money('1100.10') },
  { items: 45, size: 'large', ...money('50.05') },
  { items: 12, size: 'small', ...money('0.20') },
  { items: 11, size: 'small' },
);
const drafts = [
  { name: 'sooner', model: load(['value: 50', 'value: 40']) },
  { name: 'stricter', model: load([">= 10'", ">= 12'"]) },
];

async function run(more = {}) {
  const { result, changes } = await backtest(base, { drafts, by: ['size'], ...more });
  if (!result || !changes) throw new Error('refused');
  return { result, changes };
}
const withoutSamples = (result: BacktestResult) => ({
  ...result,
  scenarios: result.scenarios.map((each) => ({ ...each, samples: [] })),
});

describe('the report', () => {
  test('sets the scenarios side by side', async () => {
    const { result } = await run({ filter: 'items > 1' });
    expect(`${showBacktest(withoutSamples(result), 'en')}\n`).toBe(`Discount: 4 Customers, as of 2026-03-02 10:00 UTC
Only those for which items > 1

                   published      sooner    stricter
Changed                       1 (25.0 %)  1 (25.0 %)
  Value of all  1,150.35 EUR
  their Value                  50.05 EUR    0.00 EUR
Sum of percent            50    60 (+10)    40 (-10)

By Size  records         Value      sooner      Value    stricter     Value
Large          2  1,150.15 EUR  1 (50.0 %)  50.05 EUR   0 (0.0 %)  0.00 EUR
Small          2      0.20 EUR   0 (0.0 %)   0.00 EUR  1 (50.0 %)  0.00 EUR

Outcomes that change                                   sooner      Value  stricter     Value
level: middle, percent: 10 → level: high, percent: 20       1  50.05 EUR         –
level: middle, percent: 10 → level: none, percent: 0        –                    1  0.00 EUR

Rows responsible         sooner      Value  stricter     Value
discount: row 2 → row 1       1  50.05 EUR         –
discount: row 2 → row 3       –                    1  0.00 EUR
`);
  });

  test('speaks Romanian, with its numbers and labels', async () => {
    const { result } = await run();
    const told = showBacktest(result, 'ro');
    expect(told).toContain('Reducere: 4 Clienți, la data de 2026-03-02 10:00 UTC');
    expect(told).toMatch(/Valoare la toate +1\.150,35 EUR/);
    expect(told).toMatch(/După Mărime +înregistrări/);
    expect(told).toMatch(/înainte: Middle, percent 10, deoarece 45 de articole ≥ 10 \(rândul 2: câteva articole\)\./);
  });

  test('shows the samples with both explanations, and why the row of before no longer decides', async () => {
    const told = showBacktest((await run()).result, 'en').split('\n');
    const at = told.indexOf('stricter: 1 of the changed records');
    expect(told.slice(at + 1, at + 5)).toEqual([
      `  ${base[3]?.id} Customer 4 (small)`,
      '    before: Middle, percent 10, because 11 items ≥ 10 (row 2: some items).',
      '    after: None, percent 0, without condition (row 3).',
      '      Row 2 does not count: Items is 11, but must be ≥ 12.',
    ]);
  });

  test('names the records for which nothing could be decided', async () => {
    const unique = [{ name: 'unique', model: load(['hit: first', 'hit: unique']) }];
    const told = showBacktest((await run({ drafts: unique })).result, 'en');
    expect(told).toMatch(/Could not be decided +0 +4/);
    expect(told).toMatch(/unique: records that could not be decided\n {2}Customer 1 \(draft\): Only one row may match/);
  });

  test('never shows a few of very many as none', async () => {
    const many = customers(...Array.from({ length: 5_000 }, (_, at) => ({ items: at === 0 ? 45 : 1 })));
    const { result } = await backtest(many, { drafts: drafts.slice(0, 1) });
    expect(result && showBacktest(result, 'en')).toMatch(/Changed +1 \(0\.020 %\)/);
  });
});

describe('a file of the changed records', () => {
  test('has a line for each, money as amount and currency', async () => {
    const { result, changes } = await run();
    expect(changeColumns(result, 'en').map(({ label, type }) => `${label}: ${type}`)).toEqual([
      ...[
        'Draft: text',
        'Id: text',
        'Number: text',
        'Name: text',
        'Size: text',
        'Value: number',
        'Value (currency): text',
      ],
      ...[
        'Before: text',
        'After: text',
        'Rows before: text',
        'Rows after: text',
        'Reason before: text',
        'Reason after: text',
      ],
    ]);
    expect(changes.map((each) => changeRow(each, result, 'en'))).toEqual([
      [
        ...['sooner', base[1]?.id, null, 'Customer 2', 'large', '50.05', 'EUR'],
        ...['level: middle, percent: 10', 'level: high, percent: 20', '2', '1', 'some items', 'many items'],
      ],
      [
        ...['stricter', base[3]?.id, null, 'Customer 4', 'small', null, null],
        ...['level: middle, percent: 10', 'level: none, percent: 0', '2', '3', 'some items', ''],
      ],
    ]);
  });

  test('names its columns in Romanian', async () => {
    const { result } = await run();
    expect(changeColumns(result, 'ro').map(({ label }) => label)).toContain('Valoare (moneda)');
  });
});
