import { type Problem, RequestError } from '@dealwright/diagnostics';
import type { Context } from '@dealwright/records';
import { isId } from '@dealwright/values';
import { GraphQLID, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql';
import type { ApiPart } from '../api-part.ts';

/** What setting a password needs of the house. */
export interface PasswordPort {
  /** Sets it and ends all sessions of that user; or says why not. `user`: the id of a User. */
  setPassword(context: Context, user: string, password: string): Promise<readonly Problem[]>;
}

/** `setPassword`, for local users. */
export function passwordPart(port: PasswordPort): ApiPart {
  return {
    name: 'password',
    build(_model, types) {
      const text = new GraphQLNonNull(GraphQLString);
      const problem = new GraphQLNonNull(types.get('Problem') as GraphQLObjectType);
      const payload = types.define(
        'PasswordPayload',
        () =>
          new GraphQLObjectType({
            name: 'PasswordPayload',
            description: 'Why the password is not set; it is when there are no problems.',
            fields: { problems: { type: new GraphQLNonNull(new GraphQLList(problem)) } },
          }),
      );
      return {
        mutation: {
          setPassword: {
            type: new GraphQLNonNull(payload),
            description: 'Sets your own password, or that of a User whom you may update; ends all their sessions.',
            args: { user: { type: new GraphQLNonNull(GraphQLID) }, password: { type: text } },
            async resolve(_source, { user, password }, { context }) {
              if (!isId(user))
                throw new RequestError('NOT_FOUND', 'There is no such user.', '`user` is the `id` of a User');
              return { problems: await port.setPassword(context, user, password) };
            },
          },
        },
      };
    },
  };
}
