import { SYSTEM } from '@dealwright/access';
import { Refusal } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { type Context, type OutboxEntry, type RecordStore, readFacts, saveRecord } from '@dealwright/records';
import { findAddressed, pathsOfAddress } from './find-addressed.ts';
import { messageKind } from './message.ts';
import { renderMessage } from './render-message.ts';

export interface NotifyOptions {
  readonly store: RecordStore;
  readonly model: () => Model;
  readonly now: () => string;
  /** The organisation's, for people who wish no other. */
  readonly zone: string;
  readonly locale: string;
}

/**
 * The handler of `notify`: a Notification for everybody addressed, each in their language. Doing it again tells nobody
 * twice. A record or message that is gone meanwhile has nothing to tell.
 */
export function notifier({ store, model, now, zone, locale }: NotifyOptions): (entry: OutboxEntry) => Promise<void> {
  return async (entry: OutboxEntry) => {
    const context: Context = { actor: SYSTEM, now: now(), zone, locale, model: model(), requestId: entry.requestId };
    const message = context.model.find(messageKind, String(entry.data.message));
    const entity = context.model.find(ENTITY, entry.entity);
    if (!message || !entity || message.about !== entity) return;
    const to = String(entry.data.to);
    const found = await store.read(context, async (session) => {
      const paths = [...message.paths, ...pathsOfAddress(to)];
      const record = await readFacts(session, context, entity, entry.record, paths);
      const actor = String(entry.data.by);
      return record && { record, people: await findAddressed(session, context, to, record, actor) };
    });
    for (const person of found?.people ?? []) {
      const environment = { now: context.now, zone: person.zone ?? zone, locale: person.locale ?? locale };
      const { subject, body } = renderMessage(message, found?.record ?? {}, environment);
      const values = {
        owner: person.id,
        recipient: person.id,
        ...{ subject, body, message: message.name },
        ...{ entity: entry.entity, record: entry.record },
        entry: `${entry.id}:${person.id}`,
      };
      const notification = context.model.get(ENTITY, 'Notification');
      const { id, problems } = await saveRecord(store, context, notification, { is: 'create', values });
      if (id === undefined && !problems.every((each) => each.code === 'KEY_TAKEN')) throw new Refusal(problems);
    }
  };
}
