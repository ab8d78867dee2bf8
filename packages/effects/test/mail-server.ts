import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface MailServer {
  readonly port: number;
  /** What was taken in, in order. */
  readonly mails: ParsedMail[];
  /** What every recipient command and every message is answered: an Error with `responseCode` refuses. */
  onRecipient: () => Error | null;
  onData: () => Error | null;
  close(): Promise<void>;
}

/** A real SMTP server on loopback. It knows the user `clerk` with the password `s3cr3t-pass`. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      if (username === 'clerk' && password === 's3cr3t-pass') done(null, { user: username });
      else done(new Error('Who are you?'));
    },
    onRcptTo(_address, _session, done) {
      done(running.onRecipient());
    },
    onData(stream, _session, done) {
      simpleParser(stream).then(
        (mail) => {
          const refused = running.onData();
          if (!refused) mails.push(mail);
          done(refused);
        },
        () => {},
      );
    },
    ...options,
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const running: MailServer = {
    port: (server.server.address() as AddressInfo).port,
    mails,
    onRecipient: () => null,
    onData: () => null,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return running;
}

export function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
