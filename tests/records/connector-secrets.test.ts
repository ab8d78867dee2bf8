import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { openSystems, type Systems } from './systems.ts';

const TOKEN = 'tok-7f3a9b-nobody';
const PASSWORD = 'pass word/9+nobody';
const CODED = Buffer.from(`ledger-user:${PASSWORD}`).toString('base64');
const SECRETS = [TOKEN, PASSWORD, encodeURIComponent(PASSWORD), CODED];

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A careless system: whatever it is asked, it repeats who asked. */
async function careless(status: number): Promise<{ readonly url: string; readonly heard: string[] }> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const said = String(request.headers.authorization);
    heard.push(said);
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-heard': said })
      .end(JSON.stringify({ message: `No: ${said}`, id: said, line: said }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

async function everythingStored({ shop }: Systems): Promise<string> {
  const tables = await shop.sql(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const rows = await Promise.all(tables.map(({ name }) => shop.sql(`select each::text as row from ${name} each`)));
  return JSON.stringify(rows);
}

async function openWith(variables: Record<string, string>, sandboxed = true): Promise<Systems> {
  const systems = await openSystems({ variables, sandboxed });
  open.push(() => systems.close());
  return systems;
}

test.each([[200], [409], [401], [500]])(
  'a secret is sent, and stands nowhere else, when a careless system repeats it (%i)',
  async (status) => {
    const { url, heard } = await careless(status);
    const systems = await openWith({
      ...{ WAREHOUSE_URL: url, WAREHOUSE_TOKEN: TOKEN },
      ...{ LEDGER_URL: url, LEDGER_USER: 'ledger-user', LEDGER_PASSWORD: PASSWORD },
    });
    const id = await systems.placed();
    await systems.settle();
    expect(heard).toEqual(expect.arrayContaining([`Bearer ${TOKEN}`, `Basic ${CODED}`]));
    expect((await systems.deliveries(id)).length).toBe(2);
    const told = [await everythingStored(systems), systems.log.join('\n'), JSON.stringify(await systems.order(id))];
    for (const secret of SECRETS) expect(told.filter((each) => each.includes(secret))).toEqual([]);
  },
  60_000,
);

test('a system without an address is not asked: people see which variable is missing', async () => {
  const systems = await openWith({}, false);
  const id = await systems.placed();
  await systems.settle();
  expect(systems.sandbox.calls()).toEqual([]);
  expect(await systems.order(id)).toMatchObject({ stage: 'reserving' });
  expect((await systems.deliveries(id))[0]).toMatchObject({
    status: 'not-sent',
    lastError: 'The environment has no WAREHOUSE_URL, WAREHOUSE_TOKEN.',
  });
  expect(systems.state('warehouse')).toMatchObject({ at: 'nowhere', missing: ['WAREHOUSE_URL', 'WAREHOUSE_TOKEN'] });
});

test('a system with an address and without what says who asks is not asked, either', async () => {
  const { url, heard } = await careless(200);
  const systems = await openWith({ WAREHOUSE_URL: url });
  const id = await systems.placed();
  await systems.settle();
  expect(heard).toEqual([]);
  expect((await systems.deliveries(id))[0]).toMatchObject({ lastError: 'The environment has no WAREHOUSE_TOKEN.' });
});
