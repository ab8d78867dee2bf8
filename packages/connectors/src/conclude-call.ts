import { isClean, say } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import {
  type Context,
  type OutboxEntry,
  onceOnly,
  type RecordStore,
  recordsWithin,
  type WriteSession,
} from '@dealwright/records';
import { isJsonObject, type JsonObject } from '@dealwright/values';
import { v7 as uuidv7 } from 'uuid';

/** What became of the record: the event is fired, or refused because of something, and the work perhaps taken back. */
export type Concluded =
  | { readonly is: 'fired' }
  | { readonly is: 'refused'; readonly because: string; readonly undone: string | undefined };

/** What takes the work back, when the record cannot go on. */
export interface Undo {
  readonly connector: string;
  readonly operation: string;
  readonly values: JsonObject;
}

/**
 * Fires what follows from a call on its record, as the platform. In one transaction with the memory of what was decided:
 * asked again (after a crash, or when a person sends the call again), it does nothing and says the same. A refusal promises
 * `undo` in that transaction, too, so that the work is never both used and taken back; without `undo` nothing is decided by
 * a refusal, and the call may be sent again when the record is ready for it.
 */
export async function concludeCall(
  store: RecordStore,
  context: Context,
  entry: OutboxEntry,
  { event, input }: { readonly event: string; readonly input: JsonObject },
  undo: Undo | undefined,
): Promise<Concluded> {
  const idempotency = { key: `call ${entry.id} ${event}`, bodyHash: '' };
  const conclude = (session: WriteSession) =>
    onceOnly(session, { idempotency }, async () => {
      const because = await fireEvent(session, context, entry, event, input);
      if (because === undefined) return { is: 'fired' };
      if (!undo) throw new Refused(because);
      await session.addToOutbox([undoing(entry, undo)]);
      return { is: 'refused', because, undone: undo.operation };
    });
  try {
    const concluded = await store.write(context, conclude);
    if (!isJsonObject(concluded) || concluded.is === 'fired') return { is: 'fired' };
    return { is: 'refused', because: String(concluded.because), undone: String(concluded.undone) };
  } catch (error) {
    if (error instanceof Refused) return { is: 'refused', because: error.message, undone: undefined };
    throw error;
  }
}

/** Undoes the transaction, which has done nothing. */
class Refused extends Error {}

/** Undefined, or why not. */
async function fireEvent(
  session: WriteSession,
  context: Context,
  { entity: name, record: id }: OutboxEntry,
  event: string,
  input: JsonObject,
): Promise<string | undefined> {
  const entity = context.model.find(ENTITY, name);
  if (!entity) return name;
  const { problems } = await recordsWithin(session).save(context, entity, { is: 'fire', id, event, input });
  if (isClean(problems)) return undefined;
  return problems.map((each) => say(each.message, context.locale)).join(' ');
}

/** A call of its own, in the lane of the one that it takes back. */
function undoing(
  { entity, record, requestId, data }: OutboxEntry,
  { connector, operation, values }: Undo,
): OutboxEntry {
  return {
    id: uuidv7(),
    is: 'call',
    entity,
    record,
    data: {
      connector,
      operation,
      with: values,
      attach: [],
      answered: null,
      failed: null,
      undo: false,
      by: data.by ?? null,
    },
    requestId,
  };
}
