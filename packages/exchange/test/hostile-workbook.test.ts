import { isWrittenIn } from '@dealwright/diagnostics';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { exportTable, openTable } from '../src/index.ts';
import { decisionIn, HANDLING } from './shop.ts';

let good: Uint8Array;
let parts: Record<string, Uint8Array>;
beforeAll(async () => {
  const made = await exportTable(decisionIn(HANDLING), { path: 'orders.yaml', text: HANDLING });
  if (!('bytes' in made)) throw new Error('The table cannot be exported.');
  good = made.bytes;
  parts = unzipSync(good);
});

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const withPart = (name: string, content: Uint8Array) => zipSync({ ...parts, [name]: content }, { level: 6 });
const withSheet = (xml: string) => withPart('xl/worksheets/sheet1.xml', strToU8(xml));
const sheetOf = (rows: string) =>
  withSheet(`<worksheet xmlns="${NAMESPACE}"><sheetData>${rows}</sheetData></worksheet>`);

async function codeOf(bytes: Uint8Array): Promise<string> {
  const opened = await openTable(bytes);
  if (!('problem' in opened)) return 'opened';
  const { code, message, hint } = opened.problem;
  expect([isWrittenIn(message, 'ro'), hint !== undefined && isWrittenIn(hint, 'ro')]).toEqual([true, true]);
  return code;
}

/** Says of the largest part that it is small. */
function lie(bytes: Uint8Array, size: number): Uint8Array {
  const copy = Buffer.from(bytes);
  for (
    let at = copy.indexOf('PK\u0001\u0002', 0, 'latin1');
    at >= 0;
    at = copy.indexOf('PK\u0001\u0002', at + 4, 'latin1')
  ) {
    if (copy.readUInt32LE(at + 24) === size) copy.writeUInt32LE(1000, at + 24);
  }
  return copy;
}

describe('A file that is no workbook of a decision', () => {
  test('is told for what it is', async () => {
    expect(await codeOf(good)).toBe('opened');
    expect(await codeOf(new Uint8Array(0))).toBe('NOT_A_WORKBOOK');
    expect(await codeOf(strToU8('a,b\r\n1,2\r\n'))).toBe('NOT_A_WORKBOOK');
    expect(await codeOf(strToU8('<html><table></table></html>'))).toBe('NOT_A_WORKBOOK');
    expect(await codeOf(strToU8('%PDF-1.7'))).toBe('NOT_A_WORKBOOK');
    expect(await codeOf(zipSync({ mimetype: strToU8('x'), 'content.xml': strToU8('<a/>') }))).toBe('NOT_A_WORKBOOK');
    expect(await codeOf(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]))).toBe(
      'NOT_A_WORKBOOK',
    );
    expect(await codeOf(await writeXlsx({ sheets: [{ name: 'Prices', rows: [['a', 1]] }] }))).toBe(
      'NO_TABLE_IN_WORKBOOK',
    );
  });

  test('is refused with macros, with a password, and damaged', async () => {
    expect(await codeOf(withPart('xl/vbaProject.bin', strToU8('macro')))).toBe('WORKBOOK_HAS_MACROS');
    const secret = { sheets: [{ name: 'a', rows: [[1]] }], encryption: { password: 'secret', spinCount: 10 } };
    expect(await codeOf(await writeXlsx(secret))).toBe('WORKBOOK_ENCRYPTED');
    expect(await codeOf(good.subarray(0, good.length / 2))).toBe('WORKBOOK_DAMAGED');
    expect(await codeOf(strToU8('PK\u0003\u0004 and no more'))).toBe('WORKBOOK_DAMAGED');
    expect(await codeOf(withSheet('<worksheet><sheetData><row r="1"><c r="A1'))).toBe('WORKBOOK_DAMAGED');
  });
});

describe('A bomb', () => {
  test('is not unpacked: neither large parts, nor many, nor a small one that lies', async () => {
    const size = 120_000_000;
    const bomb = withPart('xl/worksheets/sheet1.xml', new Uint8Array(size));
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await codeOf(bomb)).toBe('WORKBOOK_TOO_LARGE');
    expect(await codeOf(lie(bomb, size))).toBe('NO_TABLE_IN_WORKBOOK');
    const many = Object.fromEntries(Array.from({ length: 1_500 }, (_, at) => [`xl/x${at}.xml`, new Uint8Array(1)]));
    expect(await codeOf(zipSync({ ...parts, ...many }))).toBe('WORKBOOK_TOO_LARGE');
    expect(await codeOf(new Uint8Array(20_000_001))).toBe('WORKBOOK_TOO_LARGE');
  });

  test('of entities is not expanded, and cells at the far corner take no room', async () => {
    const entities = Array.from({ length: 12 }, (_, at) => `<!ENTITY e${at} "${`&e${at - 1};`.repeat(10)}">`).join('');
    const xml = `<!DOCTYPE a [${entities}]><worksheet xmlns="${NAMESPACE}"><sheetData><row r="1"><c r="A1" t="str"><v>&e11;</v></c></row></sheetData></worksheet>`;
    expect(await codeOf(withSheet(xml))).toBe('NO_TABLE_IN_WORKBOOK');
    expect(await codeOf(sheetOf('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))).toBe('NO_TABLE_IN_WORKBOOK');
    expect(await codeOf(sheetOf('<row r="9"><c r="A9999999"><v>1</v></c></row>'))).not.toBe('opened');
    expect(await codeOf(withSheet('<a>'.repeat(300_000)))).not.toBe('opened');
  });
});
