import type { z } from 'zod';
import { jsonSchema } from './check-shape.ts';
import type { AnyKind } from './kind.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** The reference of a kind: a page for people and a JSON Schema for editors, both from the kind's one schema. */
export function referencePage(kind: AnyKind): { readonly markdown: string; readonly schema: string } {
  const schema = jsonSchema(kind);
  const definitions = (schema.$defs ?? {}) as Record<string, Schema>;
  const rows = rowsOf(schema, [], definitions);
  const table = rows.map(({ path, is, says }) => `| \`${path}\` | ${is} | ${says} |`);
  const markdown = [
    ...[`# kind: ${kind.name}`, '', kind.about, '', '```yaml', kind.example.trim(), '```', ''],
    ...['| key | is | says |', '|---|---|---|', ...table, ''],
  ].join('\n');
  return { markdown, schema: `${JSON.stringify({ title: `kind: ${kind.name}`, ...schema }, null, 2)}\n` };
}

/** The page that lists all kinds. */
export function referenceIndex(kinds: readonly AnyKind[]): string {
  const lines = kinds.map((kind) => `- [\`${kind.name}\`](${kind.name}.md): ${kind.about}`);
  return `# Kinds of content\n\nGenerated from the schemas that the loader itself uses. Each page has a JSON Schema beside it for editors.\n\n${lines.join('\n')}\n`;
}

interface Row {
  readonly path: string;
  readonly is: string;
  readonly says: string;
}

/** One row a key, in order; keys of nested objects with their path. Alternatives of one key (field types) follow each other. */
function rowsOf(schema: Schema, path: readonly string[], definitions: Record<string, Schema>, depth = 0): Row[] {
  if (depth > 8) return [];
  const required = new Set((schema.required ?? []) as string[]);
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([name, raw]) => {
    const property = resolve(raw, definitions);
    const here = [...path, name];
    const is = `${typeName(raw, definitions)}${required.has(name) && property.const === undefined ? ', needed' : ''}`;
    const row = { path: here.join('.'), is, says: cell(raw.description ?? property.description ?? '') };
    return [row, ...inside(property, here, definitions, depth)];
  });
}

function inside(schema: Schema, path: readonly string[], definitions: Record<string, Schema>, depth: number): Row[] {
  const branches = ((schema.anyOf ?? schema.oneOf ?? []) as Schema[]).map((each) => resolve(each, definitions));
  if (branches.length > 0)
    return dedupe(branches.flatMap((each) => inside(each, variant(path, each), definitions, depth + 1)));
  if (schema.items)
    return inside(resolve(schema.items as Schema, definitions), [...path, '[]'], definitions, depth + 1);
  if (typeof schema.additionalProperties === 'object' && !schema.properties) {
    return inside(
      resolve(schema.additionalProperties as Schema, definitions),
      [...path, 'NAME'],
      definitions,
      depth + 1,
    );
  }
  return rowsOf(schema, path, definitions, depth + 1);
}

/** A field's keys depend on its type: say which one. */
function variant(path: readonly string[], branch: Schema): readonly string[] {
  const type = ((branch.properties ?? {}) as Record<string, Schema>).type?.const;
  return type === undefined ? path : [...path.slice(0, -1), `${path.at(-1)} (${String(type)})`];
}

function dedupe(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [`${row.path} ${row.is}`, row])).values()];
}

function resolve(schema: Schema, definitions: Record<string, Schema>): Schema {
  const name = schema.$ref?.replace('#/$defs/', '');
  return name === undefined ? schema : (definitions[name] ?? schema);
}

function typeName(schema: Schema, definitions: Record<string, Schema>): string {
  if (schema.$ref) return schema.$ref.replace('#/$defs/', '');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum) return schema.enum.map((each) => `\`${String(each)}\``).join(' ');
  const branches = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (branches) return [...new Set(branches.map((each) => typeName(each, definitions)))].slice(0, 4).join(' or ');
  if (schema.type === 'array')
    return `list of ${schema.items ? typeName(schema.items as Schema, definitions) : 'anything'}`;
  if (schema.type === 'object') return schema.properties ? 'object' : 'names and values';
  return String(schema.type ?? 'anything');
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
}
