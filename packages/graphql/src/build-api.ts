import { createHash } from 'node:crypto';
import type { Model } from '@dealwright/metadata';
import type { Records } from '@dealwright/records';
import { type DocumentNode, type ExecutionResult, GraphQLError, type GraphQLSchema, print, printSchema } from 'graphql';
import type { ApiPart } from './api-part.ts';
import { buildSchema } from './build-schema.ts';
import type { Caller } from './execute/caller.ts';
import { describeError } from './execute/describe-error.ts';
import { Executor, type Variables } from './execute/executor.ts';
import { type Limits, USUAL_LIMITS } from './execute/limits.ts';
import { mapEach } from './execute/map-each.ts';
import { Operation } from './execute/operation.ts';
import type { Once } from './execute/run-once.ts';

/** One request: what is asked, and by whom. */
export interface ApiRequest {
  readonly document: DocumentNode | string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Variables | null | undefined;
  readonly caller: Caller;
  /** `data` may come as {@link WrittenData}: for callers that only make JSON of it. */
  readonly writes?: boolean;
  /** Forces one engine, for tests that compare them; else the second run of an operation is compiled. */
  readonly compiled?: boolean;
}

/** The API of one Model. Requests in flight finish on the one they began with. */
export interface Api {
  readonly model: Model;
  readonly schema: GraphQLSchema;
  /** Never throws: what goes wrong stands in `errors`, with a code of the list. */
  execute(request: ApiRequest): Promise<ExecutionResult>;
  subscribe(request: ApiRequest): Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;
}

export interface ApiOptions {
  readonly records: Records;
  readonly parts: readonly ApiPart[];
  readonly limits?: Limits;
  /** Hears of errors whose inside is not told to the caller. */
  report(error: unknown, requestId: string): void;
}

/** Schema and executor for a Model. Built beside the running one and swapped by one reference. */
export function buildApi(model: Model, { records, parts, limits = USUAL_LIMITS, report }: ApiOptions): Api {
  const schema = buildSchema(model, parts);
  const executor = new Executor(schema, limits);

  const telling = ({ requestId, locale }: Caller) => ({
    requestId,
    locale,
    report: (error: unknown) => report(error, requestId),
  });
  const refused = (error: unknown, caller: Caller): ExecutionResult => {
    const located = error instanceof GraphQLError ? error : { message: 'Failed', originalError: error };
    return { errors: [describeError(located, telling(caller))] };
  };
  const told = (result: ExecutionResult, caller: Caller): ExecutionResult =>
    result.errors ? { ...result, errors: result.errors.map((each) => describeError(each, telling(caller))) } : result;

  return {
    model,
    schema,
    async execute({ document: asked, operationName, variables, caller, compiled, writes }) {
      let operation: Operation | undefined;
      try {
        const document = typeof asked === 'string' ? executor.parse(asked) : asked;
        operation = new Operation(model, records, caller);
        const once = onceOf(caller, () => [
          typeof asked === 'string' ? asked : print(document),
          operationName,
          variables,
        ]);
        const result = await executor.run(document, operationName ?? undefined, variables ?? {}, operation, {
          compiled,
          once,
          writes,
        });
        return told(result, caller);
      } catch (error) {
        return refused(error, caller);
      } finally {
        operation?.end();
      }
    },
    async subscribe({ document: asked, operationName, variables, caller }) {
      try {
        const document = typeof asked === 'string' ? executor.parse(asked) : asked;
        const begin = () => new Operation(model, records, caller);
        const answer = await executor.subscribe(document, operationName ?? undefined, variables ?? {}, begin);
        return Symbol.asyncIterator in answer
          ? mapEach(answer, (result) => told(result, caller))
          : told(answer, caller);
      } catch (error) {
        return refused(error, caller);
      }
    },
  };
}

/** The API as SDL: for plans and golden files. */
export function describeApi(model: Model, parts: readonly ApiPart[]): string {
  return printSchema(buildSchema(model, parts));
}

/** Keys are a person's own; who has not signed in has none. */
function onceOf({ actor, idempotencyKey }: Caller, body: () => unknown): Once | undefined {
  if (!actor || idempotencyKey === undefined) return undefined;
  const bodyHash = createHash('sha256').update(JSON.stringify(body())).digest('hex');
  return { key: `${actor.id} ${idempotencyKey}`, bodyHash };
}
