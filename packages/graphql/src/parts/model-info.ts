import type { Access } from '@dealwright/access';
import { say, type Text } from '@dealwright/diagnostics';
import type { DocumentTemplate } from '@dealwright/documents';
import type { Entity, Field } from '@dealwright/entities';
import type { KindOf, Model } from '@dealwright/metadata';
import type { Process } from '@dealwright/processes';
import { type ApiContent, apiFields } from '../api-content.ts';
import { capitalised, manyName, oneName, valueNames } from '../names.ts';
import { keyFields } from '../types/change-inputs.ts';
import { isQueryable } from '../types/field-types.ts';
import { recordFields } from '../types/record-fields.ts';

const DOCUMENT: KindOf<DocumentTemplate> = { name: 'document' };

/** What a reader such as the studio must know of an entity to draw its lists, records and forms. */
export function entityInfo(model: Model, entity: Entity, access: Access, content: ApiContent) {
  const relations = [...recordFields(entity)].flatMap(([name, source]) =>
    source.is === 'many' ? [[name, source.inverse] as const] : [],
  );
  return {
    name: entity.name,
    label: both(entity.label),
    plural: both(entity.plural),
    about: entity.about && both(entity.about),
    title: entity.title,
    header: entity.header,
    platform: entity.isPlatform,
    parent: entity.parent?.name,
    api: apiNames(entity, content),
    can: {
      create: isPossible(access, 'create', entity),
      read: isPossible(access, 'read', entity),
      update: isPossible(access, 'update', entity),
      delete: isPossible(access, 'delete', entity),
    },
    fields: apiFields(entity).map((field) => fieldInfo(entity, field, access, content)),
    relations: relations.map(([name, inverse]) => ({
      name,
      label: both(inverse.entity.plural),
      entity: inverse.entity.name,
      field: inverse.field.name,
    })),
    processes: (content.processes.get(entity.name) ?? []).map(processInfo),
    documents: [...model.all(DOCUMENT).values()]
      .filter((document) => document.of === entity)
      .map(({ name, label, locales }) => ({ name, label: both(label), locales })),
  };
}

function isPossible(access: Access, operation: Parameters<Access['scope']>[0], entity: Entity): boolean {
  const scope = access.scope(operation, entity);
  return scope.is !== 'constant' || scope.value;
}

/** The names of the root fields, so that nobody has to derive them again. */
function apiNames(entity: Entity, content: ApiContent) {
  const { name } = entity;
  return {
    one: oneName(name),
    many: manyName(name),
    create: `create${name}`,
    createMany: `create${capitalised(manyName(name))}`,
    update: `update${name}`,
    delete: `delete${name}`,
    upsert: keyFields(entity).length > 0 ? `upsert${name}` : null,
    fire: content.processes.has(name) ? `fire${name}` : null,
  };
}

function fieldInfo(entity: Entity, field: Field, access: Access, content: ApiContent) {
  const { type } = field;
  const isState = content.isState(entity, field);
  const readOnly = field.readOnly || isState;
  return {
    name: field.name,
    label: both(field.label),
    help: field.help && both(field.help),
    type: type.name,
    control: type.control,
    required: field.required && field.default === undefined,
    readOnly,
    standard: field.standard,
    computed: field.formula !== undefined || field.rollup !== undefined,
    state: isState,
    key: field.key,
    search: field.search,
    sortable: type.sortable && isQueryable(field),
    filterable: type.scalar.filter !== undefined && isQueryable(field),
    retired: field.retired && both(field.retired),
    options: field.options,
    choices: field.choices && choicesInfo(field.choices),
    reference: field.reference?.entity.name,
    can: {
      read: access.canRead(entity, field),
      create: !readOnly && access.canWrite(entity, field, 'create'),
      update: !readOnly && access.canWrite(entity, field, 'update'),
    },
  };
}

function choicesInfo({ values }: NonNullable<Field['choices']>) {
  const names = valueNames(values.keys());
  return [...values.values()].map(({ name, label, color, retired }) => ({
    name: names.get(name) ?? name,
    value: name,
    label: both(label),
    color,
    retired,
  }));
}

function processInfo({ name, label, field, states, events }: Process) {
  const stateNames = valueNames(states.keys());
  const eventNames = valueNames(events.keys());
  return {
    name,
    label: both(label),
    field: field.name,
    states: [...states.values()].map((state) => ({
      name: stateNames.get(state.name) ?? state.name,
      label: both(state.label),
      final: state.final,
    })),
    events: [...events].map(([event, text]) => ({ name: eventNames.get(event) ?? event, label: both(text) })),
  };
}

function both(text: Text): { en: string; ro: string } {
  return { en: say(text, 'en'), ro: say(text, 'ro') };
}
