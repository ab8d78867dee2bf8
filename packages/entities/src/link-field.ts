import { problem } from '@dealwright/diagnostics';
import type { Expression } from '@dealwright/expressions';
import type { ContentDocument, Linking } from '@dealwright/metadata';
import { type Options, type ValueType, valueTypes } from '@dealwright/values';
import { choicesKind } from './choices.ts';
import type { Entity, Field, Formula, RecordExpression, Reference } from './entity.ts';
import type { EntityShape, FieldShape, FormulaShape, RollupShape } from './entity-schema.ts';
import { linkRollup } from './link-rollup.ts';
import { literal } from './literal.ts';
import { compileOver } from './record-scope.ts';
import { humanise } from './text-schema.ts';
import { warnUntranslated } from './translations.ts';

/** What linking a field needs to know. `entityNamed` answers only when all entities are linked. */
export interface FieldLinking {
  readonly document: ContentDocument<EntityShape>;
  readonly linking: Linking;
  readonly owner: () => Entity;
  readonly entityNamed: (name: string) => Entity | undefined;
}

/** Builds a field. Other entities and expressions are looked up when first asked for, after all entities are linked. */
export function linkField(name: string, shape: FieldShape, standard: boolean, at: FieldLinking): Field {
  const { document, linking } = at;
  const path = standard ? [] : ['fields', name];
  if (!standard) warnUntranslated(shape.label, () => document.place([...path, 'label']), linking);
  const { type, options } = typeOf(name, shape, standard);
  const computed = shape.type === 'formula' || shape.type === 'rollup';
  const choices =
    options.of !== undefined && type.name.startsWith('choice')
      ? linking.find(choicesKind, String(options.of), document.place([...path, 'of']))
      : undefined;
  const field: Field = {
    name,
    label: shape.label ?? humanise(name),
    help: shape.help,
    type,
    options: choices ? { ...options, choices: choices.values } : options,
    required: shape.required ?? false,
    default: undefined,
    key: shape.key ?? false,
    search: shape.search ?? false,
    standard,
    readOnly: standard ? name !== 'owner' : computed || (shape.readOnly ?? false),
    internal: shape.internal ?? false,
    retired: shape.retired,
    choices,
    reference:
      type.name === 'reference' || type.name === 'part-of' || type.name === 'file'
        ? linkReference(shape, at)
        : undefined,
    formula: shape.type === 'formula' ? linkFormula(name, shape as FormulaShape, at) : undefined,
    rollup: undefined,
    requirement: shape.requirement ?? [],
  };
  const summed = once(() => (shape.type === 'rollup' ? summedField(shape as RollupShape, at) : undefined));
  return Object.defineProperties(field, {
    default: once(() => linkDefault(field, shape, at)),
    rollup: once(() => (shape.type === 'rollup' ? linkRollup(name, shape as RollupShape, at) : undefined)),
    ...(shape.type === 'rollup' && {
      type: once(() => summed.get?.()?.type ?? type),
      options: once(() => summed.get?.()?.options ?? options),
    }),
  });
}

/** A sum, minimum or maximum has the type of the field that it is taken of, which may be another entity's formula. */
function summedField({ is, of, field }: RollupShape, { entityNamed }: FieldLinking): Field | undefined {
  if (is === 'count' || field === undefined) return undefined;
  return entityNamed(of.split('.')[0] ?? '')?.fields.get(field);
}

/** The type of what is stored or computed: a formula has the type that it returns; a count is an integer, other roll-ups follow later. */
function typeOf(name: string, shape: FieldShape, standard: boolean): { type: ValueType; options: Options } {
  const {
    label,
    help,
    required,
    default: _,
    key,
    search,
    readOnly,
    internal,
    retired,
    requirement,
    type,
    ...options
  } = shape;
  if (type === 'formula') {
    const { returns, is, stored, ...rest } = options;
    return { type: valueType(String(returns)), options: rest };
  }
  if (type === 'rollup') return { type: valueType('integer'), options: {} };
  if (standard && name === 'id') return { type: ID, options: {} };
  return { type: valueType(type), options };
}

function valueType(name: string): ValueType {
  const type = valueTypes.get(name);
  if (!type) throw new Error(`The schema lets through the field type "${name}", which is not there.`);
  return type;
}

/** The type of `id`: a text for people, a uuid for the database, an ID for the API. */
const ID: ValueType = Object.freeze<ValueType>({
  ...valueType('text'),
  name: 'id',
  column: 'uuid',
  scalar: { output: 'ID', input: 'ID', filter: 'IDFilter' },
});

function linkReference(shape: FieldShape, { entityNamed }: FieldLinking): Reference {
  const target = shape.type === 'file' ? 'File' : String(shape.to);
  let entity: Entity | undefined;
  return {
    // Undefined only while a Model with an unknown name is refused; `checkEntity` reports it.
    get entity() {
      entity ??= entityNamed(target);
      return entity as Entity;
    },
    inverse: shape.inverse as string | undefined,
    onDelete: shape.type === 'part-of' ? 'delete' : ((shape.onDelete as Reference['onDelete'] | undefined) ?? 'refuse'),
  };
}

function linkFormula(name: string, shape: FormulaShape, at: FieldLinking): Formula {
  let state: 'new' | 'compiling' | 'done' = 'new';
  let expression: RecordExpression | undefined;
  return {
    stored: shape.stored ?? false,
    // Undefined only while it compiles (then it is part of its own circle, which `checkEntity` reports), or when it is broken.
    get expression() {
      if (state === 'new') {
        state = 'compiling';
        expression = compileFormula(name, shape, at);
        state = 'done';
      }
      return expression as RecordExpression;
    },
  };
}

function compileFormula(
  name: string,
  shape: FormulaShape,
  { document, linking, owner }: FieldLinking,
): RecordExpression | undefined {
  const { type } = owner();
  return compileOver(shape.is, {
    type,
    linking,
    expects: type.member(name)?.type ?? { kind: 'any' },
    place: (offset, length) => document.place(['fields', name, 'is'], offset, length),
  });
}

function linkDefault(
  field: Field,
  shape: FieldShape,
  { document, linking, owner }: FieldLinking,
): Expression | undefined {
  if (shape.default === undefined) return undefined;
  const said = shape.default;
  if (typeof said === 'object' && 'is' in said) {
    return compileOver(said.is, {
      type: owner().type,
      linking,
      place: (offset, length) => document.place(['fields', field.name, 'default', 'is'], offset, length),
    });
  }
  const place = document.place(['fields', field.name, 'default']);
  const parsed = field.type.parse(said, field.options);
  if ('flaw' in parsed) {
    linking.report(problem(parsed.flaw.code, parsed.flaw.message, { place, hint: parsed.flaw.hint }));
    return undefined;
  }
  return literal(parsed.value, owner().type.member(field.name)?.type ?? { kind: 'any' });
}

/** A property that is computed when first read, when all entities are there, and kept. */
export function once<T>(compute: () => T): PropertyDescriptor {
  let value: { readonly is: T } | undefined;
  return {
    enumerable: true,
    get() {
      value ??= { is: compute() };
      return value.is;
    },
  };
}
