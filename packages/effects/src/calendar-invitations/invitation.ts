import { Refusal } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import { ALWAYS } from '@dealwright/expressions';
import { type Context, recordsWithin, type WriteSession } from '@dealwright/records';
import type { Json, JsonObject } from '@dealwright/values';

/** Who is invited, and how it is called in their language. */
export interface Guest {
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly subject: string;
}

/** What was sent to calendars: one for each record and name, so that it can be changed and called off. */
export interface Invitation {
  readonly name: string;
  readonly uid: string;
  readonly sequence: number;
  readonly starts: string;
  readonly ends: string;
  readonly place: string | null;
  readonly guests: readonly Guest[];
  readonly cancelled: boolean;
  /** The id of the entry that made it so. */
  readonly promise: string;
}

/** The invitation of that record and name, locked; undefined when there is none. */
export async function loadInvitation(
  session: WriteSession,
  { model }: Context,
  record: string,
  name: string,
): Promise<Invitation | undefined> {
  const entity = model.get(ENTITY, 'Invitation');
  const id = await session.findByKey(entity, 'key', keyOf(record, name));
  const found = id === undefined ? undefined : await session.load(entity, id, ALWAYS, {});
  if (!found) return undefined;
  const { uid, sequence, starts, ends, place, attendees, cancelled, promise } = found;
  return {
    name,
    uid: String(uid),
    sequence: Number(sequence),
    starts: String(starts),
    ends: String(ends),
    place: typeof place === 'string' ? place : null,
    guests: (Array.isArray(attendees) ? attendees : []) as unknown as readonly Guest[],
    cancelled: cancelled === true,
    promise: String(promise),
  };
}

export async function storeInvitation(
  session: WriteSession,
  context: Context,
  record: string,
  { guests, ...invitation }: Invitation,
): Promise<void> {
  const entity = context.model.get(ENTITY, 'Invitation');
  const key = keyOf(record, invitation.name);
  const id = await session.findByKey(entity, 'key', key);
  const values: JsonObject = { ...invitation, attendees: guests as unknown as Json, key };
  const records = recordsWithin(session);
  const change = id === undefined ? ({ is: 'create', values } as const) : ({ is: 'update', id, values } as const);
  const saved = await records.save(context, entity, change);
  if (saved.id === undefined) throw new Refusal(saved.problems);
}

const keyOf = (record: string, name: string) => `${record}:${name}`;
