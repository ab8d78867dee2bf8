import { type Problem, problem } from '@dealwright/diagnostics';
import type { FeelType } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import type { DmnModel, ItemDefinition, PlaceOf, Source } from '../model.ts';
import { kebabCase, type Names } from './names.ts';

/** The types of a model as our documents declare them. */
export class Types {
  readonly #items: ReadonlyMap<string, ItemDefinition>;
  readonly #names: Names;
  readonly #report: (problem: Problem) => void;
  /** The lists of values that were asked for, by the name of their document. */
  readonly choices = new Map<string, readonly string[]>();

  constructor(model: DmnModel, names: Names, report: (problem: Problem) => void) {
    this.#items = new Map(model.items.map((each) => [each.name, each]));
    this.#names = names;
    this.#report = report;
  }

  /** By the name that the model gives it where it has one, else by what FEEL knows of it. */
  declare(typeRef: string | undefined, known: FeelType, place: PlaceOf): Json {
    const item = this.#items.get(typeRef ?? '');
    return (item && this.#choiceOf(item)) ?? this.#written(known, place, item);
  }

  /** The type of one element of what {@link declare} would say. */
  declareElement(typeRef: string | undefined, known: FeelType, place: PlaceOf): Json {
    const item = this.#items.get(typeRef ?? '');
    const declared = (item && this.#choiceOf({ ...item, isCollection: false })) ?? undefined;
    return declared ?? this.#written(known.kind === 'list' ? known.of : known, place, item);
  }

  /** `{ type: choice, of: risk }` for a type of few texts that can be names of values. */
  #choiceOf(item: ItemDefinition): JsonObject | undefined {
    const values = item.allowedValues && listedTexts(item.allowedValues);
    if (!values || !this.#isText(item) || !values.every((each) => CHOICE.test(each))) return undefined;
    const name = kebabCase(item.name);
    this.choices.set(name, values);
    return { type: item.isCollection ? 'choices' : 'choice', of: name };
  }

  #isText(item: ItemDefinition): boolean {
    return item.components.length === 0 && (item.typeRef === 'string' || item.typeRef === undefined);
  }

  #written(type: FeelType, place: PlaceOf, item?: ItemDefinition): Json {
    const simple = SIMPLE[type.kind];
    if (simple !== undefined) return simple;
    if (type.kind === 'list') return { type: 'list', of: this.#written(type.of, place) };
    if (type.kind === 'context') {
      const fields = type.names().map((name) => {
        const component = item?.components.find((each) => each.name === name);
        const known = type.member(name)?.type ?? ANY;
        const declared = (component && this.#choiceOf(component)) ?? this.declare(component?.typeRef, known, place);
        return [this.#names.of(name), declared] as const;
      });
      return { type: 'object', fields: Object.fromEntries(fields) };
    }
    this.#report(noSuchType(type.kind, place));
    return 'json';
  }
}

const ANY: FeelType = { kind: 'any' };

/** What may be the name of a value of choices. */
const CHOICE = /^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/;

const SIMPLE: Readonly<Partial<Record<FeelType['kind'], string>>> = {
  any: 'json',
  null: 'json',
  string: 'text',
  number: 'decimal',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  'date and time': 'instant',
};

/** The texts of `"low", "high"`; undefined where anything else stands there. */
export function listedTexts({ text }: Source): readonly string[] | undefined {
  const written = text.trim();
  if (!/^"(?:[^"\\]|\\.)*"(\s*,\s*"(?:[^"\\]|\\.)*")*$/.test(written)) return undefined;
  return [...written.matchAll(/"(?:[^"\\]|\\.)*"/g)].flatMap(([each]) => literalOf(each)?.value ?? []) as string[];
}

/** The value of a text that is nothing but a literal of text, number or truth, or null; undefined for any other. */
export function literalOf(text: string): { readonly value: Json } | undefined {
  const written = text.trim();
  if (written === 'null') return { value: null };
  if (written === 'true' || written === 'false') return { value: written === 'true' };
  if (/^-?(\d+(\.\d+)?|\.\d+)$/.test(written)) {
    const number = Number(written);
    return { value: String(number) === written ? number : written.replace(/^(-?)\./, '$10.') };
  }
  if (!/^"(?:[^"\\]|\\.)*"$/.test(written)) return undefined;
  try {
    return { value: JSON.parse(written.replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')) };
  } catch {
    return undefined;
  }
}

function noSuchType(kind: FeelType['kind'], place: PlaceOf): Problem {
  return problem(
    'NO_SUCH_TYPE',
    {
      en: `Our decisions have no values of the type \`${kind}\`.`,
      ro: `Deciziile noastre nu au valori de tipul \`${kind}\`.`,
    },
    {
      place: place(),
      hint: kind.includes('duration')
        ? { en: 'use a number of days or months', ro: 'folosiți un număr de zile sau de luni' }
        : { en: 'use it within the expression only', ro: 'folosiți-o numai în interiorul expresiei' },
    },
  );
}
