import { refuse, refuseType } from '../flaws.ts';
import { isJsonObject, type Json } from '../json-value.ts';
import { compareText, refuseUnstorable } from '../read-text.ts';
import { defineType, type Parsed } from '../value-type.ts';

const DEEPEST = 32;
const LONGEST = 200_000;

export const json = defineType({
  name: 'json',
  about: { en: 'Any JSON value', ro: 'Orice valoare JSON' },
  options: {},
  parse(input) {
    const wrong = refuseNotJson(input, DEEPEST);
    if (wrong) return wrong;
    if (JSON.stringify(input).length > LONGEST) {
      return refuse(
        'TOO_LONG',
        { en: `The value is longer than ${LONGEST} characters.`, ro: `Valoarea depășește ${LONGEST} de caractere.` },
        { en: 'Store it as a file.', ro: 'Păstrați-o ca fișier.' },
      );
    }
    return { value: input as Json };
  },
  compare: (a, b) => compareText(JSON.stringify(a), JSON.stringify(b)),
  format: (value) => JSON.stringify(value),
  column: 'jsonb',
  scalar: { output: 'JSON', input: 'JSON' },
  feel: 'any',
  control: 'json',
  sortable: false,
});

/** The first thing in `input` that JSON or the database cannot hold; undefined when all is well. */
function refuseNotJson(input: unknown, depth: number): Parsed | undefined {
  if (depth === 0) {
    return refuse(
      'TOO_DEEP',
      { en: `The value is nested deeper than ${DEEPEST} levels.`, ro: `Valoarea are mai mult de ${DEEPEST} niveluri.` },
      { en: 'Flatten it.', ro: 'Aplatizați-o.' },
    );
  }
  if (input === null || typeof input === 'boolean') return undefined;
  if (typeof input === 'string') return refuseUnstorable(input);
  if (typeof input === 'number' && Number.isFinite(input)) return undefined;
  if (Array.isArray(input)) return first(input, (each) => refuseNotJson(each, depth - 1));
  if (isJsonObject(input)) {
    return first(Object.entries(input), ([key, value]) => refuseUnstorable(key) ?? refuseNotJson(value, depth - 1));
  }
  return refuseType(input, { en: 'a JSON value', ro: 'o valoare JSON' });
}

function first<T>(list: readonly T[], wrong: (each: T) => Parsed | undefined): Parsed | undefined {
  for (const each of list) {
    const found = wrong(each);
    if (found) return found;
  }
  return undefined;
}
