import { showProblem } from '@dealwright/diagnostics';
import {
  CONTENT_FOLDERS,
  ContentRefused,
  createPlatform,
  DEMO_PASSWORD,
  demoUsers,
  type PlatformOptions,
} from '@dealwright/platform';
import type { Logger } from 'pino';
import { createLog } from './log.ts';
import { settingsOf } from './settings.ts';
import { startServer } from './start-server.ts';

/** Milliseconds in which running requests may end before the process does. */
const PATIENCE = 15_000;

const { env, stderr, stdout } = process;
const say = (line: string) => void stderr.write(`${line}\n`);

try {
  await main();
} catch (error) {
  say(
    error instanceof ContentRefused ? error.message : String(error instanceof Error ? (error.stack ?? error) : error),
  );
  process.exit(1);
}

async function main(): Promise<void> {
  const settings = settingsOf(env);
  const log = createLog(settings.logLevel);
  const demo = env.DEMO !== '0';
  // Before anything is up: a database that was started is stopped, however early somebody changes their mind.
  const starting = new AbortController();
  let stop = async (): Promise<void> => starting.abort();
  let isStopping = false;
  const hear = () => {
    if (isStopping) process.exit(1); // the second Ctrl-C does not wait
    isStopping = true;
    setTimeout(() => process.exit(1), PATIENCE).unref();
    void stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, hear);

  const platform = await createPlatform(platformOptions(demo, log, starting.signal)).catch((error: unknown) => {
    if (starting.signal.aborted) process.exit(0);
    throw error;
  });
  const server = await startServer(platform, settings, log);
  stop = async () => {
    await server.close();
    await platform.close();
    process.exit(0);
  };
  if (starting.signal.aborted) await stop();
  const users = demo ? demoUsers(platform.api) : [];
  const who = users.length > 0 ? ` · users ${users.join(', ')} · password ${DEMO_PASSWORD}` : '';
  stdout.write(`ready on ${server.url}${who}\n`);
}

function platformOptions(demo: boolean, log: Logger, signal: AbortSignal): PlatformOptions {
  return {
    content: CONTENT_FOLDERS,
    database: { url: env.DATABASE_URL, dataDir: env.DATA_DIR ?? '.data' },
    demo,
    environment: env,
    sandbox: demo,
    signal,
    follow: true,
    effects: true,
    chromiumPath: env.CHROMIUM_PATH,
    now: () => new Date().toISOString(),
    log: say,
    report: (error, where) => log.error({ err: error, where }, 'unexpected'),
    onContent(problems, model) {
      for (const each of problems) if (!model || each.severity === 'error') say(showProblem(each));
      say(model ? `content: ${model.hash.slice(0, 12)} is live` : 'content: refused; the one before serves on');
    },
  };
}
