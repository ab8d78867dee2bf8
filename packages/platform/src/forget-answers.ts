import { settingKind } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import type { Storage } from '@dealwright/storage';
import { everyHour } from './every-hour.ts';

const USUAL_HOURS = 7 * 24;

/**
 * Forgets, now and every hour, the answers kept for repeated requests that are older than the setting `repeatableHours`
 * says (a week when there is none). The answer stops it.
 */
export function forgetAnswers(
  storage: Pick<Storage, 'forgetAnswers'>,
  model: () => Model,
  report: (error: unknown, where: string) => void,
): () => Promise<void> {
  const forget = () => {
    const hours = model().find(settingKind, 'repeatableHours')?.value;
    return storage.forgetAnswers(typeof hours === 'number' ? hours : USUAL_HOURS);
  };
  return everyHour(forget, report, 'forgetting kept answers');
}
