import { ENTITY } from '@dealwright/entities';
import { fieldEquals } from '@dealwright/expressions';
import type { Context, OutboxEntry, ReadSession, RecordStore } from '@dealwright/records';
import { GivenUp, NotSent } from '../handler.ts';
import { answersTo, asAddress, loadTelling, type TellingOptions, write } from './compose.ts';
import { promiseMail } from './promise-mail.ts';

/**
 * The handler of `mail`: promises a mail to each address, for people outside, with the newest file of each kind that it names.
 * It writes them; sending is done in a lane of each address. Doing it again promises nothing more.
 */
export function mailWriter(options: TellingOptions): (entry: OutboxEntry) => Promise<void> {
  return async (entry: OutboxEntry) => {
    const telling = await loadTelling(options, entry, []);
    if (!telling) return;
    const { to, language, attach } = entry.data;
    const addresses = new Set([to].flat().flatMap((each) => asAddress(each) ?? []));
    if (addresses.size === 0) throw new NotSent('There is no e-mail address to send it to.');
    const { context, message, record } = telling;
    const { subject, body, locale } = write(
      telling,
      { zone: undefined, locale: typeof language === 'string' ? language : undefined },
      options.log,
    );
    const files = await filesOf(options.store, context, entry, Array.isArray(attach) ? attach.map(String) : []);
    const mail = {
      name: null,
      subject,
      text: body,
      locale,
      link: false,
      list: message.name,
      replyTo: answersTo(record),
      files,
      calendar: null,
    };
    await options.store.write(context, async (session) => {
      for (const address of addresses) await promiseMail(session, context, entry, { ...mail, to: address });
    });
  };
}

/** The newest file of each kind; a mail without what it speaks of would be worse than none. */
async function filesOf(
  store: RecordStore,
  context: Context,
  { record }: OutboxEntry,
  kinds: readonly string[],
): Promise<readonly string[]> {
  if (kinds.length === 0) return [];
  const files = await store.read(context, (session) => attachedTo(session, context, record));
  return kinds.map((kind) => {
    const newest = files.find((each) => each.as === kind);
    if (!newest) throw new GivenUp(`The record has no file \`${kind}\`.`);
    return String(newest.id);
  });
}

/** Newest first. */
async function attachedTo(session: ReadSession, context: Context, record: string) {
  const entity = context.model.get(ENTITY, 'File');
  const select = new Map(
    ['id', 'as'].flatMap((name) => {
      const field = entity.fields.get(name);
      return field ? [[name, { is: 'field', field }] as const] : [];
    }),
  );
  const where = fieldEquals('record', record);
  const orderBy = [{ path: ['id'], descending: true }];
  return (await session.list({ entity, select, where, orderBy, page: { all: true }, count: false, cursors: false }, {}))
    .rows;
}
