import type { Model, ModelEntity, ModelField } from '../api/model.ts';

/** What to ask for a field: `companyName`, `monthlyValue { amount currency }`, `account { id name }`. */
export function selectionOf(field: ModelField, model: Model): string {
  if (field.reference) return `${field.name} { id ${titleOf(field.reference, model)} }`;
  if (field.type === 'money') return `${field.name} { amount currency }`;
  if (field.type === 'location') return `${field.name} { latitude longitude }`;
  return field.name;
}

/** The field that names a record of the entity, when it can be asked for beside the id. */
function titleOf(entity: string, model: Model): string {
  const title = model.entities.find((each) => each.name === entity)?.title;
  return title === undefined || title === 'id' ? '' : title;
}

/** The columns of a list: what names the record first, then the first fields that fit a line. */
export function columnsOf(entity: ModelEntity): ModelField[] {
  const named = ['number', entity.title];
  const first = named.flatMap((name) => entity.fields.filter((each) => each.name === name));
  const short = entity.fields.filter((each) => !each.standard && !named.includes(each.name) && !LONG.has(each.type));
  return [...new Set([...first, ...short.slice(0, 5)])];
}

const LONG = new Set(['long-text', 'rich-text', 'json', 'file', 'location']);

/** What a record reads like in one line. */
export function titleText(
  entity: ModelEntity | undefined,
  record: Readonly<Record<string, unknown>> | null | undefined,
): string {
  if (!record) return '';
  const title = entity ? record[entity.title] : undefined;
  return String(title ?? record.number ?? record.name ?? record.id ?? '');
}
