import { SYSTEM } from '@dealwright/access';
import { type Problem, problem, Refusal } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import { ALWAYS } from '@dealwright/expressions';
import { askRecord, type Context, type RecordStore, recordsWithin } from '@dealwright/records';
import { isJsonObject, type JsonObject } from '@dealwright/values';
import { v7 as uuidv7 } from 'uuid';
import { RESEND } from './entry-to-do.ts';

/**
 * Promises once more what a Delivery tells of, with the id that it had: who knows that id does the thing once. Whoever may
 * update the Delivery may. Answers with problems when it is on its way anyway.
 */
export async function resend(store: RecordStore, context: Context, id: string): Promise<readonly Problem[]> {
  const entity = context.model.get(ENTITY, 'Delivery');
  const { problems } = await askRecord(store, context, entity, { is: 'update', id, values: {} });
  if (problems.length > 0) return problems;
  const system: Context = { ...context, actor: SYSTEM };
  return store.write(system, async (session) => {
    const stored = await session.load(entity, id, ALWAYS, {});
    if (!stored) return [];
    if (stored.status === 'waiting' || stored.status === 'failed') return [onItsWay()];
    if (!isJsonObject(stored.promise ?? null)) return [notKept()];
    const values = { status: 'waiting', nextAt: null };
    const saved = await recordsWithin(session).save(system, entity, { is: 'update', id, values });
    if (saved.id === undefined) throw new Refusal(saved.problems);
    const entry = stored.promise as JsonObject;
    await session.addToOutbox([
      {
        id: uuidv7(),
        is: RESEND,
        entity: String(stored.entity),
        record: String(stored.record),
        data: { entry },
        requestId: context.requestId,
      },
    ]);
    return [];
  });
}

function onItsWay(): Problem {
  return problem(
    'ON_ITS_WAY',
    { en: 'It is on its way, or tried again by itself.', ro: 'Este pe drum sau se reîncearcă singură.' },
    { path: ['id'], hint: { en: 'see “Tried again at”', ro: 'vedeți „Reîncercată la”' } },
  );
}

function notKept(): Problem {
  return problem(
    'NOT_KEPT',
    {
      en: 'It was too large to be kept, and cannot be sent again.',
      ro: 'A fost prea mare pentru a fi păstrată și nu se poate retrimite.',
    },
    {
      path: ['id'],
      hint: { en: 'fire the event that promised it once more', ro: 'declanșați din nou evenimentul care a promis-o' },
    },
  );
}
