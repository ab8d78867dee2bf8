import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';

/** One JSON object a line, on standard output. Tokens and passwords never reach it. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: {},
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ['*.authorization', '*.cookie', '*.headers.authorization', '*.password', '*.token', 'password', 'token'],
    },
  });
}

/** Nest's own messages: what it maps and starts is of interest only when something is looked for. */
export function nestLog(log: Logger): LoggerService {
  const text = (message: unknown): string => (typeof message === 'string' ? message : JSON.stringify(message));
  return {
    log: (message) => log.debug(text(message)),
    debug: (message) => log.debug(text(message)),
    verbose: (message) => log.trace(text(message)),
    warn: (message) => log.warn(text(message)),
    error: (message, stack) => log.error({ stack }, text(message)),
    fatal: (message) => log.fatal(text(message)),
  };
}
