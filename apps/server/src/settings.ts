import { fileURLToPath } from 'node:url';

/** What the environment says. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly logLevel: string;
  /** The studio as Vite built it. */
  readonly studio: string;
}

/** Throws with the name of the variable when a value makes no sense. */
export function settingsOf(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env.PORT ?? 4000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT is "${env.PORT}"; write a number from 0 to 65535.`);
  }
  const logLevel = env.LOG_LEVEL ?? 'warn';
  if (!LEVELS.includes(logLevel)) throw new Error(`LOG_LEVEL is "${logLevel}"; write one of ${LEVELS.join(', ')}.`);
  return { port, host: env.HOST ?? 'localhost', logLevel, studio: STUDIO };
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const STUDIO = fileURLToPath(new URL('../../studio/dist/', import.meta.url));
