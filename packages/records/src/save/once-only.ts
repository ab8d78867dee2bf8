import type { Json } from '@dealwright/values';
import type { Context } from '../context.ts';
import type { WriteSession } from '../record-store.ts';

/**
 * With an idempotency key: the answer of the first time, when there was one; else that of the work, kept in the same
 * transaction. A refusal is kept too: the same request gets the same answer.
 */
export async function onceOnly(
  session: WriteSession,
  { idempotency }: Pick<Context, 'idempotency'>,
  work: () => Promise<Json>,
): Promise<Json> {
  if (!idempotency) return work();
  const { key, bodyHash } = idempotency;
  const kept = await session.recall(key, bodyHash);
  if (kept !== undefined) return kept;
  const answer = await work();
  await session.remember(key, bodyHash, answer);
  return answer;
}
