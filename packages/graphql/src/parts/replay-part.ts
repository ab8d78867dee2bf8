import type { Problem } from '@dealwright/diagnostics';
import type { Context } from '@dealwright/records';
import type { AnswerDifference } from '@dealwright/rules';
import type { JsonObject } from '@dealwright/values';
import { GraphQLBoolean, GraphQLID, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql';
import type { ApiPart } from '../api-part.ts';

/** A stored decision, asked again. */
export interface Replay {
  readonly id: string;
  readonly refused: boolean;
  readonly modelHash: string;
  /** The stored answer. */
  readonly before: JsonObject;
  /** The answer of now; null when it could not be asked, for the reason in `problems`. */
  readonly after: JsonObject | null;
  /** True when outcome, matched rows or rules, inputs and problems are the same. */
  readonly same: boolean;
  readonly differences: readonly AnswerDifference[];
  readonly problems: readonly Problem[];
}

/** Who can ask a stored decision again. */
export interface ReplayPort {
  /** @param live with the content that is live now instead of that of then. Undefined: there is none that may be read. */
  replay(context: Context, id: string, live: boolean): Promise<Replay | undefined>;
}

/** `replay`: asks a stored decision again, as of then. */
export function replayPart(port: ReplayPort): ApiPart {
  return {
    name: 'replay',
    build(_model, types) {
      const text = new GraphQLNonNull(GraphQLString);
      const yes = new GraphQLNonNull(GraphQLBoolean);
      const decision = types.get('Decision') as GraphQLObjectType;
      const json = types.get('JSON') as typeof GraphQLString;
      const listOf = (type: GraphQLObjectType) => new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));
      const difference = types.define(
        'DecisionDifference',
        () =>
          new GraphQLObjectType({
            name: 'DecisionDifference',
            description: 'One thing in which the two answers differ.',
            fields: {
              path: { type: text, description: '`outcome.fee`, `inputs.items`, `matched`, `version`.' },
              before: { type: json },
              after: { type: json },
            },
          }),
      );
      const replay = types.define(
        'DecisionReplay',
        () =>
          new GraphQLObjectType<Replay>({
            name: 'DecisionReplay',
            description: 'A stored decision, asked again over what it was asked then.',
            fields: {
              id: { type: new GraphQLNonNull(GraphQLID) },
              refused: { type: yes, description: 'Whether the change that asked it was refused.' },
              modelHash: { type: text, description: 'The content of then.' },
              before: { type: new GraphQLNonNull(decision), description: 'The stored answer.' },
              after: { type: decision, description: 'The answer of now; null when it could not be asked.' },
              same: { type: yes, description: 'Outcome, reasons, inputs and problems are the same.' },
              differences: { type: listOf(difference) },
              problems: { type: listOf(types.get('Problem') as GraphQLObjectType) },
            },
          }),
      );
      return {
        query: {
          replay: {
            type: replay,
            description: 'Asks a stored decision again, as of then: the same facts, the same moment, the same content.',
            args: {
              id: { type: new GraphQLNonNull(GraphQLID), description: 'Of one of `decisions`.' },
              live: {
                type: yes,
                defaultValue: false,
                description: 'With the content that is live now instead: what would it answer?',
              },
            },
            resolve: (_source, { id, live }, { context }) => port.replay(context, id, live),
          },
        },
      };
    },
  };
}
