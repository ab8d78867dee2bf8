import { Refusal } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import { type Context, type OutboxEntry, recordsWithin, type WriteSession } from '@dealwright/records';
import { type Addressed, findAddressed, findPeople, pathsOfAddress } from './find-addressed.ts';
import { asAddress, loadTelling, type Telling, type TellingOptions, write } from './mail/compose.ts';
import { promiseMail } from './mail/promise-mail.ts';
import { storable } from './storable.ts';

/** Where nodes hear of each new Notification: `USER NOTIFICATION`. */
export const NOTIFICATIONS = 'dealwright_notifications';

/**
 * The handler of `notify`: everybody addressed is told, in their language, in the application or by mail, as the message
 * says. Doing it again tells nobody twice. A record or message that is gone meanwhile has nothing to tell.
 */
export function notifier(options: TellingOptions): (entry: OutboxEntry) => Promise<void> {
  return async (entry: OutboxEntry) => {
    const to = String(entry.data.to);
    const telling = await loadTelling(options, entry, Array.isArray(entry.data.people) ? [] : pathsOfAddress(to));
    if (!telling) return;
    const { context, record } = telling;
    const { people: known, by } = entry.data;
    const people = await options.store.read(context, (session) =>
      Array.isArray(known)
        ? findPeople(session, context, known)
        : findAddressed(session, context, to, record, String(by)),
    );
    for (const person of people) {
      await options.store.write(context, (session) => tell(session, telling, entry, person, options.log));
    }
  };
}

/** Tells one person; all of it or nothing. */
async function tell(
  session: WriteSession,
  telling: Telling,
  entry: OutboxEntry,
  person: Addressed,
  log: TellingOptions['log'],
): Promise<void> {
  const { context, message } = telling;
  const { subject, body, locale } = write(telling, person, log);
  const address = message.by.has('mail') ? asAddress(person.email) : null;
  if (address !== null) {
    const mail = {
      subject,
      text: body,
      locale,
      link: true,
      list: message.name,
      replyTo: null,
      files: [],
      calendar: null,
    };
    await promiseMail(session, context, entry, { ...mail, to: address, name: person.name });
  }
  // Who has no address is told here all the same.
  if (!message.by.has('app') && address !== null) return;
  const { entity, record } = entry;
  const about = { message: message.name, entity, record, entry: `${entry.id}:${person.id}` };
  await addNotification(session, context, { recipient: person.id, subject, body, ...about });
}

/** As the fields of Notification hold. */
const LONGEST_LINE = 255;
const LONGEST_TEXT = 20_000;

/** Values of a new Notification; `entry` is its key. */
export interface NewNotification {
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly message?: string;
  readonly entity: string;
  readonly record: string;
  readonly entry: string;
}

/** Stores a Notification, of which all nodes hear; nothing when the one of that entry is there already. */
export async function addNotification(session: WriteSession, context: Context, added: NewNotification): Promise<void> {
  const notification = context.model.get(ENTITY, 'Notification');
  const [subject, body] = [storable(added.subject, LONGEST_LINE), storable(added.body, LONGEST_TEXT)];
  const values = { ...added, subject, body, owner: added.recipient };
  const { id, problems } = await recordsWithin(session).save(context, notification, { is: 'create', values });
  if (id !== undefined) return session.notify(NOTIFICATIONS, `${added.recipient} ${id}`);
  if (!problems.every((each) => each.code === 'KEY_TAKEN')) throw new Refusal(problems);
}
