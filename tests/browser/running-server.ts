import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { findChromium } from '@dealwright/documents';
import { type Browser, chromium } from 'playwright-core';
import { createTestDatabase, type TestDatabase } from '../../packages/storage/test-server/create-test-database.ts';

const MAIN = 'apps/server/dist/main.js';

/** The server as `npm start` runs it, with demo data in a database of its own, and a browser beside it. */
export interface Running {
  readonly url: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Throws when the server is not built, or ends before it is ready. */
export async function runServer(): Promise<Running> {
  if (!existsSync(MAIN))
    throw new Error('The server is not built: run `npm test` without a path, or `npm start`, once.');
  const database = await createTestDatabase();
  const server = spawn(process.execPath, [MAIN], {
    env: { ...process.env, PORT: '0', DATABASE_URL: database.url, LOG_LEVEL: 'silent', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await readyAt(server);
  const { path, environment } = await findChromium();
  const browser = await chromium.launch({
    executablePath: path,
    env: { ...(process.env as Record<string, string>), ...environment },
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  return { url, browser, close: () => close(browser, server, database) };
}

async function readyAt(server: ChildProcess): Promise<string> {
  const said: string[] = [];
  server.stderr?.on('data', (data) => said.push(String(data)));
  if (!server.stdout) throw new Error('The server has no output.');
  for await (const line of createInterface(server.stdout)) {
    const url = /^ready on (\S+)/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error(`The server ended before it was ready:\n${said.join('')}`);
}

async function close(browser: Browser, server: ChildProcess, database: TestDatabase): Promise<void> {
  await browser.close();
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
  await database.drop();
}
