import type { Environment } from '@dealwright/expressions';
import type { Heard } from '@dealwright/records';
import type { Json, JsonObject } from '@dealwright/values';
import type { Webhook } from './webhook-kind.ts';

/**
 * What a webhook tells of a change: `{ webhook, type, body }`, the body as it will be posted; undefined when it does not.
 * The record stands as it is stored now, so that what is told later is what was.
 */
export function promiseOf(
  webhook: Webhook,
  { is, event }: Heard,
  record: JsonObject,
  environment: Environment,
): JsonObject | undefined {
  const { on, when, of, body } = webhook;
  const name = event !== undefined && on.has(event) ? event : is;
  if (!on.has(name) || (when && !when.holds(record, environment))) return undefined;
  const type = `${snake(of.name)}.${snake(name)}`;
  const told = body
    ? [...body].map(([key, value]): [string, Json] => [key, value.evaluate(record, environment).value])
    : webhook.fields.map((field): [string, Json] => [field.name, record[field.name] ?? null]);
  const data = { id: record.id ?? null, entity: of.name, event: event ?? null, version: record.version ?? null };
  return {
    webhook: webhook.name,
    type,
    body: { type, timestamp: environment.now, data: { ...data, ...Object.fromEntries(told) } },
  };
}

/** Types of events are words with dots between, as Standard Webhooks write them: `device_order.created`. */
function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}
