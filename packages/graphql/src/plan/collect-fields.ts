import {
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What collecting needs of a `GraphQLResolveInfo`. */
export type Asked = Pick<GraphQLResolveInfo, 'fragments' | 'variableValues' | 'schema'>;

/**
 * The fields asked below some nodes, by response key, through fragments and with `@include` and `@skip`. The API has no
 * interfaces and unions, so every fragment of a valid operation applies.
 */
export function collectFields(
  nodes: readonly Pick<FieldNode, 'selectionSet'>[],
  asked: Asked,
): ReadonlyMap<string, readonly FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  for (const node of nodes) if (node.selectionSet) visit(node.selectionSet, asked, found, seen);
  return found;
}

function visit(set: SelectionSetNode, asked: Asked, found: Map<string, FieldNode[]>, seen: Set<string>): void {
  for (const selection of set.selections) {
    if (!isIncluded(selection, asked)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const same = found.get(key);
      if (same) same.push(selection);
      else found.set(key, [selection]);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      visit(selection.selectionSet, asked, found, seen);
    } else if (!seen.has(selection.name.value)) {
      seen.add(selection.name.value);
      const fragment = asked.fragments[selection.name.value];
      if (fragment) visit(fragment.selectionSet, asked, found, seen);
    }
  }
}

function isIncluded(node: SelectionNode, { variableValues }: Asked): boolean {
  if (!node.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.if !== false;
}
