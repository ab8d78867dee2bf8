import {
  type GraphQLCompositeType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
} from 'graphql';
import { relationKey } from '../plan/select-record.ts';

const recordTypes = new WeakSet<GraphQLCompositeType>();

/** Says that values of this type are rows, keyed as `selectRecord` says. */
export function markRecordType(type: GraphQLObjectType): void {
  recordTypes.add(type);
}

export function isRecordType(type: GraphQLCompositeType): boolean {
  return recordTypes.has(type);
}

/** The generic resolver: reads the key. In a row a relation under an alias has a key of its own. */
export const readRow: GraphQLFieldResolver<Readonly<Record<string, unknown>>, unknown> = (
  source,
  _args,
  _context,
  info,
) => {
  const { fieldName, path, parentType, returnType } = info;
  if (path.key === fieldName || !isRecordType(parentType) || isLeafType(getNamedType(returnType)))
    return source?.[fieldName];
  return source?.[relationKey(fieldName, String(path.key))];
};
