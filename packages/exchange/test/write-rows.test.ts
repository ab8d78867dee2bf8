import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { type RowColumn, writeRows } from '../src/index.ts';

const columns: readonly RowColumn[] = [
  { label: 'Number' },
  { label: 'Value', type: 'number' },
  { label: 'Since', type: 'date' },
  { label: 'Known', type: 'boolean' },
];

const bytesOf = async (stream: NodeJS.ReadableStream) => Buffer.concat(await Array.fromAsync(stream, Buffer.from));
const textOf = async (...given: Parameters<typeof writeRows>) => (await bytesOf(writeRows(...given))).toString('utf8');
const sheetOf = async (...given: Parameters<typeof writeRows>) =>
  (await readXlsx(await bytesOf(writeRows(...given)))).sheets[0];

describe('Rows as CSV', () => {
  test('have a line of labels, commas, CRLF, and quotes where they are needed', async () => {
    const text = await textOf('csv', columns, [
      ['A "b", c\nd', '12.50', '2026-01-31', true],
      [null, null, null, null],
    ]);
    expect(text).toBe('Number,Value,Since,Known\r\n"A ""b"", c\nd",12.50,2026-01-31,true\r\n,,,\r\n');
  });

  test('begin with a byte order mark when it is asked for, also when there is no row', async () => {
    expect(await textOf('csv', columns, [], { byteOrderMark: true })).toBe('\uFEFFNumber,Value,Since,Known\r\n');
  });

  test('hold no formula, but leave numbers alone', async () => {
    const text = await textOf(
      'csv',
      [{ label: '=a' }, { label: 'b' }],
      [
        ['=cmd|x', '-12.50'],
        ['@sum(1)', '+40722123456'],
        ['-1+2', '\t=1'],
      ],
    );
    expect(text).toBe("'=a,b\r\n'=cmd|x,-12.50\r\n'@sum(1),+40722123456\r\n'-1+2,'\t=1\r\n");
  });

  test('are read back by a reader of CSV just as they were', async () => {
    const value = fc.string({ unit: 'binary' }).map((text) => text.replace(/^[=+\-@\t\r\n＝＋－＠]+/, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(value, { minLength: 2, maxLength: 2 }), { maxLength: 20 }), async (rows) => {
        const text = await textOf('csv', [{ label: 'a' }, { label: 'b' }], rows);
        expect(parse(text, { bom: false, record_delimiter: '\r\n' })).toEqual([['a', 'b'], ...rows]);
      }),
    );
  });
});

describe('Rows as a spreadsheet', () => {
  test('hold numbers as numbers, days as dates, and text as text', async () => {
    const sheet = await sheetOf('xlsx', columns, [
      ['0042', '12.50', '2026-01-31', false],
      ['=1+1', '-3', null, true],
    ]);
    expect(sheet?.rows).toEqual([
      ['Number', 'Value', 'Since', 'Known'],
      ['0042', 12.5, new Date('2026-01-31T00:00:00.000Z'), false],
      ['=1+1', -3, null, true],
    ]);
  });

  test('round no number that has more digits than a spreadsheet can hold', async () => {
    const sheet = await sheetOf('xlsx', columns, [[null, '12345678901234567.89', 'someday', null]]);
    expect(sheet?.rows[1]?.slice(1, 3)).toEqual(['12345678901234567.89', 'someday']);
  });

  test('take what spreadsheets forbid: control characters, very long text, odd titles', async () => {
    const sheet = await sheetOf(
      'xlsx',
      [{ label: 'a' }],
      [['x\u0000\u0008y'], ['z'.repeat(40_000)], [{ amount: '1', currency: 'EUR' }]],
      {
        title: "'Offers [2026]: all of them, and a very long name/title'",
      },
    );
    expect(sheet?.name).toBe('Offers  2026   all of them, and');
    expect(sheet?.rows[1]).toEqual(['x\u0000\u0008y']);
    expect(String(sheet?.rows[2]?.[0])).toHaveLength(32_767);
    expect(sheet?.rows[3]).toEqual(['{"amount":"1","currency":"EUR"}']);
  });
});

describe.each(['csv', 'xlsx'] as const)('A stream of %s', (format) => {
  test('fails as its rows fail', async () => {
    async function* rows() {
      yield ['1'];
      throw new Error('the database went away');
    }
    await expect(bytesOf(writeRows(format, [{ label: 'a' }], rows()))).rejects.toThrow('the database went away');
  });

  test('ends its rows when nobody reads on', async () => {
    const { promise: ended, resolve: end } = Promise.withResolvers<string>();
    async function* rows() {
      try {
        for (let at = 0; ; at++) yield [`row ${at}`];
      } finally {
        end('ended');
      }
    }
    const stream = writeRows(format, [{ label: 'a' }], rows());
    for await (const _ of stream) break;
    await expect(ended).resolves.toBe('ended');
  });
});
