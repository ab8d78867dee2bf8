import { closest, didYouMean, type Problem, problem, type Text } from '@dealwright/diagnostics';
import type { Entity, Field } from '@dealwright/entities';
import { isJsonObject, type Json, type JsonObject, valueAt } from '@dealwright/values';

/** A field that is reached from a record over references. */
export interface FieldPath {
  readonly text: string;
  readonly path: readonly string[];
  readonly field: Field;
  /** Of a reference: the path to what names the record it leads to. */
  readonly title?: readonly string[];
}

/** Finds the field at `customer.size`; what is not there, not one value or not this person's is a problem. */
function findField(entity: Entity, text: string, option: string): FieldPath | Problem {
  const path = text.trim().split('.');
  let here: Entity | undefined = entity;
  let field: Field | undefined;
  for (const name of path) {
    field = here?.fields.get(name);
    if (!field || field.internal) return unknownField(here ?? entity, name, option);
    here = field.reference?.entity;
  }
  if (!field) return unknownField(entity, text, option);
  const title = field.reference && { title: [...path, field.reference.entity.title] };
  return { text: path.join('.'), path, field, ...title };
}

function unknownField(entity: Entity, name: string, option: string): Problem {
  const message: Text = entity.inverses.has(name)
    ? {
        en: `\`${name}\` of ${entity.name} are many records, not one value.`,
        ro: `\`${name}\` din ${entity.name} sunt mai multe înregistrări, nu o valoare.`,
      }
    : { en: `${entity.name} has no field \`${name}\`.`, ro: `${entity.name} nu are câmpul \`${name}\`.` };
  const known = [...entity.fields.values()].filter((each) => !each.internal).map((each) => each.name);
  return problem('UNKNOWN_FIELD', message, { path: [option], hint: didYouMean(name, known) });
}

const SUMMED = new Set(['number', 'money']);

/** A path whose values can be summed: money or numbers. */
export function findSummed(entity: Entity, text: string): FieldPath | Problem {
  const found = findField(entity, text, 'sum');
  if ('code' in found || SUMMED.has(found.field.type.feel)) return found;
  const numbers = [...entity.fields.values()].filter(isSummed).map(({ name }) => name);
  return problem(
    'NOT_A_NUMBER',
    {
      en: `\`${text}\` is ${found.field.type.name}: only numbers and money can be summed.`,
      ro: `\`${text}\` este ${found.field.type.name}: se pot însuma doar numere și bani.`,
    },
    { path: ['sum'], hint: closest(text, numbers) ? didYouMean(text, numbers) : listOf(numbers) },
  );
}

function listOf(names: readonly string[]): Text | undefined {
  if (names.length === 0) return undefined;
  const list = names.map((each) => `\`${each}\``).join(', ');
  return { en: `sum ${list}`, ro: `însumați ${list}` };
}

/** Money of the record itself: what is summed when nobody says what. */
export function isMoney(field: Field): boolean {
  return field.type.feel === 'money' && !field.internal;
}

function isSummed(field: Field): boolean {
  return SUMMED.has(field.type.feel) && !field.standard && !field.internal;
}

/** A path whose values records can be counted by: one plain value. */
export function findGrouped(entity: Entity, text: string): FieldPath | Problem {
  const found = findField(entity, text, 'by');
  if ('code' in found || found.field.type.feel !== 'any') return found;
  return problem(
    'NOT_ONE_VALUE',
    {
      en: `Records cannot be counted by \`${text}\`, which is ${found.field.type.name}.`,
      ro: `Înregistrările nu se pot număra după \`${text}\`, care este ${found.field.type.name}.`,
    },
    {
      path: ['by'],
      hint: {
        en: 'name a text, choice, number, date or boolean',
        ro: 'numiți un text, o opțiune, un număr, o dată sau un boolean',
      },
    },
  );
}

/** What stands at the path; null where the way ends. A reference that was loaded is its id. */
export function plainValueAt(record: JsonObject, path: readonly string[]): Json {
  const here = valueAt(record, path);
  return isJsonObject(here) && 'id' in here ? (here.id ?? null) : here;
}
