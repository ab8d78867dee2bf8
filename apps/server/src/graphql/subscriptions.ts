import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Caller } from '@dealwright/graphql';
import type { SubscriptionConfig } from '@nestjs/graphql';
import type { ExecutionArgs } from 'graphql';
import type { Context } from 'graphql-ws';
import type { Served } from '../served.ts';
import { whoAsks } from '../who-asks.ts';

interface Socket {
  readonly request: IncomingMessage;
}

/** Operations over graphql-ws: each runs on the API of the moment when it is sent. `authorization` is a connection parameter. */
export function subscriptions(served: Served): SubscriptionConfig {
  const options = {
    schema: () => served.api.schema,
    validate: () => [],
    context: (context: Context<Record<string, unknown>, Socket>) => callerOf(context, served),
    execute: (args: ExecutionArgs) => served.api.execute(requestOf(args)),
    subscribe: (args: ExecutionArgs) => served.api.subscribe(requestOf(args)),
  };
  return { 'graphql-ws': options } as SubscriptionConfig;
}

function requestOf({ document, operationName, variableValues, contextValue }: ExecutionArgs) {
  return { document, operationName, variables: variableValues, caller: contextValue as Caller };
}

function callerOf(
  { connectionParams, extra }: Context<Record<string, unknown>, Socket>,
  served: Served,
): Promise<Caller> {
  const { authorization } = connectionParams ?? {};
  const headers = { ...extra.request.headers, ...(typeof authorization === 'string' ? { authorization } : {}) };
  return whoAsks({ headers, requestId: randomUUID(), address: extra.request.socket.remoteAddress }, served);
}
