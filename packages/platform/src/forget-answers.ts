import { settingKind } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import type { Storage } from '@dealwright/storage';

const HOUR_MS = 3_600_000;
const USUAL_HOURS = 7 * 24;

/**
 * Forgets, now and every hour, the answers kept for repeated requests that are older than the setting `repeatableHours`
 * says (a week when there is none). Several nodes may do it. The answer stops it.
 */
export function forgetAnswers(
  storage: Pick<Storage, 'forgetAnswers'>,
  model: () => Model,
  report: (error: unknown, where: string) => void,
): () => Promise<void> {
  const forget = async (): Promise<void> => {
    const hours = model().find(settingKind, 'repeatableHours')?.value;
    await storage
      .forgetAnswers(typeof hours === 'number' ? hours : USUAL_HOURS)
      .catch((error: unknown) => report(error, 'forgetting kept answers'));
  };
  let running = forget();
  const timer = setInterval(() => {
    running = forget();
  }, HOUR_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
