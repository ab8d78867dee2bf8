import { GraphQLBoolean, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql';
import type { ApiPart } from '../api-part.ts';

/** What signing in needs of `identity`. */
export interface LoginPort {
  /** Throws UNAUTHENTICATED, or RATE_LIMITED after too many tries. `address`: where the request came from. */
  login(username: string, password: string, address: string | undefined): Promise<Login>;
  logout(token: string): Promise<void>;
}

export interface Login {
  readonly token: string;
  /** ISO 8601 instant in UTC. */
  readonly expiresAt: string;
}

/** `login`, for local users, and `logout`. */
export function loginPart(port: LoginPort): ApiPart {
  return {
    name: 'login',
    build(_model, types) {
      const text = new GraphQLNonNull(GraphQLString);
      const type = new GraphQLObjectType({
        name: 'LoginPayload',
        fields: {
          token: { type: text, description: 'Send it as `Authorization: Bearer TOKEN`.' },
          expiresAt: { type: types.get('DateTime') as typeof GraphQLString },
        },
      });
      return {
        mutation: {
          login: {
            type,
            description: 'Signs a local user in. UNAUTHENTICATED when name and password do not fit together.',
            args: { username: { type: text }, password: { type: text } },
            resolve: (_source, { username, password }, api) => port.login(username, password, api.address),
          },
          logout: {
            type: new GraphQLNonNull(GraphQLBoolean),
            description: 'Ends the session: its token is of no use any more.',
            async resolve(_source, _args, api) {
              if (api.token !== undefined) await port.logout(api.token);
              return true;
            },
          },
        },
      };
    },
  };
}
