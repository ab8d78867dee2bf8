import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectorKind } from '@dealwright/connectors';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-call-'));
  writeFileSync(join(folder, 'warehouse.yaml'), connectorKind.example);
});
afterAll(() => rmSync(folder, { recursive: true }));

function call(operation: string, values: object, ...more: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [MAIN, 'call', operation, '--with', '-', '--content', folder, ...more],
    {
      input: JSON.stringify(values),
      encoding: 'utf8',
      env: {
        ...process.env,
        WAREHOUSE_TOKEN: 's3cret-token',
        NODE_COMPILE_CACHE: join(tmpdir(), 'dealwright-compiled'),
      },
    },
  );
  return { status, stdout, stderr };
}

const VALUES = { number: 'A/7', article: 'chair', quantity: 3 };

describe('dealwright call', () => {
  test('shows the request, with its secrets named and not shown, the answer and what it gives', () => {
    const { status, stdout, stderr } = call('warehouse.reserve', VALUES);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('POST {WAREHOUSE_URL}/orders/A%2F7/reservations');
    expect(stdout).toContain('authorization: Bearer {WAREHOUSE_TOKEN}');
    expect(stdout).toContain('{"article":"chair","pieces":3}');
    expect(stdout).toMatch(/gives {"reservation":"R-\d{8}"}/);
    expect(stdout).not.toContain('s3cret-token');
  });

  test('says what a no means', () => {
    const { status, stdout } = call('warehouse.reserve', { ...VALUES, quantity: 101 }, '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      reply: { status: 409 },
      meaning: { is: 'refused', because: 'Only 100 are there.' },
    });
  });

  test.each([
    ['warehouse.reserv', VALUES, 'did you mean `reserve`?'],
    ['warehous.reserve', VALUES, 'did you mean `warehouse`?'],
    ['warehouse.reserve', { number: '7', article: 'chair' }, 'reserve needs quantity.'],
    ['warehouse.reserve', { ...VALUES, colour: 'red' }, 'reserve takes no colour, but number, article, quantity.'],
  ])('tells what is wrong with %s %j', (operation, values, expected) => {
    const { status, stderr } = call(operation, values);
    expect(status).toBe(2);
    expect(stderr).toContain(expected);
  });
});
