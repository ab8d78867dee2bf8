import type { Model } from '@dealwright/metadata';
import type { OutboxEntry } from '@dealwright/records';
import { GivenUp, type Handler, NotSent } from '../handler.ts';
import type { Secrets } from '../secrets.ts';
import { post } from './post.ts';
import { signedHeaders } from './sign.ts';
import { webhookKind } from './webhook-kind.ts';

export interface WebhookOptions {
  readonly model: () => Model;
  readonly secrets: Secrets;
  /** Milliseconds since 1970: receivers refuse what is signed for another time. */
  readonly now: () => number;
  /** Milliseconds that a receiver may take; 15,000 when not said. */
  readonly timeLimit?: number;
}

/** Of an answer that refuses, so much is told. */
const TOLD_OF_ANSWER = 300;

/**
 * The handler of `webhook`: posts what was promised, signed as Standard Webhooks say, the entry's id as `webhook-id` in every
 * attempt. Any answer but 2xx is a failure; 410 says that nobody is there any more.
 */
export function webhookTeller({ model, secrets, now, timeLimit = 15_000 }: WebhookOptions): Handler {
  return async (entry: OutboxEntry) => {
    const webhook = model().find(webhookKind, String(entry.data.webhook));
    if (!webhook) throw new GivenUp('The content has no such webhook any more.');
    const url = secrets.find(webhook.url);
    const secret = secrets.find(webhook.secret);
    if (url === undefined || secret === undefined) {
      throw new NotSent(`The environment variable ${url === undefined ? webhook.url : webhook.secret} is not set.`);
    }
    refuseAddress(url, webhook.url);
    keepPath(url, secrets);
    const body = JSON.stringify(entry.data.body);
    const headers = signedHeaders(entry.id, Math.floor(now() / 1000), body, secret);
    const { status, text } = await post({ url, headers, body, timeLimit }).catch((error: unknown) => {
      throw new Error(secrets.hide(whyOf(error, timeLimit)));
    });
    if (status >= 200 && status < 300) return;
    const told = secrets.hide(`answered ${status} ${text.replace(/\s+/g, ' ').slice(0, TOLD_OF_ANSWER)}`.trim());
    throw status === 410 ? new GivenUp(told) : new Error(told);
  };
}

function refuseAddress(url: string, variable: string): void {
  if (/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return;
  throw new NotSent(`The environment variable ${variable} holds no address that begins with http:// or https://.`);
}

/** Many receivers are known by their path alone, and many servers repeat it when it is wrong: `Cannot POST /hooks/…`. */
function keepPath(url: string, secrets: Secrets): void {
  const { pathname = '', search = '' } = URL.parse(url) ?? {};
  for (const each of [`${pathname}${search}`, pathname, search.slice(1)]) {
    if (each.length >= SHORTEST_PATH) secrets.keep(each);
  }
}

/** A shorter one is a word, and no secret. */
const SHORTEST_PATH = 12;

/** `fetch` says why in the cause. */
function whyOf(error: unknown, timeLimit: number): string {
  const { name, message, cause } = error as { name?: string; message?: string; cause?: { message?: string } };
  if (name === 'TimeoutError') return `no answer within ${timeLimit} ms`;
  return [message ?? String(error), cause?.message].filter(Boolean).join(': ');
}
