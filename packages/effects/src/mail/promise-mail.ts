import { createHash } from 'node:crypto';
import { Refusal } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import { type Context, type OutboxEntry, recordsWithin, type WriteSession } from '@dealwright/records';
import { describe } from '../deliveries/delivery-rows.ts';
import { asData, type Mail } from './mail.ts';

/**
 * Promises one mail, as it stands now, in the transaction of `session`, with the Delivery that tells of it. Doing it again
 * for the same entry and address promises nothing more.
 */
export async function promiseMail(
  session: WriteSession,
  context: Context,
  { id, entity, record, requestId }: OutboxEntry,
  mail: Mail,
): Promise<void> {
  const send: OutboxEntry = { id: idFor(id, mail.to), is: 'send', entity, record, data: asData(mail), requestId };
  const values = { ...describe(send), status: 'waiting', attempts: 0 };
  const delivery = context.model.get(ENTITY, 'Delivery');
  const saved = await recordsWithin(session).save(context, delivery, { is: 'create', values });
  if (saved.id !== undefined) return session.addToOutbox([send]);
  if (!saved.problems.every((each) => each.code === 'KEY_TAKEN')) throw new Refusal(saved.problems);
}

/** The same for the same entry and address. It keeps time and count of the entry's UUIDv7, so that the order stays. */
function idFor(entry: string, address: string): string {
  const hash = createHash('sha256').update(`${entry} ${address}`).digest('hex');
  return entry.slice(0, 26) + hash.slice(0, 10);
}
