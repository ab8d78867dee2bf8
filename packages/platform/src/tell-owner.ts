import { type Problem, say, type Text } from '@dealwright/diagnostics';
import { addNotification } from '@dealwright/effects';
import type { Entity } from '@dealwright/entities';
import { type Context, type OutboxEntry, type RecordStore, readFacts } from '@dealwright/records';
import { isJsonObject } from '@dealwright/values';

/** Tells the owner of the record, once for each entry and in their language, why something promised is not done. */
export async function tellOwner(
  store: RecordStore,
  context: Context,
  of: Entity,
  { id, entity, record }: OutboxEntry,
  subject: Text,
  problems: readonly Problem[],
): Promise<void> {
  const paths = [
    ['owner', 'id'],
    ['owner', 'locale'],
  ];
  const facts = await store.read(context, (session) => readFacts(session, context, of, record, paths));
  const owner = facts?.owner;
  if (!isJsonObject(owner) || typeof owner.id !== 'string') return;
  const locale = typeof owner.locale === 'string' ? owner.locale : context.locale;
  const values = {
    ...{ recipient: owner.id, entity, record },
    subject: say(subject, locale),
    body: problems.map((each) => say(each.message, locale)).join('\n'),
    entry: `${id}:${owner.id}`,
  };
  await store.write(context, (session) => addNotification(session, context, values));
}
