import { didYouMean, type Problem, problem } from '@dealwright/diagnostics';
import { z } from 'zod';
import type { AnyKind, YamlPath } from './kind.ts';
import type { RawDocument } from './parse-yaml.ts';
import { sayIssue } from './say-issue.ts';

type Issue = z.core.$ZodIssue;
type Schema = z.core.JSONSchema.BaseSchema;

/** JSON Schemas are costly to make and needed only for suggestions. */
const schemas = new WeakMap<AnyKind, Schema>();

/** The JSON Schema of a kind, for editors and suggestions. */
export function jsonSchema(kind: AnyKind): Schema {
  let schema = schemas.get(kind);
  if (!schema) {
    schema = z.toJSONSchema(kind.schema, { io: 'input', unrepresentable: 'any' });
    schemas.set(kind, schema);
  }
  return schema;
}

/** Checks a document against its kind's schema. All problems at once, each at the offending key or value. */
export function checkShape(kind: AnyKind, document: RawDocument): { shape?: unknown; problems: Problem[] } {
  const result = kind.schema.safeParse(document.value);
  if (result.success) return { shape: result.data, problems: [] };
  return { problems: result.error.issues.flatMap((issue) => explain(issue, kind, document, [])) };
}

function explain(issue: Issue, kind: AnyKind, document: RawDocument, above: YamlPath): Problem[] {
  const path = [...above, ...(issue.path as (string | number)[])];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return closestBranch(issue.errors).flatMap((inner) => explain(inner, kind, document, path));
  }
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(jsonSchema(kind), document.value, path, jsonSchema(kind));
    return issue.keys.map((key) =>
      problem(
        'UNKNOWN_KEY',
        {
          en: `\`${key}\` is not a key of ${named(kind, path)}.`,
          ro: `\`${key}\` nu este o cheie pentru ${named(kind, path)}.`,
        },
        { place: document.keyPlace([...path, key]), hint: didYouMean(key, known) },
      ),
    );
  }
  const value = path.reduce<unknown>(
    (at, key) => (at as Record<string | number, unknown> | undefined)?.[key],
    document.value,
  );
  if (value === undefined && path.length > 0) {
    const key = String(path.at(-1));
    return [
      problem(
        'MISSING_KEY',
        {
          en: `\`${key}\` is missing in ${named(kind, path.slice(0, -1))}.`,
          ro: `Lipsește \`${key}\` în ${named(kind, path.slice(0, -1))}.`,
        },
        { place: document.place(path.slice(0, -1)), hint: { en: `add \`${key}: …\``, ro: `adăugați \`${key}: …\`` } },
      ),
    ];
  }
  const { message, hint } = sayIssue(issue, path.join('.') || kind.name, value);
  return [problem('WRONG_SHAPE', message, { place: document.place(path), hint })];
}

function named(kind: AnyKind, path: YamlPath): string {
  return path.length === 0 ? `kind \`${kind.name}\`` : `\`${path.join('.')}\``;
}

/** Of the alternatives that failed, the one that was most likely meant: it got furthest, then it has fewest flaws. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((each) => each.path.length));
  const sorted = [...branches].sort((a, b) => depth(b) - depth(a) || a.length - b.length);
  return sorted[0] ?? [];
}

/** The keys that the schema knows at a path; among alternatives those whose constants agree with the value. */
function keysAt(raw: Schema, value: unknown, path: YamlPath, whole: Schema): string[] {
  const named = raw.$ref?.replace('#/$defs/', '') ?? '';
  const schema = (whole.$defs?.[named] ?? raw) as Schema;
  const branches = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (branches) {
    return branches.filter((each) => agrees(each, value)).flatMap((each) => keysAt(each, value, path, whole));
  }
  const [key, ...rest] = path;
  if (key === undefined) return Object.keys(schema.properties ?? {});
  const next = (typeof key === 'number' ? schema.items : (schema.properties?.[key] ?? schema.additionalProperties)) as
    | Schema
    | undefined;
  return next ? keysAt(next, (value as Record<string | number, unknown> | undefined)?.[key], rest, whole) : [];
}

function agrees(schema: Schema, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(schema.properties ?? {}).every(([key, property]) => {
    const constant = (property as Schema).const;
    return constant === undefined || (value as Record<string, unknown>)[key] === constant;
  });
}
