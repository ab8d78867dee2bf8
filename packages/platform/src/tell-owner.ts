import { type Problem, Refusal, say, type Text } from '@dealwright/diagnostics';
import { ENTITY, type Entity } from '@dealwright/entities';
import { type Context, type OutboxEntry, type RecordStore, readFacts, saveRecord } from '@dealwright/records';
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
    ...{ owner: owner.id, recipient: owner.id, entity, record },
    subject: say(subject, locale),
    body: problems.map((each) => say(each.message, locale)).join('\n'),
    entry: `${id}:${owner.id}`,
  };
  const notification = context.model.get(ENTITY, 'Notification');
  const { id: told, problems: refused } = await saveRecord(store, context, notification, { is: 'create', values });
  if (told === undefined && !refused.every((each) => each.code === 'KEY_TAKEN')) throw new Refusal(refused);
}
