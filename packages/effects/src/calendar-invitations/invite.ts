import { say, type Text } from '@dealwright/diagnostics';
import type { Context, OutboxEntry, WriteSession } from '@dealwright/records';
import { findAddressed, pathsOfAddress } from '../find-addressed.ts';
import { GivenUp, NotSent } from '../handler.ts';
import {
  answersTo,
  asAddress,
  contextFor,
  loadTelling,
  type Telling,
  type TellingOptions,
  write,
} from '../mail/compose.ts';
import type { PostOffice } from '../mail/post-office.ts';
import { promiseMail } from '../mail/promise-mail.ts';
import { calendarText } from './calendar-text.ts';
import { type Guest, type Invitation, loadInvitation, storeInvitation } from './invitation.ts';

export interface InviteOptions extends TellingOptions {
  readonly post: Pick<PostOffice, 'from' | 'domain'>;
}

const HOUR_MS = 3_600_000;

/**
 * The handler of `invite`: a mail with an iCalendar REQUEST to everybody invited. The same name of the same record again is
 * the same event, changed; who is not invited any more gets its CANCEL.
 */
export function inviter(options: InviteOptions): (entry: OutboxEntry) => Promise<void> {
  return async (entry: OutboxEntry) => {
    const to = typeof entry.data.to === 'string' ? entry.data.to : undefined;
    const telling = await loadTelling(options, entry, to === undefined ? [] : pathsOfAddress(to));
    if (!telling) return;
    const times = timesOf(entry);
    const letters = await lettersOf(options, telling, entry, to);
    if (letters.size === 0) throw new NotSent('There is no e-mail address to invite.');
    const { context, record, message } = telling;
    await options.store.write(context, async (session) => {
      const name = String(entry.data.as);
      const before = await loadInvitation(session, context, entry.record, name);
      if (before?.promise === entry.id) return;
      const guests = [...letters].map(([email, { guest }]) => ({ ...guest, email }));
      const place = typeof entry.data.place === 'string' ? entry.data.place : null;
      const uid = before?.uid ?? `${entry.record}-${name}@${options.post.domain}`;
      const sequence = before ? before.sequence + 1 : 0;
      const invitation = { name, uid, sequence, ...times, place, guests, cancelled: false, promise: entry.id };
      await storeInvitation(session, context, entry.record, invitation);
      const gone = before?.cancelled ? [] : (before?.guests ?? []).filter(({ email }) => !letters.has(email));
      await callOff(session, context, entry, { ...invitation, guests: gone }, options.post);
      for (const [email, { guest, text }] of letters) {
        const calendar = textFor('REQUEST', invitation, guest, text, context, options.post);
        const mail = { to: email, name: guest.name, subject: guest.subject, text, locale: guest.locale, link: false };
        const more = { list: message.name, replyTo: answersTo(record), files: [], calendar };
        await promiseMail(session, context, entry, { ...mail, ...more });
      }
    });
  };
}

/** The handler of `uninvite`: a mail with the CANCEL to everybody who was invited. Nobody was, or it was called off: nothing. */
export function uninviter(options: InviteOptions): (entry: OutboxEntry) => Promise<void> {
  return async (entry: OutboxEntry) => {
    const context = contextFor(options, entry);
    await options.store.write(context, async (session) => {
      const before = await loadInvitation(session, context, entry.record, String(entry.data.as));
      if (!before || before.cancelled) return;
      const invitation = { ...before, sequence: before.sequence + 1, cancelled: true, promise: entry.id };
      await storeInvitation(session, context, entry.record, invitation);
      await callOff(session, context, entry, invitation, options.post);
    });
  };
}

const CALLED_OFF: Text = { en: 'Cancelled', ro: 'Anulat' };

async function callOff(
  session: WriteSession,
  context: Context,
  entry: OutboxEntry,
  invitation: Invitation,
  post: InviteOptions['post'],
): Promise<void> {
  for (const guest of invitation.guests) {
    const { email, name, locale } = guest;
    const subject = `${say(CALLED_OFF, locale)}: ${guest.subject}`;
    const calendar = textFor('CANCEL', { ...invitation, guests: [guest] }, guest, '', context, post);
    const mail = { to: email, name, subject, text: subject, locale, link: false, list: 'invitation', replyTo: null };
    await promiseMail(session, context, entry, { ...mail, files: [], calendar });
  }
}

/** All guests stand in the invitation of each, which is called as in this one's language. */
function textFor(
  method: 'REQUEST' | 'CANCEL',
  { uid, sequence, starts, ends, place, guests }: Invitation,
  { subject }: Pick<Guest, 'subject'>,
  description: string,
  context: Context,
  post: InviteOptions['post'],
) {
  const email = /([^<\s]+@[^>\s]+)>?\s*$/.exec(post.from)?.[1] ?? `calendar@${post.domain}`;
  const organizer = { name: post.from.replace(/<.*$/, '').replaceAll('"', '').trim() || email, email };
  const event = { uid, sequence, starts, ends, place, stamp: context.now, summary: subject, description, organizer };
  return { method, text: calendarText(method, { ...event, attendees: guests }) };
}

interface Letter {
  readonly guest: Omit<Guest, 'email'>;
  readonly text: string;
}

/** What each guest is told, by address, in their language. */
async function lettersOf(
  { store, log }: InviteOptions,
  telling: Telling,
  entry: OutboxEntry,
  to: string | undefined,
): Promise<ReadonlyMap<string, Letter>> {
  const { context, record } = telling;
  const people =
    to === undefined
      ? [entry.data.to ?? []].flat().map((email) => ({ email, name: '', locale: undefined, zone: undefined }))
      : await store.read(context, (session) => findAddressed(session, context, to, record, String(entry.data.by)));
  const letters = new Map<string, Letter>();
  for (const person of people) {
    const address = asAddress(person.email);
    if (address === null) continue;
    const { subject, body, locale } = write(telling, person, log);
    letters.set(address, { guest: { name: person.name, locale, subject }, text: body });
  }
  return letters;
}

/** An hour when no end is said. */
function timesOf({ data }: OutboxEntry): { readonly starts: string; readonly ends: string } {
  const starts = Date.parse(String(data.starts));
  if (Number.isNaN(starts)) throw new GivenUp('The invitation has no beginning.');
  const said = Date.parse(String(data.ends));
  const ends = Number.isNaN(said) || said <= starts ? starts + HOUR_MS : said;
  return { starts: new Date(starts).toISOString(), ends: new Date(ends).toISOString() };
}
