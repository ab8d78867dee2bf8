/** A request that has an end, whatever the receiver does. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds for all of it, the answer's body too. */
  readonly timeLimit: number;
}

/** An answer is read as far as this, and then cut. */
const MOST_BYTES = 64 * 1024;

/**
 * Posts a JSON body and reads the answer's status and the beginning of its body. Redirects are answers like others: they are
 * not followed, for they could lead anywhere. Throws when there is no answer in time.
 */
export async function post({ url, headers, body, timeLimit }: Post): Promise<{ status: number; text: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Dealwright', ...headers },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeLimit),
  });
  return { status: response.status, text: await beginning(response) };
}

async function beginning({ body }: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream, and with it the connection.
  for await (const piece of body ?? []) {
    pieces.push(piece);
    size += piece.length;
    if (size >= MOST_BYTES) break;
  }
  return Buffer.concat(pieces).subarray(0, MOST_BYTES).toString();
}
