import { accessOf } from '@dealwright/access';
import {
  GraphQLBoolean,
  type GraphQLFieldConfigMap,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
} from 'graphql';
import { type ApiContent, contentOf } from '../api-content.ts';
import type { ApiContext, ApiPart, ApiTypes } from '../api-part.ts';
import { entityInfo } from './model-info.ts';

/** `model`: what the content says of the entities, as far as the asking person may use them. */
export const modelPart: ApiPart = {
  name: 'model',
  build(model, types) {
    const content = contentOf(model);
    const entity = entityType(types);
    const type = types.define(
      'Model',
      () =>
        new GraphQLObjectType<unknown, ApiContext>({
          name: 'Model',
          description: 'The content that this server runs on.',
          fields: {
            hash: { type: text, description: 'SHA-256 of all content: another one means that the API may be another.' },
            entities: {
              type: listOf(entity),
              resolve: (_source, _args, { context }) => {
                const access = accessOf(context.model, context.actor);
                return content.entities.map((each) => entityInfo(context.model, each, access, content));
              },
            },
            entity: {
              type: entity,
              args: { name: { type: text } },
              resolve: (_source, { name }, { context }) => oneInfo(name, context, content),
            },
          },
        }),
    );
    return { query: { model: { type: new GraphQLNonNull(type), resolve: () => ({ hash: model.hash }) } } };
  },
};

function oneInfo(name: string, { model, actor }: ApiContext['context'], content: ApiContent) {
  const found = content.entities.find((each) => each.name === name);
  return found && entityInfo(model, found, accessOf(model, actor), content);
}

const text = new GraphQLNonNull(GraphQLString);
const flag = new GraphQLNonNull(GraphQLBoolean);

function listOf(type: GraphQLOutputType) {
  return new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));
}

function entityType(types: ApiTypes): GraphQLObjectType {
  const words = types.get('Text') as GraphQLObjectType;
  const label = { type: new GraphQLNonNull(words) };
  const define = (name: string, description: string, fields: GraphQLFieldConfigMap<unknown, unknown>) =>
    types.define(name, () => new GraphQLObjectType({ name, description, fields }));

  const names = define('EntityApiNames', 'The root fields of an entity; null where it has none.', {
    one: { type: text },
    many: { type: text },
    create: { type: text },
    createMany: { type: text },
    update: { type: text },
    delete: { type: text },
    upsert: { type: GraphQLString },
    fire: { type: GraphQLString },
  });
  const mayRecord = define('EntityRights', 'What you may do with at least some records.', {
    create: { type: flag },
    read: { type: flag },
    update: { type: flag },
    delete: { type: flag },
  });
  const mayField = define('FieldRights', 'What you may do with the values of a field.', {
    read: { type: flag },
    create: { type: flag, description: 'Write it on a new record.' },
    update: { type: flag, description: 'Change it on an existing one.' },
  });
  const choice = define('ChoiceInfo', 'A value that a field may have.', {
    name: { type: text, description: 'As this API writes it: `in_approval`.' },
    value: { type: text, description: 'As the content and JSON facts write it: `in-approval`.' },
    label,
    color: { type: GraphQLString },
    retired: { type: flag },
  });
  const field = define('FieldInfo', 'A field of an entity.', {
    name: { type: text },
    label,
    help: { type: words },
    type: { type: text, description: 'As in the content: `long-text`, `money`, `reference`.' },
    control: { type: text, description: 'What edits it.' },
    required: { type: flag },
    readOnly: { type: flag },
    standard: { type: flag, description: 'Kept by the platform on every record.' },
    computed: { type: flag, description: 'A formula or a roll-up.' },
    state: { type: flag, description: 'The state of a process: only events change it.' },
    key: { type: flag },
    search: { type: flag },
    sortable: { type: flag },
    filterable: { type: flag },
    retired: { type: words, description: 'Why it is not used any more.' },
    options: {
      type: types.get('JSON') as typeof GraphQLString,
      description: 'What its type allows: `maxLength`, `min`, `currency`.',
    },
    choices: { type: new GraphQLList(new GraphQLNonNull(choice)) },
    reference: { type: GraphQLString, description: 'The entity that it refers to.' },
    can: { type: new GraphQLNonNull(mayField) },
  });
  const relation = define('RelationInfo', 'Records that refer to this one.', {
    name: { type: text },
    label,
    entity: { type: text },
    field: { type: text, description: 'The reference on the other entity.' },
  });
  const state = define('StateInfo', 'A state of a process.', { name: { type: text }, label, final: { type: flag } });
  const event = define('EventInfo', 'An event of a process.', { name: { type: text }, label });
  const process = define('ProcessInfo', 'The lifecycle of an entity.', {
    name: { type: text },
    label,
    field: { type: text },
    states: { type: listOf(state) },
    events: { type: listOf(event) },
  });
  const document = define('DocumentInfo', 'A document that can be made of a record.', {
    name: { type: text },
    label,
    locales: { type: listOf(GraphQLString) },
  });
  return define('EntityInfo', 'An entity of the content.', {
    name: { type: text },
    label,
    plural: label,
    about: { type: words },
    title: { type: text, description: 'The field that names a record to a person.' },
    header: { type: listOf(GraphQLString), description: 'The fields that are shown beside it.' },
    platform: { type: flag, description: "The platform's own, not the application's." },
    parent: { type: GraphQLString, description: 'The field that says whose part it is.' },
    api: { type: new GraphQLNonNull(names) },
    can: { type: new GraphQLNonNull(mayRecord) },
    fields: { type: listOf(field) },
    relations: { type: listOf(relation) },
    processes: { type: listOf(process) },
    documents: { type: listOf(document) },
  });
}
