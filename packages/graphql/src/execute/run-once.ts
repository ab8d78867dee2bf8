import type { Records } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields } from '../plan/collect-fields.ts';
import type { Prepared, Variables } from './executor.ts';
import type { Operation } from './operation.ts';
import { readRow } from './read-row.ts';

/** What makes two requests the same one: the key, scoped to the person, and what was asked. */
export interface Once {
  readonly key: string;
  /** Hex. */
  readonly bodyHash: string;
}

/** Says of a root field that all it does goes through `records`: then its answer is made and kept in one transaction. */
export const KEPT_BY_RECORDS = { keptByRecords: true };

/**
 * A mutation under an idempotency key. Each root field is an operation of its own. Its whole answer, as deep as it was
 * asked, is made in the transaction of its change and kept there: a half-done request goes on where it stopped, and a
 * repeated one answers as the first did. What failed is undone. Other root fields find the key in their context and keep
 * what they answer themselves.
 */
export async function runOnce(
  schema: GraphQLSchema,
  { document, fragments }: Prepared,
  operation: OperationDefinitionNode,
  variables: Variables,
  asking: Operation,
  { key, bodyHash }: Once,
): Promise<ExecutionResult> {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: 20,
  });
  if (errors) return { errors };
  const asked = { fragments: Object.fromEntries(fragments), variableValues: coerced, schema };
  const rootFields = schema.getMutationType()?.getFields();
  const data: Record<string, unknown> = {};
  const failures: GraphQLError[] = [];
  let place = 0;
  for (const nodes of collectFields([operation], asked).values()) {
    place += 1;
    const alone = only(nodes, operation, document);
    const run = (contextValue: Operation) =>
      execute({ schema, document: alone, variableValues: variables, contextValue, fieldResolver: readRow });
    const own = asking.within(asking.records, { key: `${key} ${place}`, bodyHash });
    const isKept = rootFields?.[nodes[0]?.name.value ?? '']?.extensions.keptByRecords === true;
    const answer = await (isKept ? runKept(own, run) : run(own));
    own.end();
    failures.push(...(answer.errors ?? []));
    if (!answer.data) return { data: null, errors: failures };
    Object.assign(data, answer.data);
  }
  return failures.length > 0 ? { data, errors: failures } : { data };
}

async function runKept(
  own: Operation,
  run: (contextValue: Operation) => ExecutionResult | Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  const work = async (inside: Records) => {
    const operation = own.within(inside);
    const result = await run(operation);
    operation.end();
    if (result.errors) throw new Failed(result.errors);
    return result.data as JsonObject;
  };
  try {
    return { data: (await own.records.once(own.context, work)) as JsonObject };
  } catch (error) {
    if (error instanceof Failed) return { data: null, errors: error.errors };
    throw error;
  }
}

/** Undoes the transaction. The store looks into the cause: it may try again when others were in the way. */
class Failed extends Error {
  readonly errors: readonly GraphQLError[];
  constructor(errors: readonly GraphQLError[]) {
    super('Failed', { cause: errors.map(({ originalError }) => originalError?.cause).find(Boolean) });
    this.errors = errors;
  }
}

/** The operation with this one root field. */
function only(nodes: readonly FieldNode[], operation: OperationDefinitionNode, document: DocumentNode): DocumentNode {
  const selectionSet = { kind: Kind.SELECTION_SET, selections: nodes } as const;
  const others = document.definitions.filter((each) => each.kind !== Kind.OPERATION_DEFINITION);
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }, ...others] };
}
