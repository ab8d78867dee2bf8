import type { Environment } from '@dealwright/expressions';
import type { Model } from '@dealwright/metadata';
import { organisation } from '@dealwright/platform';
import type { Command } from 'commander';
import { UsageError } from './output.ts';

export interface TimeOptions {
  readonly at?: string;
  readonly zone?: string;
  readonly locale?: string;
}

/** Adds the options that say when and where somebody asks. */
export function withTime(command: Command): Command {
  return command
    .option('--at <instant>', 'the instant for which it is asked, in ISO 8601; now when not given')
    .option('--zone <zone>', "time zone of the asking person; the organisation's when not given");
}

/** What expressions see of the world when a command asks. */
export function environmentOf({ at, zone, locale }: TimeOptions, model: Model): Environment {
  const instant = at === undefined ? new Date() : new Date(at);
  if (Number.isNaN(instant.getTime())) {
    throw new UsageError(`--at ${at} is no instant; write it like 2026-01-31T10:00:00Z.`);
  }
  return { now: instant.toISOString(), zone: zone ?? organisation(model).zone, locale: locale ?? 'en' };
}
