import { type Problem, say } from '@dealwright/diagnostics';
import { GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql';
import type { Operation } from '../execute/operation.ts';
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

/** `Decision`: the answer of a decision, explained. */
function decisionType(types: TypeBook): GraphQLObjectType {
  const text = new GraphQLNonNull(GraphQLString);
  const json = types.get('JSON') as typeof GraphQLString;
  const listOf = (type: GraphQLObjectType) => new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));
  const match = new GraphQLObjectType<{ because?: Problem['message'] }, Operation>({
    name: 'DecisionMatch',
    fields: {
      rule: { type: text, description: 'Row number from 1, or the name of the rule.' },
      because: { type: GraphQLString, resolve: ({ because }, _, { locale }) => because && say(because, locale) },
      outcome: { type: json },
    },
  });
  const miss = new GraphQLObjectType({
    name: 'DecisionMiss',
    fields: {
      rule: { type: text },
      input: { type: text, description: 'The first condition that did not hold.' },
      test: { type: text },
      value: { type: json },
    },
  });
  return types.define(
    'Decision',
    () =>
      new GraphQLObjectType({
        name: 'Decision',
        description: 'The answer of a decision and why it is so.',
        fields: () => ({
          decision: { type: text },
          version: { type: text, description: 'SHA-256 of the content that decided.' },
          outcome: { type: json },
          matched: { type: listOf(match) },
          unmatched: { type: listOf(miss) },
          inputs: { type: json },
          calls: {
            type: listOf(types.get('Decision') as GraphQLObjectType),
            description: 'The answers of the decisions that it asked first.',
          },
          problems: { type: listOf(problemType(types)) },
          at: { type: types.get('DateTime') as typeof GraphQLString },
        }),
      }),
  );
}
