import { ENTITY } from '@dealwright/entities';
import { GraphQLID, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql';
import type { ApiContext, ApiPart } from '../api-part.ts';

/** `me`: who is asking; null when nobody is signed in. */
export const mePart: ApiPart = {
  name: 'me',
  build(_model, types) {
    const text = new GraphQLNonNull(GraphQLString);
    const type = types.define(
      'Me',
      () =>
        new GraphQLObjectType<{ readonly id: string }, ApiContext>({
          name: 'Me',
          description: 'The person who is signed in.',
          fields: {
            id: { type: new GraphQLNonNull(GraphQLID), description: 'The id of the User.' },
            name: { type: text },
            username: { type: GraphQLString, resolve: ({ id }, _args, api) => usernameOf(id, api) },
            roles: { type: new GraphQLNonNull(new GraphQLList(text)) },
            team: { type: GraphQLID },
            zone: { type: text, description: 'IANA time zone, such as Europe/Bucharest.' },
            locale: { type: text },
          },
        }),
    );
    return {
      query: {
        me: {
          type,
          resolve(_source, _args, api) {
            if (api.anonymous) return null;
            const { actor, zone, locale } = api.context;
            return { ...actor, zone, locale };
          },
        },
      },
    };
  },
};

/** Where the people of the content sign in by a name. */
async function usernameOf(id: string, { context, reading }: ApiContext): Promise<unknown> {
  const user = context.model.find(ENTITY, 'User');
  if (!user?.fields.has('username')) return null;
  return (await (await reading).facts(user, id, [['username']]))?.username;
}
