import { say, type Text } from '@dealwright/diagnostics';
import { type Choices, humanise } from '@dealwright/entities';
import type { Decision } from '@dealwright/rules';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import { type CellForm, dayForm, factForm, integerForm, listForm, testForm, textForm, valueForm } from './cell-form.ts';
import { rowsOf } from './table-source.ts';

/** A column of a sheet, and what it is in a row of the YAML. */
export interface Column {
  /** Stands above the column, and finds it again wherever it was moved: `when.items`, `because.en`. */
  readonly key: string;
  /** Where its value stands in a row. */
  readonly path: readonly string[];
  readonly group: Group;
  readonly label: Text;
  /** Small print: the type, and what is tested. */
  readonly note: string;
  readonly form: CellForm;
  /** The values among which people choose. */
  readonly choices?: Choices | undefined;
  /** Where the value is an object, other columns show its parts. */
  readonly parts?: boolean;
  /** In characters. */
  readonly width: number;
}

export type Group = 'when' | 'then' | 'because' | 'more' | 'given' | 'expect' | 'name';

const SHORT = 14;
const WIDE = 44;

/** The columns of a decision table: inputs, outputs, reasons, and what else a row may say. */
export function tableColumns(decision: Decision, shape: JsonObject): readonly Column[] {
  const rows = rowsOf(shape, 'table');
  const inputs = Object.entries(isJsonObject(shape.inputs) ? shape.inputs : {}).map(([name, asked]): Column => {
    const type = decision.inputTypes.get(name);
    const choices =
      type?.kind === 'string' && type.values ? choicesOfInput(decision, String(asked), type.values) : undefined;
    return {
      ...{ key: `when.${name}`, path: ['when', name], group: 'when', label: inputLabel(decision, name, String(asked)) },
      note: [choices ? 'choice' : (type?.kind ?? 'any'), String(asked)].join(' · '),
      form: testForm(type),
      choices,
      width: widthOf(rows, ['when', name]),
    };
  });
  const outputs = Object.entries(isJsonObject(shape.outputs) ? shape.outputs : {}).map(([name, declared]): Column => {
    const typeName = String(isJsonObject(declared) ? declared.type : declared);
    const choices = decision.outputs.get(name)?.choices;
    return {
      ...{ key: `then.${name}`, path: ['then', name], group: 'then', label: humanise(name) },
      note: choices ? `${typeName} · ${choices.name}` : typeName,
      form: valueForm(typeName),
      choices,
      width: widthOf(rows, ['then', name]),
    };
  });
  return [...inputs, ...outputs, ...reasonColumns(rows), ...moreColumns(decision, rows)];
}

/** Each language that a row is explained in, and at least the two of the platform. */
function reasonColumns(rows: readonly JsonObject[]): readonly Column[] {
  const written = rows.flatMap(({ because }) => (isJsonObject(because) ? Object.keys(because) : []));
  return [...new Set(['en', 'ro', ...written])].map((language) => ({
    ...{ key: `because.${language}`, path: ['because', language], group: 'because', note: 'text' },
    label: { en: `Because (${language})`, ro: `Deoarece (${language})` },
    form: textForm,
    width: WIDE,
  }));
}

function moreColumns({ hit }: Decision, rows: readonly JsonObject[]): readonly Column[] {
  const days: readonly Column[] = [
    {
      ...{ key: 'validFrom', path: ['validFrom'], group: 'more', label: { en: 'Valid from', ro: 'Valabil de la' } },
      ...{ note: 'first day', form: dayForm, width: SHORT },
    },
    {
      ...{ key: 'validTo', path: ['validTo'], group: 'more', label: { en: 'Valid to', ro: 'Valabil până la' } },
      ...{ note: 'last day', form: dayForm, width: SHORT },
    },
  ];
  const priority: Column = {
    ...{ key: 'priority', path: ['priority'], group: 'more', label: { en: 'Priority', ro: 'Prioritate' } },
    ...{ note: 'integer', form: integerForm, width: SHORT },
  };
  const requirement: Column = {
    ...{ key: 'requirement', path: ['requirement'], group: 'more', label: { en: 'Requirement', ro: 'Cerință' } },
    ...{ note: 'ids', form: listForm, width: SHORT },
  };
  const annotation: readonly Column[] = rows.some((row) => row.annotation !== undefined)
    ? [
        {
          ...requirement,
          key: 'annotation',
          path: ['annotation'],
          label: { en: 'Annotation', ro: 'Adnotare' },
          note: 'text',
          form: textForm,
        },
      ]
    : [];
  const ranked = hit === 'priority' || hit === 'output-order' || rows.some((row) => row.priority !== undefined);
  return [...days, ...(ranked ? [priority] : []), requirement, ...annotation];
}

/** The columns of the examples: each fact and each output that one of them names. */
export function exampleColumns(decision: Decision, shape: JsonObject): readonly Column[] {
  const examples = rowsOf(shape, 'examples');
  const facts = pathsIn(examples, 'given');
  const outputs = pathsIn(examples, 'expect', decision.outputs.size > 0 ? [...decision.outputs.keys()] : []);
  const all = [...facts, ...outputs];
  const column = (path: readonly string[], group: Group): Column => {
    const parts = all.some((each) => each.length > path.length && path.every((name, at) => each[at] === name));
    const values = examples
      .map((each) => valueAt(each, { path, parts }))
      .filter((each) => each !== undefined && each !== null);
    const name = path.slice(1).join('.');
    return {
      ...{ key: path.join('.'), path, parts, group, note: name },
      label: factLabel(decision, path),
      form: factForm(values.length > 0 && values.every((each) => typeof each === 'number')),
      choices: group === 'expect' && path.length === 2 ? decision.outputs.get(path[1] ?? '')?.choices : undefined,
      width: widthOf(examples, path, parts),
    };
  };
  return [
    {
      ...{ key: 'name', path: ['name'], group: 'name', label: { en: 'Example', ro: 'Exemplu' } },
      ...{ note: 'a sentence', form: textForm, width: WIDE },
    },
    ...facts.map((path) => column(path, 'given')),
    ...outputs.map((path) => column(path, 'expect')),
    {
      ...{ key: 'because', path: ['because'], group: 'more', label: { en: 'Because of row', ro: 'Datorită rândului' } },
      ...{ note: 'number or text', form: factForm(true), width: SHORT },
    },
    {
      ...{ key: 'at', path: ['at'], group: 'more', label: { en: 'On the day', ro: 'În ziua' } },
      ...{ note: 'day or instant', form: dayForm, width: SHORT },
    },
  ];
}

/** A column for a fact or an outcome that no example has named so far: `given.newFact`. */
export function newExampleColumn(key: string): Column | undefined {
  const path = key.split('.');
  const [group] = path;
  if (path.length < 2 || (group !== 'given' && group !== 'expect') || !path.every((each) => /^[A-Za-z]\w*$/.test(each)))
    return undefined;
  return { key, path, group, label: path.slice(1).join('.'), note: '', form: factForm(false), width: SHORT };
}

/** The paths to all plain values below a key of the rows; `known` ones first, whether or not a row has them. */
function pathsIn(
  rows: readonly JsonObject[],
  key: string,
  known: readonly string[] = [],
): readonly (readonly string[])[] {
  const paths = new Map<string, readonly string[]>();
  const walk = (value: Json | undefined, path: readonly string[]) => {
    const inner = isJsonObject(value) ? Object.entries(value) : [];
    const simple = inner.length > 0 && inner.every(([name]) => /^[A-Za-z]\w*$/.test(name));
    if (simple) for (const [name, each] of inner) walk(each, [...path, name]);
    else if (value !== undefined) paths.set(path.join('.'), path);
  };
  for (const name of known) paths.set(`${key}.${name}`, [key, name]);
  for (const row of rows) walk(row[key], [key]);
  return [...paths.values()];
}

/** The value at a path of a row; undefined when it says nothing there. */
export function valueAt(row: JsonObject, { path, parts }: Pick<Column, 'path' | 'parts'>): Json | undefined {
  if (path[0] === 'because' && path.length === 2 && typeof row.because === 'string')
    return path[1] === 'en' ? row.because : undefined;
  const value = path.reduce<Json | undefined>((here, key) => (isJsonObject(here) ? here[key] : undefined), row);
  return parts && isJsonObject(value) && Object.keys(value).length > 0 ? undefined : value;
}

function factLabel({ about }: Decision, [key, ...names]: readonly string[]): Text {
  const [first] = names;
  if (first === undefined) return { en: 'The outcome', ro: 'Rezultatul' };
  const field = key === 'given' && names.length === 1 ? about?.fields.get(first) : undefined;
  return field?.label ?? names.map(humanise).join(' · ');
}

/** The label of the field that an input reads, where it is just a field; else its name. */
function inputLabel({ about }: Decision, name: string, asked: string): Text {
  return about?.fields.get(asked)?.label ?? humanise(name);
}

/** The list of values, with its labels where the input is just a field. */
function choicesOfInput({ about }: Decision, asked: string, values: readonly string[]): Choices {
  const known = about?.fields.get(asked)?.choices;
  if (known) return known;
  const unlabelled = values.map((name) => [name, { name, label: name, color: undefined, retired: false }] as const);
  return { name: asked, label: asked, values: new Map(unlabelled) };
}

/** Wide enough for most of what stands in it, and for its label. */
function widthOf(rows: readonly JsonObject[], path: readonly string[], parts = false): number {
  const lengths = rows.map((row) => shownLength(valueAt(row, { path, parts }))).sort((a, b) => a - b);
  const most = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  return Math.max(SHORT, Math.min(36, Math.max(most, (path.at(-1) ?? '').length) + 3));
}

function shownLength(value: Json | undefined): number {
  if (value === undefined || value === null) return 0;
  return typeof value === 'object' ? JSON.stringify(value).length : say(String(value)).length;
}
