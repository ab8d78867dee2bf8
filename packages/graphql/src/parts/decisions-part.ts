import { didYouMean, RequestError, say } from '@dealwright/diagnostics';
import type { KindOf, Model } from '@dealwright/metadata';
import type { Context } from '@dealwright/records';
import type { Answer, Decision } from '@dealwright/rules';
import type { JsonObject } from '@dealwright/values';
import { GraphQLBoolean, GraphQLID, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql';
import type { ApiPart } from '../api-part.ts';
import { plainObject } from '../plan/plain-object.ts';

const DECISION: KindOf<Decision> = { name: 'decision' };

/** `decide`: asks a decision without storing the answer. `decisions`: the stored answers of a record. */
export const decisionsPart: ApiPart = {
  name: 'decisions',
  build(_model, types) {
    const text = new GraphQLNonNull(GraphQLString);
    const json = types.get('JSON') as typeof GraphQLString;
    const instant = types.get('DateTime') as typeof GraphQLString;
    const decision = types.get('Decision') as GraphQLObjectType;
    const stored = types.define('StoredDecision', () => {
      const fields = {
        id: { type: new GraphQLNonNull(GraphQLID) },
        at: { type: new GraphQLNonNull(instant) },
        by: { type: text, description: 'The id of the User.' },
        modelHash: { type: text, description: 'The content at that time.' },
        refused: {
          type: new GraphQLNonNull(GraphQLBoolean),
          description: 'The change was refused, by this answer or beside it.',
        },
        answer: { type: new GraphQLNonNull(decision) },
      };
      return new GraphQLObjectType({
        name: 'StoredDecision',
        description: 'An answer that was relied on. `replay` asks it again.',
        fields,
      });
    });
    return {
      query: {
        decide: {
          type: decision,
          description: 'Asks a decision and explains the answer; nothing is stored.',
          args: {
            decision: { type: text, description: 'Its name, such as `approval-routing`.' },
            facts: {
              type: new GraphQLNonNull(json),
              description:
                'The record and what else the inputs read, relations nested: `{ "size": 60, "customer": { … } }`.',
            },
            at: { type: instant, description: 'As if it were this moment; now when not said.' },
          },
          resolve: (_source, { decision: name, facts, at }, { context }) =>
            ask(context, name, facts, at ?? context.now),
        },
        decisions: {
          type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(stored))),
          description:
            'The decisions that the past of a record relied on, newest first; also those of changes that were refused.',
          args: { record: { type: new GraphQLNonNull(GraphQLID) } },
          resolve: async (_source, { record }, { reading }) => (await reading).decisions(record),
        },
      },
    };
  },
};

function ask({ model, zone, locale }: Context, name: string, facts: unknown, at: string): Answer {
  const decision = findDecision(model, name, locale);
  if (typeof facts !== 'object' || facts === null || Array.isArray(facts)) {
    throw new RequestError('BAD_USER_INPUT', '`facts` is an object of names and values.');
  }
  return decision.decide(plainObject(facts as JsonObject), { now: new Date(at).toISOString(), zone, locale });
}

function findDecision(model: Model, name: string, locale: string): Decision {
  const found = model.find(DECISION, name);
  if (found) return found;
  const hint = didYouMean(name, model.all(DECISION).keys());
  throw new RequestError('NOT_FOUND', `There is no decision "${name}".`, hint && say(hint, locale));
}
