import { createHash } from 'node:crypto';
import type { Model } from '@dealwright/metadata';
import type { Json, JsonObject } from '@dealwright/values';
import { CONNECTOR, type Connector, type Operation, type PathPiece } from '../connector.ts';

/** A request as expressions of `sandbox:` see it. */
export interface SandboxRequest {
  readonly connector: Connector;
  readonly operation: Operation;
  readonly request: JsonObject;
  /** The same for the same request: method, path, query and body. */
  readonly fingerprint: string;
}

export interface Arrived {
  readonly method: string;
  /** With what stands behind the question mark. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Below this stands the name of the connector. */
export const SYSTEMS = '/systems/';

/** The operation that a request means; undefined when the content has none like it. */
export function findOperation(model: Model, { method, url, headers, body }: Arrived): SandboxRequest | undefined {
  const { pathname, searchParams } = new URL(url, 'http://sandbox');
  const [, name = '', path = ''] = /^\/systems\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
  const connector = model.find(CONNECTOR, name);
  for (const operation of connector?.operations.values() ?? []) {
    const parameters = operation.method === method ? parametersIn(operation.path, path) : undefined;
    if (!connector || !parameters) continue;
    const query = Object.fromEntries([...searchParams.keys()].map((key) => [key, one(searchParams.getAll(key))]));
    const sent = parse(body);
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([method, pathname, query, sent]))
      .digest('hex');
    const request = { method, path, parameters, query, headers: { ...headers }, body: sent, id: numberOf(fingerprint) };
    return { connector, operation, request, fingerprint };
  }
  return undefined;
}

/** Eight digits, never beginning with a zero. */
function numberOf(fingerprint: string): string {
  return String(10_000_000 + (Number.parseInt(fingerprint.slice(0, 12), 16) % 90_000_000));
}

/** What stands in the places of the path's values, by their names; undefined when it is another path. */
function parametersIn(pieces: readonly PathPiece[], path: string): JsonObject | undefined {
  const pattern = pieces.map((each) => (typeof each === 'string' ? escaped(each) : '([^/]+)')).join('');
  const found = new RegExp(`^${pattern}$`).exec(path);
  if (!found) return undefined;
  const names = pieces.flatMap((each) => (typeof each === 'string' ? [] : [each.name]));
  return Object.fromEntries(names.map((name, index) => [name, decoded(found[index + 1] ?? '')]));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function one(values: readonly string[]): Json {
  return values.length === 1 ? (values[0] ?? null) : [...values];
}

function parse(body: string): Json {
  if (body === '') return null;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}
