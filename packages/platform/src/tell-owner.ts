import { type Problem, Refusal, say } from '@dealwright/diagnostics';
import type { DocumentTemplate } from '@dealwright/documents';
import { ENTITY } from '@dealwright/entities';
import { type Context, type OutboxEntry, type RecordStore, readFacts, saveRecord } from '@dealwright/records';
import { isJsonObject } from '@dealwright/values';

/** Tells the owner of the record, once for each entry and in their language, why a promised document is not made. */
export async function tellOwner(
  store: RecordStore,
  context: Context,
  document: DocumentTemplate,
  { id, entity, record }: OutboxEntry,
  problems: readonly Problem[],
): Promise<void> {
  const paths = [
    ['owner', 'id'],
    ['owner', 'locale'],
  ];
  const facts = await store.read(context, (session) => readFacts(session, context, document.of, record, paths));
  const owner = facts?.owner;
  if (!isJsonObject(owner) || typeof owner.id !== 'string') return;
  const locale = typeof owner.locale === 'string' ? owner.locale : context.locale;
  const subject = {
    en: `Not made: ${say(document.label, 'en')}`,
    ro: `Nu s-a generat: ${say(document.label, 'ro')}`,
  };
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
