import { say } from '@dealwright/diagnostics';
import type { KindOf } from '@dealwright/metadata';
import { type Answer, type Decision, explain, type Match, type Missed } from '@dealwright/rules';
import { GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql';
import type { Operation } from '../execute/operation.ts';
import type { TypeBook } from './type-book.ts';

const DECISION: KindOf<Decision> = { name: 'decision' };

/** `Decision`: the answer of a decision, explained as data and as sentences. */
export function decisionType(types: TypeBook): GraphQLObjectType {
  const text = new GraphQLNonNull(GraphQLString);
  const json = types.get('JSON') as typeof GraphQLString;
  return types.define(
    'Decision',
    () =>
      new GraphQLObjectType<Answer, Operation>({
        name: 'Decision',
        description: 'The answer of a decision and why it is so.',
        fields: () => ({
          decision: { type: text, description: 'Its name.' },
          version: { type: text, description: 'SHA-256 of the content that decided, with all that it calls.' },
          outcome: { type: json },
          matched: { type: listOf(matchType(types)), description: 'The rows or rules that were the reason.' },
          unmatched: {
            type: listOf(missedType(types)),
            description: 'All others, each with the first of its conditions that did not hold.',
          },
          inputs: { type: json },
          calls: {
            type: listOf(types.get('Decision') as GraphQLObjectType),
            description: 'The answers of the decisions that it asked first.',
          },
          problems: { type: listOf(types.get('Problem') as GraphQLObjectType) },
          at: { type: types.get('DateTime') as typeof GraphQLString },
          sentences: {
            type: new GraphQLNonNull(new GraphQLList(text)),
            description:
              'The same for people: the outcome with its reasons first, in the language of the asking person.',
            resolve: (answer, _, { locale, context }) =>
              explain(answer, locale, context.model.find(DECISION, answer.decision)),
          },
        }),
      }),
  );
}

function listOf(type: GraphQLObjectType) {
  return new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));
}

function matchType(types: TypeBook): GraphQLObjectType {
  const text = new GraphQLNonNull(GraphQLString);
  const json = types.get('JSON') as typeof GraphQLString;
  return types.define('DecisionMatch', () => {
    const finding = new GraphQLObjectType({
      name: 'DecisionFinding',
      description: 'A condition that held, and the value for which it did.',
      fields: { input: { type: text }, test: { type: text }, value: { type: json } },
    });
    return new GraphQLObjectType<Match, Operation>({
      name: 'DecisionMatch',
      fields: {
        rule: { type: text, description: 'Row number from 1, or the name of the rule.' },
        because: { type: GraphQLString, resolve: ({ because }, _, { locale }) => because && say(because, locale) },
        outcome: { type: json },
        met: { type: listOf(finding), description: 'Its conditions.' },
      },
    });
  });
}

function missedType(types: TypeBook): GraphQLObjectType {
  const text = new GraphQLNonNull(GraphQLString);
  const json = types.get('JSON') as typeof GraphQLString;
  return types.define('DecisionMissed', () => {
    const test = new GraphQLObjectType({
      name: 'DecisionTest',
      fields: {
        rule: { type: text, description: 'Row number from 1, or the name of the rule.' },
        test: { type: text, description: 'Its first condition that did not hold.' },
      },
    });
    return new GraphQLObjectType<Missed>({
      name: 'DecisionMissed',
      description: 'The rows or rules that failed first at the same input.',
      fields: {
        input: { type: text },
        value: { type: json, description: 'What the input was.' },
        tests: {
          type: listOf(test),
          resolve: ({ tests }) => Object.entries(tests).map(([rule, each]) => ({ rule, test: each })),
        },
      },
    });
  });
}
