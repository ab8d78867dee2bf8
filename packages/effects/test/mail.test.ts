import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Context, FileStore, OutboxEntry, StoredFile } from '@dealwright/records';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { GivenUp, mailSender, NotSent, postOffice, secretsOf } from '../src/index.ts';
import { type MailServer, refusal, startMailServer } from './mail-server.ts';

const RECORD = '0197a5b0-7c00-7000-8000-00000000000a';
const ID = '0197a5b0-7c00-7000-8000-0000000000aa';
/** For servers that answer, on a busy machine; and for those that never do. */
const PATIENT = { greeting: 20_000, silence: 20_000, all: 40_000 };
const IMPATIENT = { greeting: 300, silence: 300, all: 2_000 };

const mail = {
  to: 'ana@example.com',
  name: 'Ana Pop',
  subject: 'Comanda ORD-1 este aprobată',
  text: 'Bună ziua <b>Ana</b>,\n\nsuma este 5 € & „gata”.\nA doua linie.',
  locale: 'ro',
  link: true,
  list: 'order-approved',
  replyTo: null,
  files: [],
  calendar: null,
};
const entry = (more: object = {}): OutboxEntry => ({
  id: ID,
  is: 'send',
  entity: 'Order',
  record: RECORD,
  data: { ...mail, ...more },
  requestId: 'test',
});

const PDF = new TextEncoder().encode('%PDF-1.7 the contract');
const files: FileStore = {
  put: () => Promise.reject(new Error('not here')),
  find: async (_context, id) =>
    id === 'contract'
      ? ({ id, name: 'contract ș.pdf', mediaType: 'application/pdf', size: PDF.length } as unknown as StoredFile)
      : undefined,
  async *read() {
    yield PDF;
  },
};

let server: MailServer;
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(() => server.close());

const log: string[] = [];
function sender(port: number, { user = '', from = 'Sales Desk <sales@shop.example>', patience = PATIENT } = {}) {
  const secrets = secretsOf({ SMTP_URL: `smtp://${user}127.0.0.1:${port}`, MAIL_FROM: from });
  const post = postOffice(secrets, patience);
  const send = mailSender({
    post,
    files,
    context: () => ({}) as Context,
    publicUrl: 'https://desk.example/',
    log: (line) => log.push(line),
  });
  return (more: object = {}) => send(entry(more), { number: 1 });
}

/** A server that does with each connection what it likes. */
async function rawServer(onConnection: (socket: Socket) => void): Promise<{ port: number; close: () => void }> {
  const sockets: Socket[] = [];
  const raw: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  raw.listen(0, '127.0.0.1');
  await once(raw, 'listening');
  const close = () => {
    for (const each of sockets) each.destroy();
    raw.close();
  };
  return { port: (raw.address() as AddressInfo).port, close };
}

describe('a mail', () => {
  test('arrives as text and as HTML, escaped, with the link to the record and what tells programs what it is', async () => {
    await sender(server.port)();
    const [got] = server.mails;
    expect(got?.subject).toBe(mail.subject);
    expect(got?.from?.text).toBe('"Sales Desk" <sales@shop.example>');
    expect(got?.to).toMatchObject({ value: [{ address: 'ana@example.com', name: 'Ana Pop' }] });
    expect(got?.text).toContain(mail.text);
    expect(got?.text).toContain(`Deschideți: https://desk.example/r/Order/${RECORD}`);
    expect(got?.html).toContain('&lt;b&gt;Ana&lt;/b&gt;');
    expect(got?.html).toContain('5 € &amp; „gata”.<br>A doua linie.');
    expect(got?.html).toContain(`href="https://desk.example/r/Order/${RECORD}"`);
    expect(got?.html).toContain('<html lang="ro">');
    expect(got?.html).not.toContain('<script');
    expect(got?.messageId).toBe(`<${ID}@shop.example>`);
    expect(got?.references).toBe(`<${RECORD}@shop.example>`);
    expect(got?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(got?.headers.get('list')).toMatchObject({ id: { id: 'order-approved.shop.example' } });
  });

  test('for people outside has no link, brings its files, and answers go to the contact person', async () => {
    await sender(server.port)({ link: false, files: ['contract'], replyTo: 'owner@shop.example', locale: 'en' });
    const [got] = server.mails;
    expect(got?.text).not.toContain('https://');
    expect(got?.html).not.toContain('href=');
    expect(got?.replyTo?.text).toBe('owner@shop.example');
    expect(got?.text).not.toContain('not read');
    expect(got?.attachments).toEqual([
      expect.objectContaining({
        filename: 'contract ș.pdf',
        contentType: 'application/pdf',
        content: Buffer.from(PDF),
      }),
    ]);
  });

  test('has the same Message-ID in every attempt, so that two are one', async () => {
    const send = sender(server.port);
    await send();
    await send();
    expect(new Set(server.mails.map(({ messageId }) => messageId)).size).toBe(1);
  });

  test('whose attachment is gone is given up', async () => {
    await expect(sender(server.port)({ files: ['contract', 'lost'] })).rejects.toBeInstanceOf(GivenUp);
    expect(server.mails).toEqual([]);
  });

  test('cannot be given other headers or receivers by what it tells', async () => {
    await sender(server.port)({ subject: 'Hello\r\nBcc: thief@example.com', name: '"x" <thief@example.com>, y' });
    const [got] = server.mails;
    expect(got?.bcc).toBeUndefined();
    expect(got?.to).toMatchObject({ value: [{ address: 'ana@example.com' }] });
  });
});

describe('a server', () => {
  test('that is busy for a moment is asked again, and takes the mail once', async () => {
    const answers = [refusal(451, 'Try again later'), null];
    server.onData = () => answers.shift() ?? null;
    const send = sender(server.port);
    await expect(send()).rejects.toThrow('Try again later');
    await send();
    expect(server.mails).toHaveLength(1);
  });

  test('that knows no such address says so for good: given up at once', async () => {
    server.onRecipient = () => refusal(550, 'No such user here');
    const failed = sender(server.port)();
    await expect(failed).rejects.toBeInstanceOf(GivenUp);
    await expect(failed).rejects.toThrow('No such user here');
  });

  test('that refuses the message for good: given up at once', async () => {
    server.onData = () => refusal(554, 'This is spam');
    await expect(sender(server.port)()).rejects.toBeInstanceOf(GivenUp);
  });

  test('that cuts the connection in the middle of the message is asked again', async () => {
    const raw = await rawServer((socket) => {
      const answers = ['250 hello', '250 ok', '250 ok', '354 go on'];
      socket.write('220 ready\r\n');
      socket.on('data', () => {
        const answer = answers.shift();
        if (answer) socket.write(`${answer}\r\n`);
        else socket.destroy();
      });
    });
    const failed = sender(raw.port)();
    await expect(failed).rejects.toThrow();
    await expect(failed).rejects.not.toBeInstanceOf(GivenUp);
    raw.close();
  });

  test('that hangs is left after a while and asked again', async () => {
    const raw = await rawServer(() => {});
    const failed = sender(raw.port, { patience: IMPATIENT })();
    await expect(failed).rejects.toThrow(/greeting|timeout|timed out/i);
    await expect(failed).rejects.not.toBeInstanceOf(GivenUp);
    raw.close();
  });

  test('that hangs in the middle is left after a while and asked again', async () => {
    const raw = await rawServer((socket) => {
      socket.write('220 ready\r\n');
      socket.once('data', () => socket.write('250 hello\r\n'));
    });
    await expect(sender(raw.port, { patience: IMPATIENT })()).rejects.not.toBeInstanceOf(GivenUp);
    raw.close();
  });

  test('that does not know the password is asked again, for an operator can mend that; nobody reads the password', async () => {
    const failed = sender(server.port, { user: 'clerk:wr0ng-pass@' })();
    await expect(failed).rejects.not.toBeInstanceOf(GivenUp);
    const told = await failed.catch((error: unknown) => `${String(error)} ${JSON.stringify(error)}`);
    expect(told).not.toContain('wr0ng-pass');
    expect(log.join('\n')).not.toContain('wr0ng-pass');
    await sender(server.port, { user: 'clerk:s3cr3t-pass@' })();
    expect(server.mails).toHaveLength(1);
  });

  test('that is not configured is said once; the mails are not sent', async () => {
    log.length = 0;
    const post = postOffice(secretsOf({}));
    const send = mailSender({
      post,
      files,
      context: () => ({}) as Context,
      publicUrl: undefined,
      log: (line) => log.push(line),
    });
    for (const number of [1, 2]) await expect(send(entry(), { number })).rejects.toBeInstanceOf(NotSent);
    expect(log).toEqual([expect.stringContaining('SMTP_URL is not set')]);
  });
});
