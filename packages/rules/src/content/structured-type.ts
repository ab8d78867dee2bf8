import { fieldNameSchema } from '@dealwright/entities';
import { contextType } from '@dealwright/expressions';
import { isJsonObject, type Json, type Parsed } from '@dealwright/values';
import { z } from 'zod';
import type { DeclaredType } from './declared-type.ts';

/** The forms of values that have parts: `{ type: object, fields: { age: integer } }` and `{ type: list, of: integer }`. */
export function structuredForms(part: () => z.ZodType) {
  return [
    z.strictObject({
      type: z.literal('object'),
      get fields() {
        return z.record(fieldNameSchema, part()).describe('Its parts: a name and a type.');
      },
    }),
    z.strictObject({
      type: z.literal('list'),
      get of() {
        return part().describe('The type of each element.');
      },
    }),
  ];
}

/** The type of an object whose parts are known. */
export function objectType(name: string, fields: ReadonlyMap<string, DeclaredType>): DeclaredType {
  return {
    type: contextType(name, Object.fromEntries([...fields].map(([key, { type }]) => [key, type]))),
    choices: undefined,
    parse(value) {
      if (!isJsonObject(value)) return refused({ en: 'an object', ro: 'un obiect' });
      return parseEach(Object.entries(value), (key) => fields.get(key), Object.fromEntries);
    },
  };
}

/** The type of a list whose elements are all of one type. */
export function listType(of: DeclaredType): DeclaredType {
  return {
    type: { kind: 'list', of: of.type },
    choices: undefined,
    parse(value) {
      if (!Array.isArray(value)) return refused({ en: 'a list', ro: 'o listă' });
      const elements: readonly Json[] = value;
      return parseEach(
        [...elements.entries()],
        () => of,
        (entries) => entries.map(([, each]) => each),
      );
    },
  };
}

/** Parses every part; the first flaw is the whole's. A part that has no type stays as it is. */
function parseEach<Key>(
  parts: readonly (readonly [Key, Json])[],
  typeOf: (key: Key) => DeclaredType | undefined,
  together: (parts: readonly (readonly [Key, Json])[]) => Json,
): Parsed {
  const read: (readonly [Key, Json])[] = [];
  for (const [key, value] of parts) {
    const parsed: Parsed = (value === null ? undefined : typeOf(key)?.parse(value)) ?? { value };
    if ('flaw' in parsed) return parsed;
    read.push([key, parsed.value]);
  }
  return { value: together(read) };
}

function refused({ en, ro }: { readonly en: string; readonly ro: string }): Parsed {
  return {
    flaw: {
      code: 'WRONG_TYPE',
      message: { en: `This should be ${en}.`, ro: `Aceasta ar trebui să fie ${ro}.` },
      hint: { en: `Write ${en}.`, ro: `Scrieți ${ro}.` },
    },
  };
}
