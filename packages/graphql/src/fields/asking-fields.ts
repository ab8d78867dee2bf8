import { ENTITY, type Entity } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import type { BroughtFile } from '@dealwright/records';
import { type GraphQLFieldConfigMap, GraphQLID, type GraphQLInputType, GraphQLNonNull, GraphQLString } from 'graphql';
import type { Operation } from '../execute/operation.ts';
import type { FieldTypes } from '../types/field-types.ts';
import { payloadType } from '../types/record-types.ts';
import { eventInput, payloadsOf } from './mutation-fields.ts';

type RootFields = GraphQLFieldConfigMap<unknown, Operation>;

const text = { type: new GraphQLNonNull(GraphQLString) };
const id = { type: new GraphQLNonNull(GraphQLID) };

/** What the platform's own entities are changed by, beside the mutations of every entity: `answerTask`, `attachFile`. */
export function askingFields(model: Model, of: FieldTypes): RootFields {
  const [task, file] = [model.find(ENTITY, 'Task'), model.find(ENTITY, 'File')];
  return { ...(task && answerField(task, of)), ...(file && attachField(file, of)) };
}

function answerField(entity: Entity, of: FieldTypes): RootFields {
  return {
    answerTask: {
      type: new GraphQLNonNull(payloadType(entity, of)),
      description:
        'Answers a Task: an approval by `agree`, `disagree` or `not-concerned`, a task by `complete`; `delegate` hands it on to the person `to` of the input.',
      args: {
        task: id,
        answer: text,
        reason: { type: GraphQLString, description: 'Needed to disagree, and where the process asks for it.' },
        input: {
          type: of.types.get('JSON') as GraphQLInputType,
          description: 'Values of the fields that the answer brings.',
        },
      },
      async resolve(_, { task, answer, reason, input }, operation, info) {
        const asked = { task, answer, reason: reason ?? undefined, input: eventInput(undefined, input) };
        const saved = await operation.records.answerTask(operation.context, asked);
        return (await payloadsOf(entity, [saved], operation, info))[0];
      },
    },
  };
}

function attachField(entity: Entity, of: FieldTypes): RootFields {
  return {
    attachFile: {
      type: new GraphQLNonNull(payloadType(entity, of)),
      description:
        'Stores a file with a record, at most 10 MB: by whoever may update the record or fire one of its present events.',
      args: {
        record: id,
        entity: { ...text, description: 'Of the record: `Order`.' },
        as: { ...text, description: 'What kind of file it is to the record, as processes need it: `signed-contract`.' },
        name: { ...text, description: 'With its ending: `contract.pdf`.' },
        mediaType: { type: GraphQLString, description: 'Said by the name when left out.' },
        content: { ...text, description: 'Base64.' },
      },
      async resolve(_, { record, entity: name, as, name: fileName, mediaType, content }, operation, info) {
        const brought: BroughtFile = {
          ...{ record, entity: name, as, name: fileName, content },
          mediaType: mediaType ?? undefined,
        };
        const saved = await operation.records.attachFile(operation.context, brought);
        return (await payloadsOf(entity, [saved], operation, info))[0];
      },
    },
  };
}
