import { RequestError } from '@dealwright/diagnostics';
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { Cache } from './cache.ts';
import { type Compiled, compile } from './compile.ts';
import { type Limits, limitDocument, limitOperation } from './limits.ts';
import { mapEach } from './map-each.ts';
import type { Operation } from './operation.ts';
import { readRow } from './read-row.ts';
import { type Once, runOnce } from './run-once.ts';
import { answerWritten, planWritten, type WrittenList } from './written-list.ts';

/** A document that was found valid, and what is known of its operations. */
export interface Prepared {
  readonly document: DocumentNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly operations: Map<OperationDefinitionNode, Known>;
}

export interface Running {
  /** Forces one of the two engines, for tests. */
  readonly compiled?: boolean | undefined;
  /** `data` may be a {@link WrittenData}. */
  readonly writes?: boolean | undefined;
  /** Under which a mutation keeps its answers. */
  readonly once?: Once | undefined;
}

/** What is known of an operation. */
interface Known {
  seen: number;
  /** It keeps the limits, whatever its variables are. */
  isLimited: boolean;
  compiled: Compiled | undefined;
  written: WrittenList | undefined;
}

export interface Variables {
  readonly [name: string]: unknown;
}

/** How many documents stay prepared; the least used are forgotten. */
const MOST_DOCUMENTS = 500;
const MOST_TOKENS = 20_000;

/**
 * Runs the operations of one schema. A document is validated once; an operation is compiled when it comes for the second
 * time, because compiling costs as much as running some hundred times.
 */
export class Executor {
  readonly schema: GraphQLSchema;
  readonly #limits: Limits;
  readonly #bySource = new Cache<string, DocumentNode>(MOST_DOCUMENTS);
  readonly #prepared = new Cache<DocumentNode, Prepared | readonly GraphQLError[]>(MOST_DOCUMENTS);

  constructor(schema: GraphQLSchema, limits: Limits) {
    this.schema = schema;
    this.#limits = limits;
  }

  /** Throws GraphQLError (syntax) or TOO_COMPLEX. */
  parse(source: string): DocumentNode {
    if (source.length > this.#limits.length) {
      throw new RequestError(
        'TOO_COMPLEX',
        `A document has at most ${this.#limits.length} characters.`,
        'give data as variables',
      );
    }
    return this.#bySource.get(source, () => parse(source, { maxTokens: MOST_TOKENS }));
  }

  /** The document, or why it is not valid. Throws TOO_COMPLEX. */
  prepare(document: DocumentNode): Prepared | readonly GraphQLError[] {
    return this.#prepared.get(document, () => {
      limitDocument(document, this.#limits);
      const errors = validate(this.schema, document, specifiedRules, { maxErrors: 20 });
      if (errors.length > 0) return errors;
      const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
      return { document, fragments: new Map(fragments.map((each) => [each.name.value, each])), operations: new Map() };
    });
  }

  /** Runs a query or mutation. */
  async run(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Variables,
    contextValue: Operation,
    { compiled, once, writes }: Running = {},
  ): Promise<ExecutionResult> {
    const prepared = this.prepare(document);
    if (!('document' in prepared)) return { errors: prepared };
    const operation = operationOf(document, operationName);
    if (operation.operation === 'subscription') {
      throw new RequestError(
        'BAD_USER_INPUT',
        'Subscriptions go over a WebSocket.',
        'use the graphql-ws protocol on this address',
      );
    }
    const known = this.#known(prepared, operation);
    if (!known.isLimited) {
      const measured = { operation, fragments: prepared.fragments, type: this.#rootType(operation) };
      known.isLimited = limitOperation(measured, variables, this.#limits) === 'always';
    }
    if (once && operation.operation === 'mutation') {
      return runOnce(this.schema, prepared, operation, variables, contextValue, once);
    }
    const { compiled: jit, written } = this.#compile(prepared, operation, known, compiled);
    if (!jit || compiled === false) {
      return execute({
        schema: this.schema,
        document,
        operationName,
        variableValues: variables,
        contextValue,
        fieldResolver: readRow,
      });
    }
    const { coerced, errors } = getVariableValues(this.schema, operation.variableDefinitions ?? [], variables, {
      maxErrors: 20,
    });
    if (errors) return { errors };
    return (writes && written && (await answerWritten(written, coerced, contextValue))) || jit(contextValue, coerced);
  }

  /** Each event is answered by an operation of its own, which ends with the answer. */
  async subscribe(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Variables,
    begin: () => Operation,
  ): Promise<ExecutionResult | AsyncIterable<ExecutionResult>> {
    const prepared = this.prepare(document);
    if (!('document' in prepared)) return { errors: prepared };
    const operation = operationOf(document, operationName);
    const measured = { operation, fragments: prepared.fragments, type: this.#rootType(operation) };
    limitOperation(measured, variables, this.#limits);
    const asked = { schema: this.schema, document, operationName, variableValues: variables, fieldResolver: readRow };
    const events = await createSourceEventStream({ ...asked, contextValue: begin() });
    if (!(Symbol.asyncIterator in events)) return events;
    return mapEach(events, async (rootValue) => {
      const contextValue = begin();
      try {
        return await execute({ ...asked, rootValue, contextValue });
      } finally {
        contextValue.end();
      }
    });
  }

  #rootType({ operation }: OperationDefinitionNode): GraphQLObjectType | undefined {
    return this.schema.getRootType(operation) ?? undefined;
  }

  #known(prepared: Prepared, operation: OperationDefinitionNode): Known {
    let known = prepared.operations.get(operation);
    if (!known) {
      known = { seen: 0, isLimited: false, compiled: undefined, written: undefined };
      prepared.operations.set(operation, known);
    }
    return known;
  }

  #compile(prepared: Prepared, operation: OperationDefinitionNode, known: Known, forced: boolean | undefined): Known {
    known.seen += 1;
    if (forced !== false && (known.seen === 2 || (forced && !known.compiled))) {
      known.compiled = compile(this.schema, prepared.document, operation);
      known.written = planWritten(this.schema, operation);
    }
    return known;
  }
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const found = getOperationAST(document, name);
  if (found) return found;
  const message =
    name === undefined
      ? 'The document has several operations: say which by `operationName`.'
      : `There is no operation "${name}".`;
  throw new RequestError('BAD_USER_INPUT', message);
}
