import type { Environment, Expression } from '@dealwright/expressions';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { Body, Connector, Operation } from './connector.ts';
import { ofNoUse } from './failure.ts';
import { toJson } from './to-json.ts';

/** A file of the record, as it is sent. */
export interface SentFile {
  readonly as: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  /** Base64. */
  readonly content: string;
}

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface Asked {
  /** What the operation takes, in wire form. */
  readonly values: JsonObject;
  readonly files: readonly SentFile[];
  /** The same on every attempt, so that the system does the thing once. */
  readonly key: string;
  readonly environment: Environment;
}

/**
 * The request in the system's own language. Nothing of it says who asks: that is added when it is sent.
 * @param address where the system is
 * @throws CallFailed when the values make no request
 */
export function makeRequest(address: string, operation: Operation, asked: Asked): Request {
  const { values, key, environment } = asked;
  const value = (each: Expression) => toJson(each.evaluate(values, environment).value, each.type);
  const path = operation.path.map((each) => (typeof each === 'string' ? each : pieceOf(value(each.value), each.value)));
  const url = urlOf(address, path.join(''));
  for (const [name, each] of operation.query) {
    for (const one of [value(each)].flat()) if (one !== null) url.searchParams.append(name, written(one));
  }
  const headers: Record<string, string> = { accept: 'application/json', 'idempotency-key': key };
  for (const [name, each] of operation.headers) {
    const given = value(each);
    if (given !== null) headers[name.toLowerCase()] = oneLine(written(given));
  }
  const body = bodyOf(operation, asked, value);
  if (body !== undefined) headers['content-type'] = 'application/json';
  return { method: operation.method, url: url.href, headers, body };
}

/** The value of a body over a scope, ready to be written as JSON. */
export function valueOfBody(body: Body, value: (each: Expression) => Json): Json {
  if (!(body instanceof Map)) return value(body as Expression);
  return Object.fromEntries([...body].map(([name, each]) => [name, value(each as Expression)]));
}

function bodyOf(operation: Operation, { files }: Asked, value: (each: Expression) => Json): string | undefined {
  if (operation.body === undefined) return undefined;
  const body = valueOfBody(operation.body, value);
  if (operation.files === undefined || !isJsonObject(body)) return JSON.stringify(body);
  return JSON.stringify({ ...body, [operation.files]: files as unknown as Json });
}

/** One piece of a path: a slash in it is no slash. */
function pieceOf(value: Json, { text }: Expression): string {
  const said = value === null ? '' : written(value);
  if (said !== '') return encodeURIComponent(said);
  throw ofNoUse({
    en: `The path needs a value, but \`${text}\` has none.`,
    ro: `Calea are nevoie de o valoare, dar \`${text}\` nu are.`,
  });
}

/** Address and path; a path that would climb out of the address is none. */
function urlOf(address: string, path: string): URL {
  const climbs = path.split(/[/\\]/).some((each) => each === '.' || each === '..');
  const whole = climbs ? undefined : `${address.replace(/\/+$/, '')}${path}`;
  const url = whole === undefined ? undefined : URL.parse(whole);
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '') return url;
  throw ofNoUse({
    en: 'Address and path make no web address.',
    ro: 'Adresa și calea nu formează o adresă web.',
  });
}

function oneLine(text: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) return text;
  throw ofNoUse({
    en: 'A header holds signs that headers cannot hold.',
    ro: 'Un antet conține semne pe care antetele nu le pot conține.',
  });
}

function written(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What says who asks, from the environment. `missing`: variables that are not set. */
export function credentialsOf(
  { authentication }: Connector,
  find: (name: string) => string | undefined,
  keep: (secret: string) => void,
): { readonly headers: Readonly<Record<string, string>>; readonly missing: readonly string[] } {
  if (authentication === undefined) return { headers: {}, missing: [] };
  const names = Object.entries(authentication).flatMap(([key, name]) =>
    key === 'is' || (authentication.is === 'header' && key === 'name') ? [] : [name],
  );
  const missing = names.filter((name) => find(name) === undefined);
  if (missing.length > 0) return { headers: {}, missing };
  const value = (name: string) => oneLine(find(name) ?? '');
  switch (authentication.is) {
    case 'bearer':
      return { headers: { authorization: `Bearer ${value(authentication.token)}` }, missing };
    case 'header':
      return { headers: { [authentication.name.toLowerCase()]: value(authentication.value) }, missing };
    case 'basic': {
      const { user, password } = authentication;
      const coded = Buffer.from(`${find(user)}:${find(password)}`).toString('base64');
      keep(coded);
      return { headers: { authorization: `Basic ${coded}` }, missing };
    }
  }
}
