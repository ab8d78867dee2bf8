import type { Json } from '@dealwright/values';
import type { Saved } from '../change.ts';
import type { Context } from '../context.ts';
import type { WriteSession } from '../record-store.ts';

/** Thrown to undo what a transaction or savepoint wrote, with the answer to give all the same. */
export class Undone extends Error {
  readonly answers: readonly Saved[];
  constructor(answers: readonly Saved[]) {
    super('Undone');
    this.name = 'Undone';
    this.answers = answers;
  }

  static async caught(work: () => Promise<readonly Saved[]>): Promise<readonly Saved[]> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Undone) return error.answers;
      throw error;
    }
  }
}

/**
 * With an idempotency key: the answer of the first time, when there was one; else the work, and its answer kept in the
 * same transaction. A refusal is kept too: the same request gets the same answer.
 */
export async function onceOnly(
  session: WriteSession,
  idempotency: Context['idempotency'],
  work: () => Promise<readonly Saved[]>,
): Promise<readonly Saved[]> {
  if (!idempotency) return work();
  const { key, bodyHash } = idempotency;
  const kept = await session.recall(key, bodyHash);
  if (kept !== undefined) return fromJson(kept);
  const answers = await Undone.caught(() => session.savepoint(work));
  await session.remember(key, bodyHash, JSON.parse(JSON.stringify(answers)) as Json);
  return answers;
}

/** JSON leaves out what is undefined. */
function fromJson(kept: Json): readonly Saved[] {
  return (kept as unknown as readonly Partial<Saved>[]).map((each) => ({
    id: each.id,
    version: each.version,
    problems: each.problems ?? [],
  }));
}
