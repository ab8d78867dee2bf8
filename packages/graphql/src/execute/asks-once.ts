import { type GraphQLResolveInfo, Kind, type OperationDefinitionNode, visit } from 'graphql';

/** Fields that ask the database again, below the rows of a list. */
const ASK_AGAIN = new Set(['actions', 'history']);

const known = new WeakMap<OperationDefinitionNode, boolean>();

/** True when a root field (of a mutation: this root field) is all that its operation reads. */
export function asksOnce({ operation, fragments }: Pick<GraphQLResolveInfo, 'operation' | 'fragments'>): boolean {
  let once = known.get(operation);
  if (once === undefined) {
    const [only, ...more] = operation.selectionSet.selections;
    once = operation.operation === 'mutation' || (only?.kind === Kind.FIELD && more.length === 0);
    for (const node of [operation, ...Object.values(fragments)]) {
      visit(node, {
        Field({ name }) {
          if (ASK_AGAIN.has(name.value)) once = false;
        },
      });
    }
    known.set(operation, once);
  }
  return once;
}
