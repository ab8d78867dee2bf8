import { type Problem, RequestError } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import type { Context } from '@dealwright/records';
import { isId } from '@dealwright/values';
import { GraphQLID, GraphQLList, GraphQLNonNull, GraphQLObjectType } from 'graphql';
import type { ApiPart } from '../api-part.ts';
import type { Operation } from '../execute/operation.ts';
import { readSaved } from '../fields/read-saved.ts';
import { collectFields } from '../plan/collect-fields.ts';
import { selectRecord } from '../plan/select-record.ts';

/** Who can send again what a Delivery tells of. */
export interface DeliveriesPort {
  resend(context: Context, id: string): Promise<readonly Problem[]>;
}

/** `resendDelivery`: for whoever may update the Delivery. */
export function deliveriesPart(port: DeliveriesPort): ApiPart {
  return {
    name: 'deliveries',
    build(model, types) {
      const delivery = types.find('Delivery') as GraphQLObjectType | undefined;
      const entity = model.find(ENTITY, 'Delivery');
      if (!delivery || !entity) return {};
      const problem = new GraphQLNonNull(types.get('Problem') as GraphQLObjectType);
      const payload = types.define(
        'ResendPayload',
        () =>
          new GraphQLObjectType({
            name: 'ResendPayload',
            description: 'The Delivery as it is now, or why it is not sent again.',
            fields: { delivery: { type: delivery }, problems: { type: new GraphQLNonNull(new GraphQLList(problem)) } },
          }),
      );
      return {
        mutation: {
          resendDelivery: {
            type: new GraphQLNonNull(payload),
            description: 'Promises once more what was given up, not sent, or got lost at the receiver.',
            args: { id: { type: new GraphQLNonNull(GraphQLID) } },
            async resolve(_source, { id }, api, info) {
              if (!isId(id)) throw new RequestError('NOT_FOUND', 'There is no such Delivery.');
              const problems = await port.resend(api.context, id);
              const nodes = collectFields(info.fieldNodes, info);
              const asked = [...nodes.values()].flat().filter((node) => node.name.value === 'delivery');
              if (problems.length > 0 || asked.length === 0) return { delivery: null, problems };
              const select = selectRecord(entity, asked, info);
              const found = await readSaved(entity, [id], select, api as Operation, info);
              return { delivery: found.get(id) ?? null, problems };
            },
          },
        },
      };
    },
  };
}
