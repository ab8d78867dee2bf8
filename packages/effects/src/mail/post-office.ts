import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import { GivenUp, NotSent } from '../handler.ts';
import type { Secrets } from '../secrets.ts';

/** The way of e-mails out of here. */
export interface PostOffice {
  /** Who writes, as `Name <address>` or an address alone. */
  readonly from: string;
  /** Below which ids of messages are made. */
  readonly domain: string;
  /** Throws GivenUp when the server refuses it for good, NotSent when there is no server, and an Error to be tried again. */
  send(mail: Omit<SendMailOptions, 'from'>): Promise<void>;
}

/** Milliseconds: to be connected and greeted, of silence, and for all of it. */
export interface MailPatience {
  readonly greeting: number;
  readonly silence: number;
  readonly all: number;
}

const USUAL: MailPatience = { greeting: 10_000, silence: 20_000, all: 60_000 };

/**
 * Sends by the server of `SMTP_URL` (`smtps://user:password@host:465`), from `MAIL_FROM`. A connection for each: what is cut
 * short was not sent, and nothing is sent again behind our back.
 */
export function postOffice(secrets: Secrets, patience: MailPatience = USUAL): PostOffice {
  const url = secrets.find('SMTP_URL');
  const from = secrets.find('MAIL_FROM', 'public') ?? '';
  keepPassword(url, secrets);
  let transport: Transporter | undefined;
  return {
    from,
    domain: /@([^@>\s]+)>?\s*$/.exec(from)?.[1] ?? 'localhost',
    async send(mail) {
      if (url === undefined || from === '')
        throw new NotSent(`The environment variable ${url ? 'MAIL_FROM' : 'SMTP_URL'} is not set.`);
      transport ??= createTransport({
        url,
        connectionTimeout: patience.greeting,
        greetingTimeout: patience.greeting,
        dnsTimeout: patience.greeting,
        socketTimeout: patience.silence,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        await transport.sendMail({ ...mail, from, signal: AbortSignal.timeout(patience.all) });
      } catch (error) {
        throw failureOf(error, secrets);
      }
    },
  };
}

/** What the server said of this one message for good is not asked again; everything else may be other in an hour. */
function failureOf(error: unknown, secrets: Secrets): Error {
  const { message, code, responseCode } = error as { message?: string; code?: string; responseCode?: number };
  const because = secrets.hide(String(message ?? error));
  const ofMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  return ofMessage && (responseCode === undefined || responseCode >= 500) ? new GivenUp(because) : new Error(because);
}

function keepPassword(url: string | undefined, secrets: Secrets): void {
  const password = url === undefined ? undefined : URL.parse(url)?.password;
  if (!password) return;
  secrets.keep(password);
  try {
    secrets.keep(decodeURIComponent(password));
  } catch {
    // A lone % stands for itself.
  }
}
