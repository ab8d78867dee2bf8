import { say } from '@dealwright/diagnostics';
import { type Clock, drawProcess, type Process, type State } from '@dealwright/processes';
import type { Standing } from '@dealwright/records';
import {
  GraphQLBoolean,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
} from 'graphql';
import type { Operation } from '../execute/operation.ts';
import { valueNames } from '../names.ts';
import type { TypeBook } from './type-book.ts';

const text = new GraphQLNonNull(GraphQLString);
const many = (type: GraphQLOutputType) => new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));

/** `ProcessStanding`: where a record stands in one of its processes. */
export function standingType(types: TypeBook): GraphQLObjectType {
  const instant = types.get('DateTime') as typeof GraphQLString;
  return types.define(
    'ProcessStanding',
    () =>
      new GraphQLObjectType<Standing, Operation>({
        name: 'ProcessStanding',
        description: 'Where a record stands in one of its processes.',
        fields: {
          process: { type: text, description: 'Its name.', resolve: ({ process }) => process.name },
          label: { type: text, resolve: ({ process }, _, { locale }) => say(process.label, locale) },
          field: {
            type: text,
            description: 'The field that holds the state.',
            resolve: ({ process }) => process.field.name,
          },
          states: {
            type: many(activeStateType(types, instant)),
            description: 'The states that are active, the outermost first.',
            resolve: activeStates,
          },
          clocks: {
            type: many(clockType(types, instant)),
            description: 'The clocks that run, stand still, or ran.',
            resolve: ({ process, instance }) =>
              Object.entries(instance?.clocks ?? {}).map(([name, clock]) => ({ ...clock, name, process })),
          },
          picture: {
            type: text,
            description: 'A picture of the process as SVG, with the active states marked, in your language.',
            resolve: ({ process, state, instance }, _, { locale }) =>
              drawProcess(process, locale, instance?.active ?? [state]),
          },
        },
      }),
  );
}

interface Active {
  readonly state: State | undefined;
  readonly name: string;
  readonly since: string | undefined;
}

function activeStates({ process, state, instance }: Standing): readonly Active[] {
  const names = instance?.active ?? [state];
  return names.map((name) => ({ name, state: process.allStates.get(name), since: instance?.since[name] }));
}

function activeStateType(types: TypeBook, instant: typeof GraphQLString): GraphQLObjectType {
  return types.define(
    'ActiveState',
    () =>
      new GraphQLObjectType<Active, Operation>({
        name: 'ActiveState',
        fields: {
          name: { type: text, resolve: ({ name }) => valueNames([name]).get(name) ?? name },
          label: { type: text, resolve: ({ name, state }, _, { locale }) => say(state?.label ?? name, locale) },
          since: { type: instant, description: 'When it was entered; null where nobody noted it.' },
        },
      }),
  );
}

type NamedClock = Clock & { readonly name: string; readonly process: Process };

function clockType(types: TypeBook, instant: typeof GraphQLString): GraphQLObjectType {
  return types.define(
    'ProcessClock',
    () =>
      new GraphQLObjectType<NamedClock, Operation>({
        name: 'ProcessClock',
        fields: {
          name: { type: text, resolve: ({ name }) => name },
          label: {
            type: text,
            resolve: ({ name, process }, _, { locale }) => say(process.clocks.get(name)?.label ?? name, locale),
          },
          is: { type: text, description: '`running`, `paused` or `stopped`.' },
          from: { type: instant },
          dueAt: { type: instant, description: 'When it runs, or ran, out; null while it stands still.' },
          late: { type: new GraphQLNonNull(GraphQLBoolean) },
        },
      }),
  );
}
