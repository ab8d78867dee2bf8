import { RequestError } from '@dealwright/diagnostics';
import { LARGEST_PAGE, USUAL_PAGE } from '@dealwright/records';
import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** How much one request may ask. */
export interface Limits {
  /** Characters of the document. */
  readonly length: number;
  /** Fields, fragments and spreads written in the document: validation compares them with each other. */
  readonly nodes: number;
  readonly aliases: number;
  /** Lists and objects inside each other, in the values of arguments. */
  readonly nesting: number;
  /** Fields at the root of an operation: each is a statement or a transaction of its own. */
  readonly roots: number;
  /** Fields below fields. */
  readonly depth: number;
  /** Fields that the answer may hold, by the page sizes that were asked. */
  readonly fields: number;
}

export const USUAL_LIMITS: Limits = {
  length: 100_000,
  nodes: 2_000,
  aliases: 200,
  nesting: 50,
  roots: 50,
  depth: 20,
  fields: 250_000,
};

/** Before validation, whose cost grows with the square of what is written. Throws TOO_COMPLEX. */
export function limitDocument(document: DocumentNode, limits: Limits): void {
  let nodes = 0;
  let aliases = 0;
  let nesting = 0;
  const count = () => {
    nodes += 1;
  };
  const value = {
    enter() {
      nesting += 1;
      atMost(limits.nesting, nesting, 'values are inside each other');
    },
    leave() {
      nesting -= 1;
    },
  };
  visit(document, {
    Field(node) {
      nodes += 1;
      if (node.alias) aliases += 1;
    },
    InlineFragment: count,
    FragmentSpread: count,
    FragmentDefinition: count,
    ObjectValue: value,
    ListValue: value,
  });
  atMost(limits.nodes, nodes, 'fields are written');
  atMost(limits.aliases, aliases, 'aliases are given');
}

/** What {@link limitOperation} measures. */
export interface Measured {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The root type of the operation. */
  readonly type: GraphQLObjectType | undefined;
}

/**
 * Before execution, after validation (fragments end). Pages count as many times as they may have records.
 * Throws TOO_COMPLEX. `always`: it passes whatever the variables are, because none of them is the size of a page.
 */
export function limitOperation(
  { operation, fragments, type: root }: Measured,
  variables: { readonly [name: string]: unknown },
  limits: Limits,
): 'always' | 'now' {
  let fields = 0;
  let visited = 0;
  let hasVariableSizes = false;
  /** How many fields stand directly in the set. */
  const walk = (set: SelectionSetNode, type: GraphQLObjectType | undefined, times: number, depth: number): number => {
    atMost(limits.depth, depth, 'fields stand below each other');
    let here = 0;
    for (const selection of set.selections) {
      visited += 1;
      atMost(limits.fields, visited, 'fields are asked');
      if (selection.kind !== Kind.FIELD) {
        const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (inner) here += walk(inner.selectionSet, type, times, depth);
        continue;
      }
      here += 1;
      fields += times;
      atMost(limits.fields, fields, 'fields may be in the answer');
      if (!selection.selectionSet) continue;
      const below = type && getNamedType(type.getFields()[selection.name.value]?.type);
      const object = isObjectType(below) ? below : undefined;
      const isPage = object?.name.endsWith('Connection') ?? false;
      if (isPage && isSizeVariable(selection)) hasVariableSizes = true;
      const size = isPage ? pageSize(selection, variables) : 1;
      walk(selection.selectionSet, object, times * size, depth + 1);
    }
    return here;
  };
  atMost(limits.roots, walk(operation.selectionSet, root, 1, 1), 'fields stand at the root');
  return hasVariableSizes ? 'now' : 'always';
}

const isSize = ({ name }: ArgumentNode): boolean => name.value === 'first' || name.value === 'last';

const isSizeVariable = (node: FieldNode): boolean =>
  (node.arguments ?? []).some((each) => isSize(each) && each.value.kind === Kind.VARIABLE);

function pageSize(node: FieldNode, variables: { readonly [name: string]: unknown }): number {
  for (const argument of node.arguments ?? []) {
    const { value } = argument;
    if (!isSize(argument)) continue;
    const size =
      value.kind === Kind.VARIABLE ? variables[value.name.value] : value.kind === Kind.INT && Number(value.value);
    if (typeof size === 'number') return Math.min(Math.max(size, 1), LARGEST_PAGE);
  }
  return USUAL_PAGE;
}

function atMost(limit: number, found: number, what: string): void {
  if (found <= limit) return;
  throw new RequestError(
    'TOO_COMPLEX',
    `This is too much for one request: more than ${limit} ${what}.`,
    'ask for less, or in several requests',
  );
}
