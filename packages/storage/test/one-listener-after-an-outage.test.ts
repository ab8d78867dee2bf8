import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectPostgres } from '../src/connect/postgres.ts';
import { createTestDatabase } from '../test-server/create-test-database.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase({ name: 'listened', prepare: async () => {} });
}, 120_000);
afterAll(() => database?.drop());

test('Who listens while the database is away tries again one attempt at a time, and not ever more of them.', async () => {
  const { connect } = await import('node:net');
  const target = new URL(database.url);
  let up = true;
  let attempts = 0;
  const sockets = new Set<Socket>();
  const door = createServer((socket) => {
    attempts += 1;
    socket.on('error', () => {});
    if (!up) return void socket.destroy();
    const inside = connect(Number(target.port), target.hostname);
    inside.on('error', () => {});
    sockets.add(socket);
    socket.pipe(inside).pipe(socket);
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const address = door.address();
  const url = new URL(database.url);
  url.port = String(typeof address === 'object' ? address?.port : '');
  const through = connectPostgres(url.href, 1);
  const stop = await through.subscribe('news', () => {});
  up = false;
  attempts = 0;
  for (const each of sockets) each.destroy();
  await sleep(3_200);
  expect(attempts).toBeGreaterThan(1);
  expect(attempts).toBeLessThan(8);
  up = true;
  await sleep(700);
  await stop();
  await through.close();
  door.close();
}, 30_000);
