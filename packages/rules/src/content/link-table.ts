import { didYouMean, type Place, problem } from '@dealwright/diagnostics';
import { compileOver, recordScope, settingValues, warnUntranslated } from '@dealwright/entities';
import {
  type ContextType,
  compileUnaryTests,
  type Expression,
  type FeelType,
  type UnaryTests,
} from '@dealwright/expressions';
import type { Linking } from '@dealwright/metadata';
import { isJsonObject, type Json } from '@dealwright/values';
import { typeAt } from '../answer/read-inputs.ts';
import type { Row } from '../decision.ts';
import { cellText } from './cell-text.ts';
import type { RowShape } from './decision-schema.ts';
import { linkFormulas } from './link-formulas.ts';
import type { Linked, Names } from './linked.ts';
import { readOutputs, reportUnknownOutput } from './read-outputs.ts';

/** A table, linked. */
export interface LinkedTable {
  readonly inputs: ReadonlyMap<string, Expression>;
  readonly rows: readonly Row[];
  /** What rows compute and what their cells read beside their input. */
  readonly expressions: readonly { readonly paths: readonly (readonly string[])[] }[];
  readonly readsSettings: boolean;
}

/** Links the rows: cells are type-checked against their input, values against their output. */
export function linkTable(linked: Linked, names: Names, inputs: ReadonlyMap<string, Expression>): LinkedTable {
  const { document, linking } = linked;
  const { shape } = document;
  const known: Names = {
    ...names,
    extra: new Map([...names.extra, ...[...inputs].map(([name, { type }]) => [name, { type }] as const)]),
  };
  const cells = cellCompiler(linked, known);
  const linkRow = (row: RowShape, at: number): Row => {
    const tests = new Map<string, UnaryTests>();
    for (const [name, text] of Object.entries(row.when ?? {})) {
      const input = inputs.get(name);
      if (!input) {
        if (shape.inputs?.[name] === undefined)
          reportUnknownInput(name, inputs, document.keyPlace(['table', at, 'when', name]), linked);
        continue;
      }
      const test = cells(text, name, input.type, at);
      if (test && test.shape?.is !== 'anything') tests.set(name, test);
    }
    warnUntranslated(row.because, () => document.place(['table', at, 'because']), linking);
    return { number: at + 1, tests, ...thenOf(row, at, linked, known), ...restOf(row) };
  };
  const rows = shape.table?.map(linkRow) ?? [linkFormulas(linked, known)];
  checkOutputs(linked, rows);
  const reading = rows.flatMap(({ tests, computed }) => [...tests.values(), ...computed.values()]);
  const own = new Set([...inputs.keys(), ...(shape.is ? linked.outputs.keys() : [])]);
  const expressions = reading.map(({ paths }) => ({
    paths: paths.filter(([first]) => first !== undefined && !own.has(first)),
  }));
  return {
    inputs,
    rows,
    expressions,
    readsSettings: expressions.some(({ paths }) => paths.some(([first]) => first === 'settings')),
  };
}

function restOf(row: RowShape): Pick<Row, 'because' | 'priority' | 'validFrom' | 'validTo'> {
  return { because: row.because, priority: row.priority, validFrom: row.validFrom, validTo: row.validTo };
}

/** Compiles cells, each text of a column once, with all its problems at the first place where it stands. */
function cellCompiler({ document, linking }: Linked, { base, extra }: Names) {
  const scope = recordScope(base, linking, extra);
  const done = new Map<string, UnaryTests | undefined>();
  return (text: string, name: string, type: FeelType, row: number): UnaryTests | undefined => {
    const key = `${name}\0${text}`;
    if (done.has(key)) return done.get(key);
    const feel = cellText(text, type);
    // Quotes that were added move what follows, so that a problem is shown at the whole cell.
    const place = (offset: number, length: number) =>
      feel === text
        ? document.place(['table', row, 'when', name], offset, length)
        : document.place(['table', row, 'when', name]);
    const { result, problems } = compileUnaryTests(feel, { input: type, scope, place });
    linking.report(...problems);
    const folded = result && !result.shape ? foldSettings(result, type, scope, linking) : result;
    done.set(key, folded);
    return folded;
  };
}

/**
 * A cell that reads settings only is a plain test, once the settings stand in it: it can be indexed, and explanations
 * show the number instead of its name.
 */
function foldSettings(tests: UnaryTests, input: FeelType, scope: ContextType, linking: Linking): UnaryTests {
  if (tests.paths.length === 0 || tests.paths.some(([first]) => first !== 'settings')) return tests;
  const text = tests.text.replace(/\bsettings((?:\.\w+)+)/g, (whole, path: string) => {
    const names = ['settings', ...path.slice(1).split('.')];
    const value = names.reduce<Json>((here, name) => (isJsonObject(here) ? (here[name] ?? null) : null), {
      settings: settingValues(linking),
    });
    return literalText(value, typeAt(scope, names)) ?? whole;
  });
  const { result } = compileUnaryTests(text, { input, scope });
  return result?.shape ? { ...result, paths: tests.paths } : tests;
}

function literalText(value: Json, type: FeelType | undefined): string | undefined {
  if (type?.kind === 'number') return String(value);
  if (type?.kind === 'date') return `date(${JSON.stringify(value)})`;
  return type?.kind === 'string' || type?.kind === 'boolean' ? JSON.stringify(value) : undefined;
}

function thenOf(row: RowShape, at: number, linked: Linked, { base, extra }: Names): Pick<Row, 'then' | 'computed'> {
  const { document, linking, outputs } = linked;
  const computed = new Map<string, Expression>();
  const literals: Record<string, Json> = {};
  for (const [name, value] of Object.entries(row.then)) {
    const text = formulaText(value);
    const expects = outputs.get(name)?.type;
    if (text === undefined) {
      literals[name] = value;
    } else if (!expects) {
      reportUnknownOutput(name, outputs, document.keyPlace(['table', at, 'then', name]), linking);
    } else {
      const place = (offset: number, length: number) =>
        document.place(['table', at, 'then', name, 'is'], offset, length);
      const expression = compileOver(text, { type: base, linking, extra, expects, place });
      if (expression) computed.set(name, expression);
    }
  }
  return {
    then: readOutputs(literals, outputs, (name) => document.place(['table', at, 'then', name]), linking),
    computed,
  };
}

/** `{ is: "base * 2" }`. */
function formulaText(value: Json): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { is } = value as { readonly is?: Json };
  return typeof is === 'string' && Object.keys(value).length === 1 ? is : undefined;
}

function reportUnknownInput(
  name: string,
  inputs: ReadonlyMap<string, unknown>,
  place: Place,
  { linking }: Linked,
): void {
  linking.report(
    problem(
      'UNKNOWN_INPUT',
      { en: `There is no input \`${name}\`.`, ro: `Nu există intrarea \`${name}\`.` },
      {
        place,
        hint: didYouMean(name, inputs.keys()) ?? {
          en: `declare it: \`inputs: { ${name}: … }\``,
          ro: `declarați-o: \`inputs: { ${name}: … }\``,
        },
      },
    ),
  );
}

function checkOutputs({ document, linking, outputs, hit }: Linked, rows: readonly Row[]): void {
  if (outputs.size === 0) {
    linking.report(
      problem(
        'NO_OUTPUTS',
        { en: 'A table needs outputs.', ro: 'Un tabel are nevoie de ieșiri.' },
        {
          place: document.place(['table']),
          hint: { en: 'write `outputs: { result: text }`', ro: 'scrieți `outputs: { result: text }`' },
        },
      ),
    );
  }
  if (hit.startsWith('collect ') && outputs.size > 1) {
    linking.report(
      problem(
        'ONE_OUTPUT_ONLY',
        { en: `\`hit: ${hit}\` needs exactly one output.`, ro: `\`hit: ${hit}\` are nevoie de exact o ieșire.` },
        { place: document.place(['hit']), hint: { en: 'split the decision in two', ro: 'împărțiți decizia în două' } },
      ),
    );
  }
  for (const { number, validFrom, validTo } of rows) {
    if (validFrom === undefined || validTo === undefined || validFrom <= validTo) continue;
    linking.report(
      problem(
        'NEVER_VALID',
        { en: `Row ${number} ends before it begins.`, ro: `Rândul ${number} se termină înainte de a începe.` },
        {
          place: document.place(['table', number - 1, 'validTo']),
          hint: { en: `write a day from ${validFrom} on`, ro: `scrieți o zi începând cu ${validFrom}` },
        },
      ),
    );
  }
}
