import { RequestError } from '@dealwright/diagnostics';
import { GraphQLBoolean, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql';
import type { ApiContext, ApiPart } from '../api-part.ts';

/** What signing in needs of `identity`. */
export interface LoginPort {
  /**
   * Undefined when name and password do not fit together.
   * @param address where the request came from, for rate limits; may throw RATE_LIMITED
   */
  login(username: string, password: string, address: string | undefined): Promise<Login | undefined>;
  /** Ends the session of the request. */
  logout(context: ApiContext['context']): Promise<void>;
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
            async resolve(_source, { username, password }, api) {
              const login = await port.login(username, password, api.address);
              if (login) return login;
              throw new RequestError('UNAUTHENTICATED', 'User name and password do not fit together.');
            },
          },
          logout: {
            type: new GraphQLNonNull(GraphQLBoolean),
            description: 'Ends the session: its token is of no use any more.',
            async resolve(_source, _args, api) {
              await port.logout(api.context);
              return true;
            },
          },
        },
      };
    },
  };
}
