import { expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase } from '../test-server/create-test-database.ts';

async function run(url: string, sql: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query(sql);
  await client.end();
  return rowCount;
}

test('copies of a template start alike, and the template is prepared once', async () => {
  let prepared = 0;
  const template = {
    name: 'a table with one row',
    prepare: async (url: string) => {
      prepared++;
      await run(url, 'create table thing as select 1 as value');
    },
  };
  const [one, two] = await Promise.all([createTestDatabase(template), createTestDatabase(template)]);
  await run(one.url, 'delete from thing');
  expect(await run(two.url, 'select * from thing')).toBe(1);
  expect(prepared).toBe(1);
  await Promise.all([one.drop(), two.drop()]);
});
