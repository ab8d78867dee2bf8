import { RequestError } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import type { Context } from '@dealwright/records';
import { GraphQLNonNull, type GraphQLObjectType } from 'graphql';
import type { ApiPart } from '../api-part.ts';
import type { Operation } from '../execute/operation.ts';
import { readSaved } from '../fields/read-saved.ts';
import { selectRecord } from '../plan/select-record.ts';

/** Who hears of notifications when they are stored. */
export interface NotificationsPort {
  /** The ids of the person's new ones, in any node. It ends when the session of `token` has ended. */
  added(context: Context, token: string | undefined): AsyncIterable<string>;
}

/** `notificationAdded`: each new Notification of the person who is signed in. */
export function notificationsPart(port: NotificationsPort): ApiPart {
  return {
    name: 'notifications',
    build(model, types) {
      const type = types.find('Notification') as GraphQLObjectType | undefined;
      const entity = model.find(ENTITY, 'Notification');
      if (!type || !entity) return {};
      return {
        subscription: {
          notificationAdded: {
            type: new GraphQLNonNull(type),
            description: 'Your new notifications. What was added while you did not listen is in `notifications`.',
            subscribe: (_source, _args, { context, token }) => port.added(context, token),
            async resolve(id, _args, api, info) {
              const operation = api as Operation;
              const select = selectRecord(entity, info.fieldNodes, info);
              const found = (await readSaved(entity, [String(id)], select, operation, info)).get(String(id));
              if (!found) throw new RequestError('NOT_FOUND', 'The notification is gone already.');
              return found;
            },
          },
        },
      };
    },
  };
}
