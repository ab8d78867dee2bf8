import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLScalarType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { isRecordType } from './read-row.ts';

/** An operation as one function. `variables` are coerced already. */
export type Compiled = (contextValue: unknown, variables: object) => ExecutionResult | Promise<ExecutionResult>;

/**
 * Compiles an operation with graphql-jit; undefined where graphql-jit 0.8.9 answers differently from graphql-js:
 * subscriptions, and relations under an alias (it reads properties by field name, see `selectRecord`).
 */
export function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Compiled | undefined {
  if (operation.operation === 'subscription' || isBeyondJit(schema, document)) return undefined;
  const others = document.definitions.filter((each) => each.kind !== Kind.OPERATION_DEFINITION);
  const coerced = { ...operation, variableDefinitions: operation.variableDefinitions?.map(asCoerced) ?? [] };
  const compiled = compileQuery(knowingCoerced(schema), { ...document, definitions: [coerced, ...others] }, undefined, {
    disablingCapturingStackErrors: true,
  });
  if (!isCompiledQuery(compiled)) return undefined;
  return (contextValue, variables) => compiled.query(undefined, contextValue, variables);
}

/**
 * graphql-jit's own coercion of variables never ends on recursive inputs (a filter within a filter). So graphql-js
 * coerces, and jit is told that every variable is of this type, which takes what it gets.
 */
const Coerced = new GraphQLScalarType({ name: 'Coerced__', parseValue: (value) => value });

function asCoerced({ defaultValue, ...definition }: VariableDefinitionNode): VariableDefinitionNode {
  return { ...definition, type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: Coerced.name } } };
}

const knowing = new WeakMap<GraphQLSchema, GraphQLSchema>();

/** The same schema, which answers for the type `Coerced__` too, without showing it. */
function knowingCoerced(schema: GraphQLSchema): GraphQLSchema {
  let derived = knowing.get(schema);
  if (!derived) {
    const getType = (name: string) => (name === Coerced.name ? Coerced : schema.getType(name));
    derived = Object.create(schema, { getType: { value: getType } }) as GraphQLSchema;
    knowing.set(schema, derived);
  }
  return derived;
}

function isBeyondJit(schema: GraphQLSchema, document: DocumentNode): boolean {
  let isBeyond = false;
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const parent = info.getParentType();
        if (node.alias && node.selectionSet && parent && isRecordType(parent)) isBeyond = true;
      },
    }),
  );
  return isBeyond;
}
