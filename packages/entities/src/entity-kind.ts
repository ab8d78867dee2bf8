import { problem } from '@dealwright/diagnostics';
import type { ContentDocument, Kind, Linking } from '@dealwright/metadata';
import { checkEntity } from './check-entity.ts';
import {
  type DuplicateRule,
  ENTITY,
  type Entity,
  type Field,
  type Inverse,
  type NumberFormat,
  type Validation,
} from './entity.ts';
import { type EntityShape, entitySchema } from './entity-schema.ts';
import { entityType } from './entity-type.ts';
import { type FieldLinking, linkField, once } from './link-field.ts';
import { parseNumberFormat } from './number-format.ts';
import { STANDARD_FIELD_SHAPES } from './standard-fields.ts';
import { humanise } from './text-schema.ts';
import { warnUntranslated } from './translations.ts';

export const entityKind: Kind<EntityShape, Entity> = {
  name: 'entity',
  about:
    'A thing that the business keeps records of: its fields, what must be true of them, how it is numbered, how duplicates are found.',
  schema: entitySchema,
  example: `
kind: entity
name: Invoice
label: { en: Invoice, ro: Factură }
plural: { en: Invoices, ro: Facturi }
title: subject
number: INV-{year}-{sequence:6}
fields:
  subject: { type: text, required: true, maxLength: 120, search: true }
  amount:  { type: money, currency: EUR, required: true }
validations:
  - id: amount-is-positive
    check: amount.amount > 0
    field: amount
    message: { en: An invoice needs an amount above zero., ro: O factură are nevoie de o sumă peste zero. }
`,
  link: linkEntity,
  check: checkEntity,
};

function linkEntity(document: ContentDocument<EntityShape>, linking: Linking): Entity {
  const { shape } = document;
  const entityNamed = (name: string) => linking.all(ENTITY).get(name);
  const at: FieldLinking = { document, linking, owner: () => entity, entityNamed };
  const fields = new Map<string, Field>();
  for (const [name, standard] of Object.entries(STANDARD_FIELD_SHAPES))
    fields.set(name, linkField(name, standard, true, at));
  for (const [name, field] of Object.entries(shape.fields)) {
    if (fields.has(name)) refuseStandardName(name, document, linking);
    else fields.set(name, linkField(name, field, false, at));
  }
  warnUntranslated(shape.label, () => document.place(['label']), linking);
  const label = shape.label ?? humanise(shape.name);
  const entity = {
    name: shape.name,
    label,
    plural: shape.plural ?? label,
    about: shape.about,
    title: shape.title,
    header: shape.header ?? [],
    fields,
    number: linkNumber(document, linking),
    validations: [] as Validation[],
    duplicates: [] as DuplicateRule[],
    history: new Set(shape.history ?? Object.keys(shape.fields).concat('owner')),
    parent: [...fields.values()].find((field) => field.reference?.onDelete === 'delete'),
    requirement: shape.requirement ?? [],
    isPlatform: document.file.startsWith('platform:'),
    internal: shape.internal ?? false,
  } as unknown as Entity;
  return Object.defineProperties(entity, {
    inverses: once(() => inversesOf(entity, linking.all(ENTITY))),
    subjects: once(() => subjectsOf(entity, linking.all(ENTITY))),
    type: once(() => entityType(entity)),
  });
}

/** The references of all entities that lead here and gave the way back a name. */
function inversesOf(entity: Entity, all: ReadonlyMap<string, Entity>): ReadonlyMap<string, Inverse> {
  const found = new Map<string, Inverse>();
  for (const other of all.values()) {
    for (const field of other.fields.values()) {
      const name = field.reference?.inverse;
      if (name !== undefined && field.reference?.entity === entity) found.set(name, { name, entity: other, field });
    }
  }
  return found;
}

/** Records about records that are about others would lead nowhere. */
function subjectsOf(entity: Entity, all: ReadonlyMap<string, Entity>): ReadonlyMap<string, Entity> {
  if (!isAboutAny(entity)) return new Map();
  const subjects = [...all.values()].filter((each) => !each.internal && !isAboutAny(each));
  return new Map(subjects.map((each) => [`record:${each.name}`, each]));
}

function isAboutAny({ fields }: Entity): boolean {
  return ['entity', 'record'].every((name) => fields.get(name)?.type.name === 'text');
}

function linkNumber(document: ContentDocument<EntityShape>, linking: Linking): NumberFormat | undefined {
  const said = document.shape.number;
  if (said === undefined) return undefined;
  const { format, gapless = false } = typeof said === 'string' ? { format: said } : said;
  const parsed = parseNumberFormat(format, gapless);
  if (!('wrong' in parsed)) return parsed;
  linking.report(
    problem(
      'NUMBER_FORMAT',
      {
        en: `This is not a number format: ${parsed.wrong}.`,
        ro: `Acesta nu este un format de număr: ${parsed.wrong}.`,
      },
      {
        place: document.place(['number']),
        hint: { en: 'write it as `INV-{year}-{sequence:6}`', ro: 'scrieți-l ca `INV-{year}-{sequence:6}`' },
      },
    ),
  );
  return undefined;
}

function refuseStandardName(name: string, document: ContentDocument<EntityShape>, linking: Linking): void {
  linking.report(
    problem(
      'STANDARD_FIELD',
      { en: `Every entity has \`${name}\` already.`, ro: `Orice entitate are deja \`${name}\`.` },
      {
        place: document.keyPlace(['fields', name]),
        hint: { en: 'remove it, or choose another name', ro: 'ștergeți-l sau alegeți alt nume' },
      },
    ),
  );
}
