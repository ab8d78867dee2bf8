import { deliveryDaysOf } from '@dealwright/effects';
import { settingKind } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import type { Storage } from '@dealwright/storage';
import { everyHour } from './every-hour.ts';

const USUAL_HOURS = 7 * 24;
/** What is sent again by a person must still be known: twice as long as Deliveries are kept. */
const TIMES_DELIVERIES = 2 * 24;

/**
 * Forgets, now and every hour, the answers kept for repeated requests that are older than the setting `repeatableHours`
 * says (a week when there is none); what the platform did itself is known for as long as somebody may send it again. The
 * answer stops it.
 */
export function forgetAnswers(
  storage: Pick<Storage, 'forgetAnswers'>,
  model: () => Model,
  report: (error: unknown, where: string) => void,
): () => Promise<void> {
  const forget = () => {
    const hours = model().find(settingKind, 'repeatableHours')?.value;
    const ownHours = deliveryDaysOf(model()) * TIMES_DELIVERIES;
    return storage.forgetAnswers(typeof hours === 'number' ? hours : USUAL_HOURS, ownHours);
  };
  return everyHour(forget, report, 'forgetting kept answers');
}
