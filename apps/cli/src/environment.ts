import type { Environment } from '@dealwright/expressions';
import type { Command } from 'commander';
import { UsageError } from './output.ts';

export interface TimeOptions {
  readonly at?: string;
  readonly zone: string;
  readonly locale: string;
}

/** Adds the options that say when and where somebody asks. */
export function withTime(command: Command): Command {
  return command
    .option('--at <instant>', 'the instant for which it is asked, in ISO 8601; now when not given')
    .option('--zone <zone>', 'time zone of the asking person', Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** What expressions see of the world when a command asks. */
export function environmentOf({ at, zone, locale }: TimeOptions): Environment {
  const instant = at === undefined ? new Date() : new Date(at);
  if (Number.isNaN(instant.getTime())) {
    throw new UsageError(`--at ${at} is no instant; write it like 2026-01-31T10:00:00Z.`);
  }
  return { now: instant.toISOString(), zone, locale };
}
