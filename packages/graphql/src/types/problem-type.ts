import { type Problem, say } from '@dealwright/diagnostics';
import { GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql';
import type { Operation } from '../execute/operation.ts';
import { decisionType } from './decision-type.ts';
import type { TypeBook } from './type-book.ts';

/** `Problem`: something refused or warned of, in the language of the asking person. */
export function problemType(types: TypeBook): GraphQLObjectType {
  const text = new GraphQLNonNull(GraphQLString);
  return types.define(
    'Problem',
    () =>
      new GraphQLObjectType<Problem, Operation>({
        name: 'Problem',
        description: 'What was refused, or warned of, and what to do about it.',
        fields: {
          code: { type: text, description: 'Stable, for machines: `DUPLICATE`.' },
          severity: { type: text, description: '`error`, or `warning`: nothing was refused because of it.' },
          message: { type: text, resolve: (problem, _, { locale }) => say(problem.message, locale) },
          path: {
            type: new GraphQLList(text),
            description: 'Where in the input, such as ["estimatedSize"].',
            resolve: (problem) => problem.path?.map(String),
          },
          hint: {
            type: GraphQLString,
            description: 'What to write or do instead.',
            resolve: (problem, _, { locale }) => problem.hint && say(problem.hint, locale),
          },
          decision: { type: decisionType(types), description: 'The decision that refused, with its explanation.' },
        },
      }),
  );
}
