import type { Entity, Field } from '@dealwright/entities';
import type { Selected, Selection } from '@dealwright/records';
import {
  type ExecutionResult,
  type FieldNode,
  type GraphQLField,
  GraphQLInt,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isEnumType,
  isScalarType,
  Kind,
  locatedError,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type ListArguments, listQuery } from '../plan/list-query.ts';
import { recordFields } from '../types/record-fields.ts';
import type { Operation } from './operation.ts';

/** A query for one list, of which the database can write the answer itself. */
export interface WrittenList {
  readonly entity: Entity;
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  /** The response keys of the list and of its `nodes`. */
  readonly keys: readonly [list: string, rows: string];
  /** By response key, in the order of the answer. */
  readonly select: Selection;
}

/** `data` that is written already. Whoever makes JSON of it gets what it says. */
export class WrittenData {
  readonly [key: string]: unknown;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/**
 * The plan of `{ orders(…) { nodes { … } } }` whose fields have in the database the form that they have in the answer; else
 * undefined. It saves taking apart, building up and writing again what PostgreSQL has written once.
 */
export function planWritten(schema: GraphQLSchema, operation: OperationDefinitionNode): WrittenList | undefined {
  if (operation.operation !== 'query') return undefined;
  const node = onlyField(operation.selectionSet);
  const rows = node && onlyField(node.selectionSet);
  const field = node && schema.getQueryType()?.getFields()[node.name.value];
  const entity = field?.extensions.listOf as Entity | undefined;
  if (!node || !field || !entity || rows?.name.value !== 'nodes') return undefined;
  const select = selectWritten(schema, entity, rows.selectionSet);
  return select && { entity, field, node, keys: [keyOf(node), keyOf(rows)], select };
}

/** The answer; undefined when it must be made the usual way. `variables` are coerced. */
export async function answerWritten(
  { entity, field, node, keys, select }: WrittenList,
  variables: { readonly [name: string]: unknown },
  operation: Operation,
): Promise<ExecutionResult | undefined> {
  try {
    const args = getArgumentValues(field, node, variables) as ListArguments;
    const rows = await operation.listAsJson({ ...listQuery(entity, args, select, false), cursors: false });
    return rows === undefined ? undefined : { data: new WrittenData(`{"${keys[0]}":{"${keys[1]}":${rows}}}`) };
  } catch (error) {
    return { data: null, errors: [locatedError(error, [node], [keys[0]])] };
  }
}

const keyOf = (node: FieldNode): string => node.alias?.value ?? node.name.value;

function onlyField(set: SelectionSetNode | undefined): FieldNode | undefined {
  const [only, ...more] = set?.selections ?? [];
  return only && more.length === 0 ? plainField(only) : undefined;
}

const plainField = (node: SelectionNode): FieldNode | undefined =>
  node.kind === Kind.FIELD && !node.directives?.length ? node : undefined;

/** PostgreSQL cuts names of columns, which are the keys here, at 63 bytes. */
const LONGEST_KEY = 60;

function selectWritten(
  schema: GraphQLSchema,
  entity: Entity,
  set: SelectionSetNode | undefined,
): Selection | undefined {
  const select = new Map<string, Selected>();
  for (const selection of set?.selections ?? []) {
    const node = plainField(selection);
    if (!node || select.has(keyOf(node)) || keyOf(node).length > LONGEST_KEY) return undefined;
    const selected = selectField(schema, entity, node);
    if (!selected) return undefined;
    select.set(keyOf(node), selected);
  }
  return select;
}

function selectField(schema: GraphQLSchema, entity: Entity, node: FieldNode): Selected | undefined {
  const source = recordFields(entity).get(node.name.value);
  if (source?.is === 'field') {
    const type = schema.getType(entity.name) as GraphQLObjectType;
    return isWrittenAlike(source.field, type.getFields()[node.name.value]) ? source : undefined;
  }
  if (source?.is !== 'one') return undefined;
  const select = selectWritten(schema, source.entity, node.selectionSet);
  return select && { ...source, select };
}

/** True when the value in the answer is the value in the database: no other names, no parts, no fractions to refuse. */
function isWrittenAlike({ formula }: Field, field: GraphQLField<unknown, unknown> | undefined): boolean {
  const type = getNamedType(field?.type);
  if (isEnumType(type)) return type.getValues().every(({ name, value }) => name === value);
  return isScalarType(type) && !(formula && type === GraphQLInt);
}
