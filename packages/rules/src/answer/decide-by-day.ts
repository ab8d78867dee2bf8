import type { Environment } from '@dealwright/expressions';
import type { Decision } from '../decision.ts';
import { localDay } from './local-day.ts';

/** The first and last day on which something counts; undefined: without end. */
export interface Validity {
  readonly validFrom: string | undefined;
  readonly validTo: string | undefined;
}

/** A decision, or one that replaces it for a time, with its own logic. */
export interface DatedDecide extends Validity {
  readonly name: string;
  readonly version: string;
  readonly decide: Decision['decide'];
}

export function countsOn({ validFrom, validTo }: Validity, day: string): boolean {
  return (validFrom === undefined || day >= validFrom) && (validTo === undefined || day <= validTo);
}

/**
 * Asks whichever counts on the day of the asking person: a replacement before what it replaces. When none does the answer
 * is null, with a problem.
 */
export function decideByDay(own: DatedDecide, replacements: readonly DatedDecide[]): Decision['decide'] {
  if (own.validFrom === undefined && own.validTo === undefined && replacements.length === 0) return own.decide;
  const all = [...replacements, own];
  return (facts, environment) => {
    const day = localDay(environment);
    const found = all.find((each) => countsOn(each, day));
    return found ? found.decide(facts, environment) : notValid(own, day, environment);
  };
}

function notValid(own: DatedDecide, day: string, { now }: Environment): ReturnType<Decision['decide']> {
  const from = own.validFrom ?? '…';
  const to = own.validTo ?? '…';
  return {
    ...{ decision: own.name, version: own.version, outcome: null, matched: [], unmatched: [], inputs: {}, calls: [] },
    problems: [
      {
        code: 'DECISION_NOT_VALID',
        severity: 'error',
        message: {
          en: `\`${own.name}\` counts from ${from} to ${to}, not on ${day}.`,
          ro: `\`${own.name}\` este valabilă de la ${from} până la ${to}, nu la ${day}.`,
        },
      },
    ],
    at: now,
  };
}
