import { existsSync, readFileSync } from 'node:fs';
import type { BacktestResult } from '@dealwright/backtests';
import type { JsonObject } from '@dealwright/values';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openJourney, type Person } from './harness.ts';

/** 7,043 customers of an operator, which nobody here made up. They lie beside a checkout, and are not part of it. */
const BASE = '../shared/acceptance/telco-churn.csv';
const given = existsSync(BASE) ? describe : describe.skip;
if (!existsSync(BASE)) process.stderr.write(`O10 is skipped: there is no ${BASE}\n`);

const journey = openJourney();

interface Customer {
  readonly code: string;
  readonly term: 'month_to_month' | 'one_year' | 'two_years';
  readonly service: string;
  readonly months: number;
  readonly cents: bigint;
  readonly total: string;
  readonly left: boolean;
}

const TERMS = { 'Month-to-month': 'month_to_month', 'One year': 'one_year', 'Two year': 'two_years' } as const;
const SERVICES: Readonly<Record<string, string>> = { No: 'none', DSL: 'dsl', 'Fiber optic': 'fibre' };

function readCustomers(): Customer[] {
  const [head = '', ...lines] = readFileSync(BASE, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    const cell = (name: string) => cells[names.indexOf(name)] ?? '';
    return {
      code: cell('customerID'),
      term: TERMS[cell('Contract') as keyof typeof TERMS],
      service: SERVICES[cell('InternetService')] ?? '',
      months: Number(cell('tenure')),
      cents: centsOf(cell('MonthlyCharges')),
      total: cell('TotalCharges').trim(),
      left: cell('Churn') === 'Yes',
    };
  });
}

function centsOf(text: string): bigint {
  const [whole = '', decimals = ''] = text.split('.');
  return BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0'));
}

function euros(cents: bigint): { amount: string; currency: string } {
  return { amount: `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`, currency: 'EUR' };
}

/** The data warehouse brings its customers over the public API, a thousand at a time. */
async function bring(person: Person, customers: readonly Customer[]): Promise<void> {
  for (let at = 0; at < customers.length; at += 1000) {
    const inputs = customers.slice(at, at + 1000).map(
      ({ code, term, service, months, cents, total, left }): JsonObject => ({
        ...{ code, term, service, months, left, monthlyCharges: { amount: euros(cents).amount } },
        ...(total === '' ? {} : { totalCharges: { amount: total } }),
      }),
    );
    const { created } = await person.ask(
      'mutation ($inputs: [CustomerProfileInput!]!) { created: createCustomerProfiles(inputs: $inputs) { problems { code message } } }',
      { inputs },
    );
    expect((created as unknown as { problems: unknown[] }[]).flatMap(({ problems }) => problems)).toEqual([]);
  }
}

interface Limits {
  readonly high: bigint;
  readonly loyal: number;
}

/** The table of renewal-offer once more, as plainly as can be: row, offer, percent. */
function offerOf({ term, cents, months }: Customer, { high, loyal }: Limits): readonly [number, string, number] {
  if (term === 'two_years') return [1, 'none', 0];
  if (cents >= high && months >= loyal) return [2, 'loyalty', 15];
  if (cents >= high && term === 'month_to_month') return [3, 're-signing', 10];
  if (months >= loyal) return [4, 'loyalty', 5];
  if (term === 'month_to_month' && months < 6) return [5, 'welcome-call', 0];
  return [6, 're-signing', 3];
}

const PUBLISHED: Limits = { high: 9000n, loyal: 48 };
const SCENARIOS = [
  {
    name: 'higher charges',
    limits: { high: 10_000n, loyal: 48 },
    documents: [setting('renewalHighCharges', 'money\ncurrency: EUR', 100)],
  },
  {
    name: 'loyal sooner',
    limits: { high: 9000n, loyal: 36 },
    documents: [setting('renewalLoyalMonths', 'integer', 36)],
  },
];

/** A draft need not repeat what it does not change: one setting is a document. */
function setting(name: string, type: string, value: number): string {
  return `kind: setting\nname: ${name}\nlabel: { en: A limit, ro: O limită }\ntype: ${type}\nvalue: ${value}\n`;
}

const sumOf = (customers: readonly Customer[]) => customers.reduce((sum, { cents }) => sum + cents, 0n);

function changedBy(customers: readonly Customer[], limits: Limits): readonly Customer[] {
  return customers.filter((each) => offerOf(each, PUBLISHED)[0] !== offerOf(each, limits)[0] && isOther(each, limits));
}

/** Another row may say the same. */
function isOther(each: Customer, limits: Limits): boolean {
  const [, offer, percent] = offerOf(each, PUBLISHED);
  const [, other, otherPercent] = offerOf(each, limits);
  return offer !== other || percent !== otherPercent;
}

/** In hundredths of a cent: what is given away each month. */
function givenAway(customers: readonly Customer[], limits: Limits): bigint {
  return customers.reduce((sum, each) => sum + each.cents * BigInt(offerOf(each, limits)[2]), 0n);
}

function decimal(units: bigint): string {
  const sign = units < 0n ? '-' : '';
  const digits = String(units < 0n ? -units : units).padStart(5, '0');
  return `${sign}${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '');
}

const BACKTEST = `mutation ($drafts: [BacktestDraft!]!, $filter: String, $by: [String!], $decision: String = "renewal-offer", $sum: [String!]) {
  backtest(decision: $decision, drafts: $drafts, filter: $filter, by: $by, sum: $sum, wait: 60) {
    backtestRun { id status done total changed drafts owner { username } result problems }
    problems { code message path hint }
  }
}`;

interface Told {
  readonly backtestRun: {
    id: string;
    status: string;
    done: number;
    total: number;
    changed: number;
    drafts: string;
    owner: { username: string };
    result: BacktestResult;
  } | null;
  readonly problems: readonly { code: string; message: string; path: string[] | null; hint: string | null }[];
}

async function backtest(person: Person, variables: JsonObject): Promise<Told> {
  const drafts = SCENARIOS.map(({ name, documents }) => ({ name, documents }));
  return (await person.ask(BACKTEST, { drafts, ...variables })).backtest as unknown as Told;
}

given('O10: Pricing tries changed limits on the whole customer base before they are active', () => {
  let customers: readonly Customer[];
  let told: Told;

  beforeAll(async () => {
    customers = readCustomers();
    await bring(journey.as('integrator'), customers);
    told = await backtest(journey.as('pricing'), { by: ['term', 'service'] });
  }, 300_000);

  test('the whole base is asked, and the run is kept for whoever asked', () => {
    expect(told.problems).toEqual([]);
    expect(told.backtestRun).toMatchObject({
      ...{ status: 'done', done: 7043, total: 7043, drafts: 'higher charges, loyal sooner' },
      owner: { username: 'pricing' },
      result: {
        ...{ decision: 'renewal-offer', entity: 'CustomerProfile', filter: null },
        all: { records: 7043, sums: { monthlyCharges: euros(sumOf(customers)) } },
        published: { failed: 0 },
      },
    });
  });

  test.each(SCENARIOS.map(({ name }, at) => [name, at] as const))(
    'customers, revenue and segments that “%s” affects are those of the data',
    (name, at) => {
      const limits = SCENARIOS[at]?.limits ?? PUBLISHED;
      const scenario = told.backtestRun?.result.scenarios[at];
      const changed = changedBy(customers, limits);
      expect(changed.length).toBeGreaterThan(100);
      expect(scenario).toMatchObject({
        name,
        changed: { records: changed.length, sums: { monthlyCharges: euros(sumOf(changed)) } },
        failed: 0,
      });
      const [before, after] = [givenAway(customers, PUBLISHED), givenAway(customers, limits)];
      expect(scenario?.outputs.find((each) => each.name === 'givenAway')).toEqual({
        ...{ name: 'givenAway', before: decimal(before), after: decimal(after), difference: decimal(after - before) },
      });
      for (const term of Object.values(TERMS)) {
        const [all, some] = [customers, changed].map((each) => each.filter((one) => one.term === term));
        const value = { month_to_month: 'month-to-month', one_year: 'one-year', two_years: 'two-years' }[term];
        expect(scenario?.groups[0]?.values.find((each) => each.value === value)).toMatchObject({
          all: { records: all?.length, sums: { monthlyCharges: euros(sumOf(all ?? [])) } },
          changed: { records: some?.length, sums: { monthlyCharges: euros(sumOf(some ?? [])) } },
        });
      }
      expect(scenario?.groups[1]?.values.map(({ value }) => value).sort()).toEqual(['dsl', 'fibre', 'none']);
    },
  );

  test('the rows responsible and the outcomes before and after are counted', () => {
    for (const [at, { limits }] of SCENARIOS.entries()) {
      const scenario = told.backtestRun?.result.scenarios[at];
      const pairs = new Map<string, number>();
      for (const each of changedBy(customers, limits)) {
        const key = `${offerOf(each, PUBLISHED)[0]} → ${offerOf(each, limits)[0]}`;
        pairs.set(key, (pairs.get(key) ?? 0) + 1);
      }
      const found = scenario?.rows.map(({ before, after, records }) => [`${before} → ${after}`, records] as const);
      expect(new Map(found)).toEqual(pairs);
      const outcomes = scenario?.outcomes ?? [];
      expect(outcomes.reduce((sum, { records }) => sum + records, 0)).toBe(7043);
      expect(outcomes.filter(({ isChange }) => isChange).reduce((sum, { records }) => sum + records, 0)).toBe(
        scenario?.changed.records,
      );
    }
  });

  test('ten changed customers are shown, with both explanations in both languages', () => {
    const scenario = told.backtestRun?.result.scenarios[0];
    expect(scenario?.samples).toHaveLength(10);
    const byCode = new Map(customers.map((each) => [each.code, each]));
    for (const { record, before, after } of scenario?.samples ?? []) {
      const customer = byCode.get(record.title ?? '');
      if (!customer) throw new Error(`nobody is called ${record.title}`);
      expect(before.rows).toEqual([String(offerOf(customer, PUBLISHED)[0])]);
      expect(after.rows).toEqual([String(offerOf(customer, SCENARIOS[0]?.limits ?? PUBLISHED)[0])]);
      expect(before.sentences.en[0]).toMatch(/because .*\(row \d/);
      expect(after.sentences.ro[0]).toMatch(/rândul \d/);
    }
  });

  test('a filter asks only some of them', async () => {
    const fibre = customers.filter(({ service, left }) => service === 'fibre' && !left);
    const { backtestRun } = await backtest(journey.as('pricing'), { filter: 'service = "fibre" and left = false' });
    expect(backtestRun?.result).toMatchObject({
      filter: 'service = "fibre" and left = false',
      all: { records: fibre.length, sums: { monthlyCharges: euros(sumOf(fibre)) } },
    });
    expect(backtestRun?.result.scenarios[0]?.changed.records).toBe(
      changedBy(fibre, SCENARIOS[0]?.limits ?? PUBLISHED).length,
    );
  });

  test('the changed customers are exported, as CSV and as a spreadsheet', async () => {
    const pricing = journey.as('pricing');
    const id = told.backtestRun?.id ?? '';
    const lines = SCENARIOS.reduce((sum, { limits }) => sum + changedBy(customers, limits).length, 0);
    for (const format of ['csv', 'xlsx']) {
      const { exported } = await pricing.ask(
        `mutation ($id: ID!) { exported: exportBacktest(id: $id, format: ${format}) { id url problems { code message } } }`,
        { id },
      );
      const { id: file, url, problems } = exported as unknown as { id: string; url: string; problems: unknown[] };
      expect([problems, url]).toEqual([[], `/files/${file}`]);
      const { name, bytes } = await pricing.file(file);
      expect(name).toBe(`renewal-offer.${format}`);
      if (format === 'xlsx') expect(Buffer.from(bytes.subarray(0, 2)).toString()).toBe('PK');
      else {
        const [head = '', ...rows] = Buffer.from(bytes).toString('utf8').trim().split('\r\n');
        expect(head).toContain(
          'Draft,Id,Number,Name,Contract term,Internet service,Monthly charges,Monthly charges (currency)',
        );
        expect(rows).toHaveLength(lines);
      }
    }
  });

  test('nothing was published, and only whoever may run back-tests sees their results', async () => {
    const limit = '{ model { hash } }';
    expect(await journey.as('pricing').ask(limit)).toEqual(await journey.as('seller').ask(limit));
    const runs = '{ backtestRuns { totalCount } }';
    expect(await journey.as('seller').ask(runs)).toEqual({ backtestRuns: { totalCount: 0 } });
    expect(await journey.as('pricing').ask(runs)).toEqual({ backtestRuns: { totalCount: 2 } });
    expect((await backtest(journey.as('seller'), {})).problems).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  });
});

describe('O10: what cannot be asked is told, with a remedy', () => {
  const drafts = (...documents: string[]) => ({ drafts: [{ name: 'mine', documents }] });
  test.each([
    ['an unknown decision', { decision: 'renewal-ofer' }, 'UNKNOWN_DECISION', 'renewal-offer'],
    ['an unknown field', { by: ['trem'] }, 'UNKNOWN_FIELD', 'term'],
    ['a sum of what is no number', { sum: ['term'] }, 'NOT_A_NUMBER', 'monthlyCharges'],
    ['a filter with an error', { filter: 'trem = "one-year"' }, 'UNKNOWN_NAME', 'term'],
    ['no draft', { drafts: [] }, 'NO_DRAFT', 'at least one'],
    ['a draft that is no YAML', drafts('kind: [decision'), 'YAML_SYNTAX', ''],
    [
      'a draft of a wrong shape',
      drafts('kind: setting\nname: renewalLoyalMonths\ntype: integr\nvalue: 1\n'),
      'WRONG_SHAPE',
      '',
    ],
  ])('%s', async (_, variables, code, hint) => {
    const { backtestRun, problems } = await backtest(journey.as('pricing'), variables as JsonObject);
    expect(backtestRun).toBeNull();
    expect(problems[0]?.code).toBe(code);
    expect(problems[0]?.hint ?? '').toContain(hint);
  });
});
