import type { Context, FileStore, OutboxEntry } from '@dealwright/records';
import { GivenUp, type Handler, NotSent } from '../handler.ts';
import { htmlOf, type Letter, textOf } from './html-of.ts';
import { type Mail, mailOf } from './mail.ts';
import type { PostOffice } from './post-office.ts';

export interface SendMailOptions {
  readonly post: PostOffice;
  readonly files: FileStore;
  /** The platform's own, of the moment. */
  readonly context: (requestId: string) => Context;
  /** The address of the studio, such as `https://selling.example.com`; undefined: mails have no links. */
  readonly publicUrl: string | undefined;
  readonly log: (line: string) => void;
}

/** Larger mails are refused almost everywhere. */
const MOST_BYTES = 20 * 1024 * 1024;

/**
 * The handler of `send`: one mail to one address. Its Message-ID is made of the entry's id, so that a mail that arrives twice
 * (the answer of the server was lost) is one to the reader's program.
 */
export function mailSender({ post, files, context, publicUrl, log }: SendMailOptions): Handler {
  let toldNoServer = false;
  return async (entry: OutboxEntry) => {
    const mail = mailOf(entry.data);
    const letter: Letter = {
      ...mail,
      from: nameOf(post.from),
      link: mail.link ? linkTo(publicUrl, entry) : undefined,
      mayAnswer: mail.replyTo !== null,
    };
    const attachments = await attachmentsOf(mail, files, context(entry.requestId));
    try {
      await post.send({
        to: { name: mail.name ?? '', address: mail.to },
        subject: mail.subject,
        text: textOf(letter),
        html: htmlOf(letter),
        messageId: `<${entry.id}@${post.domain}>`,
        // What is about the same record stands together in the reader's program.
        references: `<${entry.record}@${post.domain}>`,
        list: { id: { url: `${mail.list}.${post.domain}`, comment: mail.list } },
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
        attachments,
        ...(mail.replyTo === null ? {} : { replyTo: { name: '', address: mail.replyTo } }),
        ...(mail.calendar
          ? { icalEvent: { method: mail.calendar.method, content: mail.calendar.text, filename: 'invite.ics' } }
          : {}),
      });
    } catch (error) {
      if (error instanceof NotSent && !toldNoServer) {
        toldNoServer = true;
        log(`effects: e-mails are not sent: ${error.message} They are kept as deliveries.`);
      }
      throw error;
    }
  };
}

function linkTo(publicUrl: string | undefined, { entity, record }: OutboxEntry): string | undefined {
  return publicUrl && `${publicUrl.replace(/\/+$/, '')}/r/${encodeURIComponent(entity)}/${encodeURIComponent(record)}`;
}

/** `Sales <sales@example.com>` → `Sales`. */
function nameOf(from: string): string {
  return (
    from
      .replace(/<[^>]*>\s*$/, '')
      .replaceAll('"', '')
      .trim() || from
  );
}

async function attachmentsOf({ files: ids }: Mail, files: FileStore, context: Context) {
  const found = await Promise.all(ids.map((id) => files.find(context, id)));
  const size = found.reduce((sum, file) => sum + (file?.size ?? 0), 0);
  if (size > MOST_BYTES) throw new GivenUp(`The attachments have ${size} bytes; ${MOST_BYTES} are the most.`);
  return Promise.all(
    found.map(async (file) => {
      if (!file) throw new GivenUp('An attachment is gone.');
      const pieces: Uint8Array[] = [];
      for await (const piece of files.read(context, file)) pieces.push(piece);
      return { filename: file.name, contentType: file.mediaType, content: Buffer.concat(pieces) };
    }),
  );
}
