import { type Problem, problem } from '@dealwright/diagnostics';
import type { FeelType } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import type { BoxedTable, PlaceOf, Source, TableOutput, TableRule } from '../model.ts';
import { hitPolicyOf } from '../run/compile-table.ts';
import { listedTexts, literalOf, type Types } from './declare-type.ts';
import type { Names } from './names.ts';

/** What writing a table needs to know of the decision that it is of. */
export interface TableContext {
  readonly names: Names;
  readonly types: Types;
  /** Names that inputs must not have, because they are facts or decisions with another meaning. */
  readonly taken: ReadonlySet<string>;
  /** Our text for one of the model's, with what it needs around it. */
  expression(source: Source): string;
  /** The type of an expression or output. */
  typeOf(typeRef: string | undefined): FeelType;
  readonly typeRef: string | undefined;
  report(problem: Problem): void;
}

/** The keys of outputs of a table, in our spelling: `result` where the model names none. */
export function outputKeys({ outputs }: BoxedTable, names: Names): readonly string[] {
  const taken = new Set<string>();
  return outputs.map(({ name, label }) => {
    const key =
      name === undefined ? names.free(outputs.length === 1 ? 'result' : (label ?? 'result'), taken) : names.of(name);
    taken.add(key);
    return key;
  });
}

/** A decision table as ours: inputs, outputs, hit policy and rows. */
export function tableDocument(table: BoxedTable, context: TableContext): JsonObject {
  const { names, types, report } = context;
  const keys = outputKeys(table, names);
  const inputs = inputColumns(table, context);
  const policy = hitPolicyOf(table);
  const priorities = policy === 'priority' || policy === 'output-order' ? prioritiesOf(table, context) : undefined;
  const outputs = table.outputs.map((output, at) => {
    const typeRef = output.typeRef ?? (table.outputs.length === 1 ? (table.typeRef ?? context.typeRef) : undefined);
    const known = context.typeOf(typeRef);
    const declared = isList(policy)
      ? types.declareElement(typeRef, known, output.place)
      : types.declare(typeRef, known, output.place);
    return [keys[at] ?? '', declared] as const;
  });
  const rows = table.rules.map((rule, at): JsonObject => {
    const when = inputs.flatMap(({ name }, column) => {
      const cell = rule.inputs[column];
      const text = cell && context.names.rename(cell.text.trim());
      return text === undefined || text === '' || text === '-' ? [] : [[name, text] as const];
    });
    const then = keys.flatMap((key, column) => {
      const cell = rule.outputs[column];
      return cell === undefined || cell.text.trim() === '' ? [] : [[key, cellValue(cell, context)] as const];
    });
    const because = becauseOf(rule);
    return {
      ...(when.length > 0 && { when: Object.fromEntries(when) }),
      then: Object.fromEntries(then),
      ...(because !== undefined && { because }),
      ...(priorities && { priority: priorities[at] ?? 1 }),
    };
  });
  const fallback = defaultOf(table, keys, context);
  if (rows.length === 0) report(noRules(table.place));
  return {
    inputs: Object.fromEntries(inputs.map(({ name, text }) => [name, text])),
    outputs: Object.fromEntries(outputs),
    hit: policy,
    table: rows,
    ...(fallback && { default: fallback }),
  };
}

/** The outputs of such a table are elements of what the decision gives. */
function isList(policy: string): boolean {
  return policy === 'collect' || policy === 'rule-order' || policy === 'output-order';
}

function inputColumns(
  table: BoxedTable,
  context: TableContext,
): readonly { readonly name: string; readonly text: string }[] {
  const taken = new Set(context.taken);
  return table.inputs.map(({ source, label }, at) => {
    const text = context.expression(source);
    const own =
      /^[a-z][A-Za-z0-9]*$/.test(text) && context.taken.has(text) && !taken.has(`${text}!`) ? text : undefined;
    const name = own ?? context.names.free(label ?? lastName(text) ?? `input ${at + 1}`, taken);
    taken.add(own === undefined ? name : `${name}!`);
    return { name, text };
  });
}

/** `applicant.age` is known as age. */
function lastName(text: string): string | undefined {
  return /^[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)*\.([a-z][A-Za-z0-9]*)$/.exec(text)?.[1];
}

/** A literal as its value, `date("2026-01-31")` as the day, anything else as a formula. */
function cellValue(cell: Source, context: TableContext): Json {
  const literal = literalOf(cell.text);
  if (literal) return literal.value;
  const day = /^(?:date\(\s*"(\d{4}-\d\d-\d\d)"\s*\)|@"(\d{4}-\d\d-\d\d)")$/.exec(cell.text.trim());
  return day ? (day[1] ?? day[2] ?? null) : { is: context.expression(cell) };
}

function becauseOf({ annotations, description }: TableRule): string | undefined {
  const said = annotations.filter((each) => each.trim() !== '').join('; ') || description;
  return said?.replace(/\s+/g, ' ').trim();
}

function defaultOf(table: BoxedTable, keys: readonly string[], { report }: TableContext): JsonObject | undefined {
  const said = table.outputs.flatMap((output, at) => {
    if (!output.default) return [];
    const literal = literalOf(output.default.text);
    if (!literal) report(computedDefault(output.default.place));
    return literal ? [[keys[at] ?? '', literal.value] as const] : [];
  });
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

/** The order of the listed output values as a priority for each row; where it is not known, every row has the lowest. */
function prioritiesOf(table: BoxedTable, context: TableContext): readonly number[] {
  const lists = table.outputs.map((output) => listOf(output, context));
  const ranks = table.rules.map(({ outputs }) =>
    outputs.map((cell, column) => {
      const list = lists[column];
      if (!list) return 0;
      const value = literalOf(cell.text)?.value;
      const at = list.indexOf(value ?? null);
      if (at < 0) context.report(noPriority(cell.place));
      return at < 0 ? list.length : at;
    }),
  );
  const ordered = [...new Set(ranks.map((rank) => JSON.stringify(rank)))]
    .map((each): readonly number[] => JSON.parse(each))
    .sort((a, b) => compareRanks(b, a))
    .map((each) => JSON.stringify(each));
  return ranks.map((rank) => ordered.indexOf(JSON.stringify(rank)) + 1);
}

function listOf({ values }: TableOutput, context: TableContext): readonly Json[] | undefined {
  if (!values) return undefined;
  const texts = listedTexts(values);
  if (texts) return texts;
  const literals = values.text.split(',').map(literalOf);
  if (literals.every((each) => each !== undefined)) return literals.map((each) => each?.value ?? null);
  context.report(noPriority(values.place));
  return undefined;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((each, column) => each !== b[column]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function noPriority(place: PlaceOf): Problem {
  return problem(
    'NO_PRIORITY',
    {
      en: 'This value is not in the list of the output, so its row has no priority.',
      ro: 'Această valoare nu este în lista ieșirii, așa că rândul ei nu are prioritate.',
    },
    {
      place: place(),
      hint: {
        en: 'write values as literals, and list all of them at the output',
        ro: 'scrieți valorile ca literali și enumerați-le pe toate la ieșire',
      },
    },
  );
}

function computedDefault(place: PlaceOf): Problem {
  return problem(
    'COMPUTED_DEFAULT',
    { en: 'A default is a value here, not a formula.', ro: 'O valoare implicită este aici o valoare, nu o formulă.' },
    {
      place: place(),
      hint: { en: 'add a last row that always matches', ro: 'adăugați un ultim rând care se potrivește mereu' },
    },
  );
}

function noRules(place: PlaceOf): Problem {
  return problem(
    'NO_RULES',
    { en: 'The table has no rules.', ro: 'Tabelul nu are reguli.' },
    { place: place(), hint: { en: 'add at least one', ro: 'adăugați cel puțin una' } },
  );
}
