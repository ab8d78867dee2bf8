import type { Environment, Expression } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import { valueOfBody } from '../make-request.ts';
import { toJson } from '../to-json.ts';
import type { SandboxRequest } from './sandbox-request.ts';

export interface SandboxReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** What the content says that the system answers: the same for the same request. */
export function answerRequest({ operation, request }: SandboxRequest, environment: Environment): SandboxReply {
  const scope: JsonObject = { request };
  const value = (each: Expression) => toJson(each.evaluate(scope, environment).value, each.type);
  const answer = operation.sandbox.find(({ when }) => when === undefined || when.holds(scope, environment));
  if (!answer) return { status: operation.sandbox.length === 0 ? 200 : 400, headers: {}, body: {} };
  const status = Number(answer.status === undefined ? 200 : value(answer.status));
  const headers = [...answer.headers].map(([name, each]) => [name.toLowerCase(), String(value(each))] as const);
  return {
    status: Number.isInteger(status) && status >= 200 && status <= 599 ? status : 200,
    headers: Object.fromEntries(headers),
    body: answer.body === undefined ? {} : valueOfBody(answer.body, value),
  };
}
