import { formatProblem, problem } from '@dealwright/diagnostics';
import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import { loadModel } from '@dealwright/metadata';
import type { Change, Saved } from '@dealwright/records';
import { describe, expect, test } from '@jest/globals';
import { importRecords, readMapping } from '../src/index.ts';

const CUSTOMER = `
kind: choices
name: term
values: { monthly: Monthly, yearly: Yearly }
---
kind: entity
name: Customer
title: name
fields:
  code: { type: text, key: true }
  name: { type: text }
  months: { type: integer }
  charges: { type: money, currency: EUR }
  term: { type: choice, of: term }
  left: { type: boolean }
`;

const MAPPING = `
entity: Customer
key: code
fields:
  code: customerID
  name: { is: '"Customer " + customerID' }
  months: tenure
  charges: MonthlyCharges
  term: { column: Contract, values: { Month-to-month: monthly, One year: yearly } }
  left: { is: Churn = "Yes" }
`;

const HEAD = 'customerID,tenure,MonthlyCharges,Contract,Churn\r\n';
const ENVIRONMENT = { now: '2026-03-02T10:00:00.000Z', zone: 'Europe/Bucharest', locale: 'en' };

function customer() {
  const { model } = loadModel([{ path: 'customer.yaml', text: CUSTOMER }], [choicesKind, settingKind, entityKind]);
  const entity = model?.find(entityKind, 'Customer');
  if (!entity) throw new Error('There is no Customer.');
  return entity;
}

/** Imports the text in small chunks, into a list; a code that begins with X is refused. */
async function bring(text: string | Uint8Array, mappingText = MAPPING, from?: number) {
  const { mapping, problems } = readMapping({ path: 'mapping.yaml', text: mappingText });
  if (!mapping) return { changes: [], batches: 0, lines: problems.map((each) => formatProblem(each)), last: undefined };
  const all = Buffer.from(text);
  async function* bytes() {
    const size = Math.max(7, all.length >> 10);
    for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
  }
  const changes: Change[] = [];
  let batches = 0;
  const save = async (given: readonly Change[]): Promise<readonly Saved[]> => {
    changes.push(...given);
    batches += 1;
    return given.map((change, index) => {
      const isWrong = change.is === 'upsert' && String(change.by.value).startsWith('X');
      const wrong = problem('WRONG', { en: 'No X.', ro: 'Fără X.' }, { path: ['inputs', index, 'code'] });
      return { id: isWrong ? undefined : 'id', version: 1, problems: isWrong ? [wrong] : [] };
    });
  };
  const options = { name: 'a.csv', mapping, entity: customer(), save, environment: ENVIRONMENT, ...(from && { from }) };
  const steps = await Array.fromAsync(importRecords({ bytes: bytes(), ...options }));
  const lines = steps.flatMap((step) => step.problems.map((each) => formatProblem(each)));
  return { changes, batches, lines, last: steps.at(-1) };
}

describe('Rows of a CSV', () => {
  test('become records by the mapping: columns, values, and FEEL over the row', async () => {
    const { changes, lines } = await bring(
      `\uFEFF${HEAD}7590-A,1,29.85,Month-to-month,No\r\n"55""75",34,,One year,Yes\r\n`,
    );
    expect(lines).toEqual([]);
    expect(changes).toEqual([
      {
        is: 'upsert',
        by: { field: 'code', value: '7590-A' },
        values: { code: '7590-A', name: 'Customer 7590-A', months: 1, charges: '29.85', term: 'monthly', left: false },
      },
      expect.objectContaining({
        values: { code: '55"75', name: 'Customer 55"75', months: 34, charges: null, term: 'yearly', left: true },
      }),
    ]);
  });

  test('whose cells are words of the language we are written in are texts as any other', async () => {
    const { changes } = await bring(`${HEAD}A,1,1,constructor,No\r\n`);
    expect(changes[0]).toMatchObject({ values: { term: 'constructor' } });
  });

  test('that are refused are told with their line, and stop no other', async () => {
    const { last, lines } = await bring(
      `${HEAD}A,1,1,Yearly,No\nX,1,1,One year,No\nB,1\n\n"C\nC",1,1,One year,No\nX2,1,1,One year,No\n`,
    );
    expect(lines).toEqual([
      expect.stringMatching(/^a\.csv:4:1 ROW_NOT_READABLE /),
      'a.csv:3:1 WRONG `code`: No X.',
      'a.csv:8:1 WRONG `code`: No X.',
    ]);
    expect(last).toMatchObject({ line: 8, stored: 2, refused: 3 });
  });

  test('are stored some hundred a transaction, and can begin in the middle', async () => {
    const rows = Array.from({ length: 1201 }, (_, at) => `C${at},1,1,One year,No\n`).join('');
    expect(await bring(HEAD + rows)).toMatchObject({ batches: 3, last: { line: 1202, stored: 1201 } });
    expect((await bring(HEAD + rows, MAPPING, 1202)).changes).toHaveLength(1);
  });
});

describe('What cannot be imported', () => {
  test('is a mapping that names what is not there', async () => {
    const wrong = MAPPING.replace('tenure', 'tenur').replace('  left:', '  lft:').replace('key: code', 'key: name');
    expect((await bring(`${HEAD}A,1,1,Yearly,No\n`, wrong)).lines).toEqual([
      expect.stringMatching(/^fields\.months UNKNOWN_NAME .*did you mean `tenure`/),
      expect.stringMatching(/^fields\.lft UNKNOWN_NAME .*did you mean `left`/),
      expect.stringMatching(/^key NOT_A_KEY /),
    ]);
    expect((await bring(HEAD, 'entity: Customer\nfield: {}')).lines.length).toBeGreaterThan(0);
    expect((await bring(HEAD, 'entity: [')).lines).toEqual([expect.stringMatching(/^mapping\.yaml WRONG_MAPPING/)]);
  });

  test('is a file that is empty, no text, or one endless quote', async () => {
    expect((await bring('')).lines).toEqual([expect.stringMatching(/NO_COLUMNS/)]);
    expect((await bring(Buffer.concat([Buffer.from(HEAD), Buffer.from([0xff, 0xfe, 0x41])]))).lines).toEqual([
      expect.stringMatching(/NOT_UTF8/),
    ]);
    expect((await bring(`${HEAD}A,1,1,"${'x'.repeat(1_100_000)}\n`)).lines[0]).toMatch(/ROW_NOT_READABLE/);
  });
});
