import type { Json } from '@dealwright/values';
import { CallFailed, later, ofNoUse } from './failure.ts';
import type { Request } from './make-request.ts';

/** What came back, as it was said. */
export interface Reply {
  readonly status: number;
  /** By name in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON where it is JSON, else text; null when there was nothing. */
  readonly body: Json;
}

/** Bytes of an answer that are read. */
const LONGEST_REPLY = 1_048_576;

/**
 * Sends a request and reads the answer, whatever its status: at most a megabyte, within `timeout` milliseconds all in all,
 * without following redirects. What says who asks is blackened where the answer repeats it.
 * @param credentials headers that say who asks
 * @throws CallFailed when there is no answer
 */
export async function sendRequest(
  request: Request,
  credentials: Readonly<Record<string, string>>,
  timeout: number,
): Promise<Reply> {
  const { url, method, body } = request;
  const headers = { ...request.headers, ...credentials };
  const sent = body === undefined ? {} : { body };
  const signal = AbortSignal.timeout(timeout);
  try {
    const response = await fetch(url, { method, headers, redirect: 'manual', signal, ...sent });
    const text = hide(await readText(response), credentials);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: parse(text) };
  } catch (error) {
    if (signal.aborted) {
      throw later({
        en: `It did not answer within ${timeout / 1000} seconds.`,
        ro: `Nu a răspuns în ${timeout / 1000} secunde.`,
      });
    }
    if (error instanceof CallFailed) throw error;
    const why = reasonOf(error);
    throw later({ en: `It cannot be reached: ${why}.`, ro: `Nu poate fi contactat: ${why}.` });
  }
}

function hide(text: string, credentials: Readonly<Record<string, string>>): string {
  const told = Object.values(credentials).flatMap((each) => each.split(' ').filter((part) => part.length >= SHORTEST));
  return told.reduce((rest, each) => rest.replaceAll(each, '***'), text);
}

/** Shorter ones would blacken what means something else. */
const SHORTEST = 8;

async function readText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.byteLength;
    // Leaving the loop cancels what is still on its way.
    if (length > LONGEST_REPLY)
      throw ofNoUse({ en: 'Its answer is longer than 1 MB.', ro: 'Răspunsul depășește 1 MB.' });
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parse(text: string): Json {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** `fetch` says what happened in the cause: a code, or a sentence. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as {
    readonly cause?: { code?: unknown; message?: unknown };
    readonly message?: unknown;
  };
  return String(cause?.code ?? cause?.message ?? message ?? error);
}
