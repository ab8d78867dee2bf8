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
    // Named definitions (Text, Feel) are known to the reader.
    return raw.$ref ? [row] : [row, ...inside(property, here, definitions, depth)];
  });
}

function inside(schema: Schema, path: readonly string[], definitions: Record<string, Schema>, depth: number): Row[] {
  const branches = ((schema.anyOf ?? schema.oneOf ?? []) as Schema[]).map((each) => resolve(each, definitions));
  if (branches.length > 0) return alternatives(branches, path, definitions, depth + 1);
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

/** What all alternatives have in common is said once; the rest with the type that it belongs to. */
function alternatives(
  branches: readonly Schema[],
  path: readonly string[],
  definitions: Record<string, Schema>,
  depth: number,
): Row[] {
  const rows = branches.map((each) => inside(each, path, definitions, depth));
  const sameAs = (row: Row) => (other: Row) => other.path === row.path && other.is === row.is;
  const isCommon = (row: Row) => branches.length > 2 && rows.every((each) => each.some(sameAs(row)));
  const own = rows.flatMap((each, index) => {
    const type = ((branches[index]?.properties ?? {}) as Record<string, Schema>).type?.const;
    const rest = each.filter(
      (row) => !isCommon(row) && !(type !== undefined && row.path === [...path, 'type'].join('.')),
    );
    if (type === undefined) return rest;
    const prefix = path.join('.');
    return rest.map((row) => ({ ...row, path: `${prefix} (${String(type)})${row.path.slice(prefix.length)}` }));
  });
  const types = branches.flatMap((each) => ((each.properties ?? {}) as Record<string, Schema>).type?.const ?? []);
  const type: Row[] =
    types.length > 1
      ? [
          {
            path: [...path, 'type'].join('.'),
            is: `${types.map((each) => `\`${String(each)}\``).join(' ')}, needed`,
            says: '',
          },
        ]
      : [];
  return dedupe([...type, ...(rows[0] ?? []).filter(isCommon), ...own]);
}

function dedupe(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [`${row.path} ${row.is}`, row])).values()];
}

/** What a `$ref` stands for. Schemas that hold themselves (any JSON) have no name of their own and are not opened. */
function resolve(schema: Schema, definitions: Record<string, Schema>): Schema {
  const name = schema.$ref?.replace('#/$defs/', '');
  if (name === undefined || name.startsWith('__')) return schema;
  return definitions[name] ?? schema;
}

function typeName(schema: Schema, definitions: Record<string, Schema>): string {
  if (schema.$ref) return schema.$ref.startsWith('#/$defs/__') ? 'JSON' : schema.$ref.replace('#/$defs/', '');
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
