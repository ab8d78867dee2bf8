import { say } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { Action } from '@dealwright/processes';
import type { Row } from '@dealwright/records';
import {
  GraphQLBoolean,
  type GraphQLFieldConfig,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import type { Operation } from '../execute/operation.ts';
import { valueNames } from '../names.ts';
import type { MadeField } from './record-fields.ts';
import { standingType } from './standing-type.ts';
import type { TypeBook } from './type-book.ts';

const text = new GraphQLNonNull(GraphQLString);
const texts = new GraphQLNonNull(new GraphQLList(text));

/** A field of every record that the API makes itself. They read `$id` of the row, which the selection then holds. */
export function madeField(name: MadeField, entity: Entity, types: TypeBook): GraphQLFieldConfig<Row, Operation> {
  switch (name) {
    case 'title':
      return { type: GraphQLString, description: 'What names the record to a person.' };
    case 'url':
      return {
        type: text,
        description: 'Where the record is seen in the studio, below its address.',
        resolve: (row) => `/r/${entity.name}/${row.$id}`,
      };
    case 'hidden':
      return {
        type: texts,
        description: 'The fields that you may not see: they are null here.',
        resolve: (_row, _args, operation) => operation.hiddenFields(entity),
      };
    case 'actions':
      return {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(actionType(types)))),
        description: 'The events that you could fire now, and the others with the reasons why not.',
        resolve: (row, _args, operation) => operation.actions(entity, String(row.$id)),
      };
    case 'processes':
      return {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(standingType(types)))),
        description: 'Where it stands in its processes, with a picture of each.',
        resolve: (row, _args, operation) => operation.standings(entity, String(row.$id)),
      };
    case 'history':
      return {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(historyType(types)))),
        description: 'What changed, newest first.',
        resolve: (row, _args, operation) => operation.history(entity, String(row.$id)),
      };
  }
}

function actionType(types: TypeBook): GraphQLObjectType {
  return types.define(
    'Action',
    () =>
      new GraphQLObjectType<Action, Operation>({
        name: 'Action',
        description: 'An event of the present state.',
        fields: {
          event: {
            type: text,
            description: 'As the `event` of `fire…` takes it.',
            resolve: ({ event }) => valueNames([event]).get(event),
          },
          label: { type: text, resolve: ({ label }, _, { locale }) => say(label, locale) },
          possible: { type: new GraphQLNonNull(GraphQLBoolean), description: 'You can fire it now.' },
          reasons: {
            type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(types.get('Problem') as GraphQLObjectType))),
            description: 'Why not, and what is needed.',
          },
          needs: { type: texts, description: "Fields that the event's input may or must bring." },
          files: {
            type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(actionFileType(types)))),
            description: 'Kinds of files that must be attached.',
          },
          asksReason: { type: new GraphQLNonNull(GraphQLBoolean), description: 'The input must bring a `reason`.' },
        },
      }),
  );
}

function actionFileType(types: TypeBook): GraphQLObjectType {
  return types.define(
    'ActionFile',
    () =>
      new GraphQLObjectType<Action['files'][number], Operation>({
        name: 'ActionFile',
        description: 'A kind of file that an event needs.',
        fields: {
          as: { type: text, description: 'As `attachFile` takes it.' },
          label: { type: text, resolve: ({ label }, _, { locale }) => say(label, locale) },
          attached: { type: new GraphQLNonNull(GraphQLBoolean), description: 'There is one.' },
        },
      }),
  );
}

function historyType(types: TypeBook): GraphQLObjectType {
  const json = types.get('JSON') as typeof GraphQLString;
  return types.define(
    'HistoryEntry',
    () =>
      new GraphQLObjectType({
        name: 'HistoryEntry',
        fields: {
          version: { type: new GraphQLNonNull(GraphQLInt) },
          at: { type: new GraphQLNonNull(types.get('DateTime') as typeof GraphQLString) },
          by: { type: text, description: 'The id of the User.' },
          operation: { type: text, description: '`create`, `update`, `delete` or `fire`.' },
          event: { type: GraphQLString },
          reason: { type: GraphQLString },
          changes: { type: new GraphQLNonNull(json), description: 'Field → [before, after].' },
        },
      }),
  );
}
