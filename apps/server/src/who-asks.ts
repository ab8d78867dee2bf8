import { RequestError } from '@dealwright/diagnostics';
import type { Caller } from '@dealwright/graphql';
import type { Served } from './served.ts';

/** The headers of a request, whatever brought it. */
export interface Asking {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly requestId: string;
  readonly address: string | undefined;
}

const LONGEST_KEY = 200;
const LANGUAGES = ['en', 'ro'];

/** Who asks, by the bearer token; nobody when it is none or has ended: the API then says so where it matters. */
export async function whoAsks({ headers, requestId, address }: Asking, served: Served): Promise<Caller> {
  const token = bearerOf(one(headers.authorization));
  const signedIn = token === undefined ? undefined : await served.identity.signedIn(token);
  const { zone, locale } = served.organisation();
  return {
    actor: signedIn?.actor,
    now: new Date().toISOString(),
    zone: signedIn?.zone ?? zone,
    locale: languageOf(one(headers['accept-language'])) ?? signedIn?.locale ?? locale,
    requestId,
    idempotencyKey: keyOf(one(headers['idempotency-key'])),
    address,
    token,
  };
}

function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer +([A-Za-z0-9._~+/=-]{1,500})$/i.exec(header ?? '')?.[1];
}

/** The first language of the header that the platform speaks; undefined when there is none. */
function languageOf(header: string | undefined): string | undefined {
  const asked = (header ?? '').split(',').map((each) => each.trim().slice(0, 2).toLowerCase());
  return asked.find((each) => LANGUAGES.includes(each));
}

function keyOf(header: string | undefined): string | undefined {
  if (header === undefined || (header.length > 0 && header.length <= LONGEST_KEY)) return header;
  throw new RequestError('BAD_USER_INPUT', `An Idempotency-Key has 1 to ${LONGEST_KEY} characters.`);
}

function one(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'object' ? header[0] : header;
}
