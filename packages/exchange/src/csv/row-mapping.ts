import { didYouMean, type Problem, problem } from '@dealwright/diagnostics';
import type { Entity, Field } from '@dealwright/entities';
import { compileExpression, contextType, type Environment } from '@dealwright/expressions';
import type { Source } from '@dealwright/metadata';
import type { Json, JsonObject } from '@dealwright/values';
import { parseDocument } from 'yaml';
import { z } from 'zod';

const fromColumn = z.union([
  z.string(),
  z.strictObject({ column: z.string(), values: z.record(z.string(), z.json()).optional() }),
  z.strictObject({ is: z.string() }),
]);

const mappingSchema = z.strictObject({
  entity: z.string(),
  key: z.string().optional(),
  delimiter: z.string().length(1).optional(),
  fields: z.record(z.string(), fromColumn),
});

/**
 * How the columns of a CSV become the fields of an entity, in YAML:
 *
 *     entity: Customer
 *     key: code                      # a key field: rows whose record exists change it, so an import can be run again
 *     fields:
 *       code: customerID             # the column of that name
 *       term: { column: Contract, values: { Month-to-month: monthly, One year: yearly } }
 *       left: { is: 'Churn = "Yes"' } # FEEL over the columns, which are text
 */
export type RowMapping = z.output<typeof mappingSchema>;

/** Reads a mapping; all that is wrong with it at once. */
export function readMapping({ path, text }: Source): {
  readonly mapping?: RowMapping;
  readonly problems: readonly Problem[];
} {
  const document = parseDocument(text);
  const wrong = (message: string, where: readonly (string | number)[]) =>
    problem(
      'WRONG_MAPPING',
      { en: message, ro: `Maparea nu este corectă: ${message}` },
      { path: [path, ...where], hint: SHAPE },
    );
  if (document.errors.length > 0) return { problems: document.errors.map(({ message }) => wrong(message, [])) };
  const read = mappingSchema.safeParse(document.toJS());
  if (read.success) return { mapping: read.data, problems: [] };
  return { problems: read.error.issues.map((each) => wrong(each.message, each.path as (string | number)[])) };
}

const SHAPE = {
  en: 'write `entity: …`, `key: …` and `fields: { field: column }`',
  ro: 'scrieți `entity: …`, `key: …` și `fields: { câmp: coloană }`',
};

/** Makes the values of a record of the texts of a row. */
export type RowReader = (row: Readonly<Record<string, string>>) => JsonObject;

/**
 * Links a mapping to the entity and to the columns that the file has.
 * @param environment for FEEL
 */
export function linkMapping(
  mapping: RowMapping,
  entity: Entity,
  columns: readonly string[],
  environment: Environment,
): { readonly read?: RowReader; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const known = new Set(columns);
  const scope = contextType('row', Object.fromEntries(columns.map((name) => [name, { kind: 'string' as const }])));
  const readers: [string, (row: Readonly<Record<string, string>>) => Json][] = [];
  const column = (name: string, field: string) => {
    if (!known.has(name)) problems.push(unknown('column', 'coloana', name, columns, ['fields', field]));
    return name;
  };
  for (const [name, from] of Object.entries(mapping.fields)) {
    const field = entity.fields.get(name);
    if (!field) {
      problems.push(unknown('field', 'câmpul', name, entity.fields.keys(), ['fields', name]));
    } else if (typeof from === 'string') {
      const source = column(from, name);
      readers.push([name, (row) => typed(row[source] ?? '', field)]);
    } else if ('column' in from) {
      const source = column(from.column, name);
      const values = new Map(Object.entries(from.values ?? {}));
      readers.push([name, (row) => values.get(row[source] ?? '') ?? typed(row[source] ?? '', field)]);
    } else {
      const { result, problems: found } = compileExpression(from.is, { scope });
      problems.push(...found.map((each) => ({ ...each, path: ['fields', name] })));
      if (result) readers.push([name, (row) => result.evaluate(row, environment).value]);
    }
  }
  if (mapping.key !== undefined && !(mapping.key in mapping.fields)) {
    problems.push(unknown('field', 'câmpul', mapping.key, Object.keys(mapping.fields), ['key']));
  } else if (mapping.key !== undefined && entity.fields.get(mapping.key)?.key === false) {
    problems.push(notAKey(mapping.key, entity));
  }
  if (problems.some(({ severity }) => severity === 'error')) return { problems };
  return { read: (row) => Object.fromEntries(readers.map(([name, of]) => [name, of(row)])), problems };
}

/** CSV has text only: numbers and booleans are made of it where the field wants them; what is none is told by the field. */
function typed(text: string, { type }: Field): Json {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (type.name === 'integer' && /^-?\d{1,15}$/.test(trimmed)) return Number(trimmed);
  if (type.name === 'boolean' && /^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase() === 'true';
  return type.name === 'choices' ? trimmed.split(/\s*[,;|]\s*/) : trimmed;
}

function unknown(en: string, ro: string, name: string, there: Iterable<string>, path: readonly string[]): Problem {
  const message = { en: `There is no ${en} \`${name}\`.`, ro: `Nu există ${ro} \`${name}\`.` };
  return problem('UNKNOWN_NAME', message, { path, hint: didYouMean(name, there) });
}

function notAKey(name: string, entity: Entity): Problem {
  const keys = [...entity.fields.values()].filter(({ key }) => key).map((each) => each.name);
  return problem(
    'NOT_A_KEY',
    { en: `\`${name}\` is no key of ${entity.name}.`, ro: `\`${name}\` nu este o cheie pentru ${entity.name}.` },
    { path: ['key'], hint: didYouMean(name, keys) },
  );
}
