import { createHash } from 'node:crypto';
import { type Problem, problem, say } from '@dealwright/diagnostics';
import type { Choices } from '@dealwright/entities';
import type { Source } from '@dealwright/metadata';
import type { Decision } from '@dealwright/rules';
import type { JsonObject } from '@dealwright/values';
import { type DataValidation, rangeRef, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { type Column, exampleColumns, tableColumns } from './columns.ts';
import { FIRST_ROW, fixedRange, gridSheet, ONE_PAGE_WIDE, SPARE_ROWS } from './grid-sheet.ts';
import * as look from './look.ts';
import { findTable, rowsOf } from './table-source.ts';
import { HIT_WORDS, READ_ME, WORDS } from './words.ts';

/** A workbook, or why there is none. */
export type Exported = { readonly bytes: Uint8Array } | { readonly problems: readonly Problem[] };

/**
 * A decision table as a workbook that an analyst edits in any spreadsheet program: the rows with a column for each
 * input, output and language of the reason; the examples; a page that says what may be edited; and the lists of values
 * from which cells choose. Conditions stand as they do in the YAML; plain numbers and days are numbers and days.
 * {@link importTable} reads it back.
 * @param source the file in which the decision stands
 * @param locale the language of the headings
 */
export async function exportTable(decision: Decision, source: Source, locale = 'en'): Promise<Exported> {
  const table = findTable(source, decision.name);
  if (!table || table.shape.table === undefined) return { problems: [notATable(decision.name)] };
  const { shape } = table;
  const columns = tableColumns(decision, shape);
  const examples = exampleColumns(decision, shape);
  const lists = new Lists([...columns, ...examples], say(WORDS.lists, locale));
  const sheets: WriteSheet[] = [
    tableSheet(decision, shape, columns, lists, locale),
    gridSheet({
      name: say(WORDS.examples, locale),
      title: `${say(WORDS.examples, locale)} · ${say(decision.label, locale)}`,
      head: [[[say(WORDS.examplesSay, locale), look.caption]], []],
      columns: examples,
      rows: rowsOf(shape, 'examples').map((row, at) => ({ mark: at + 1, row })),
      validations: lists.validations(examples, rowsOf(shape, 'examples').length),
      locale,
    }),
    readMeSheet(locale),
    ...lists.sheet(locale),
  ];
  const bytes = await writeXlsx({
    sheets,
    properties: { title: say(decision.label, locale), subject: decision.name, creator: 'Dealwright' },
    defaultFont: { name: 'Calibri', size: 11 },
  });
  return { bytes };
}

/** Changes whenever something changes that the workbook shows, so that an export that is out of date is recognised. */
export function tableVersion({ inputs, outputs, hit, table, default: fallback, examples }: JsonObject): string {
  const shown = JSON.stringify([inputs, outputs, hit, table, fallback, examples]);
  return createHash('sha256').update(shown).digest('hex').slice(0, 12);
}

export function notATable(decision: string): Problem {
  return problem(
    'NOT_A_TABLE',
    {
      en: `\`${decision}\` is not a decision table.`,
      ro: `\`${decision}\` nu este un tabel de decizie.`,
    },
    {
      hint: {
        en: "only tables go to a spreadsheet; rules in json-rules-engine's format stay in YAML",
        ro: 'numai tabelele trec în foi de calcul; regulile în formatul json-rules-engine rămân în YAML',
      },
    },
  );
}

function tableSheet(
  decision: Decision,
  shape: JsonObject,
  columns: readonly Column[],
  lists: Lists,
  locale: string,
): WriteSheet {
  const rows = rowsOf(shape, 'table').map((row, at): { readonly mark: number | string; readonly row: JsonObject } => ({
    mark: at + 1,
    row,
  }));
  const fallback = shape.default === undefined ? [] : [{ mark: 'default', row: { then: shape.default } }];
  const about = decision.about ? ` (${say(WORDS.about, locale)} ${say(decision.about.label, locale)})` : '';
  const word = (key: keyof typeof WORDS) => [say(WORDS[key], locale), look.caption] as const;
  return gridSheet({
    name: say(WORDS.table, locale),
    title: say(decision.label, locale),
    head: [
      [
        word('table'),
        [decision.name, look.strong],
        [`${say(WORDS.version, locale)} ${tableVersion(shape)}${about}`, look.caption],
      ],
      [word('hit'), [decision.hit, look.choice], [say(HIT_WORDS[decision.hit], locale), look.caption]],
    ],
    columns,
    rows: [...rows, ...fallback],
    validations: [
      { type: 'list', values: Object.keys(HIT_WORDS), range: 'B3', showErrorMessage: true },
      ...lists.validations(columns, rows.length),
    ],
    locale,
  });
}

/** The lists of values, each a column of a sheet of its own, because a cell's own list may have 255 characters only. */
class Lists {
  readonly #name: string;
  readonly #all: readonly Choices[];

  constructor(columns: readonly Column[], name: string) {
    this.#name = name;
    this.#all = [...new Set(columns.flatMap(({ choices }) => choices ?? []))];
  }

  validations(columns: readonly Column[], rows: number): readonly DataValidation[] {
    return columns.flatMap((column, at): DataValidation[] => {
      const range = rangeRef(FIRST_ROW, at + 1, FIRST_ROW + rows + SPARE_ROWS - 1, at + 1);
      // Anything else may be typed: `not(a)`, `a, b`, `= base * 2`. What is wrong is told at import, with the remedy.
      const choice = { type: 'list', range, allowBlank: true, showErrorMessage: false } as const;
      if (column.choices) return [{ ...choice, formula1: this.#rangeOf(column.choices) }];
      return /^boolean\b/.test(column.note) ? [{ ...choice, values: ['true', 'false'] }] : [];
    });
  }

  sheet(locale: string): readonly WriteSheet[] {
    if (this.#all.length === 0) return [];
    const longest = Math.max(...this.#all.map(({ values }) => values.size));
    const values = this.#all.map((each) => [...each.values.values()]);
    const rows = Array.from({ length: longest }, (_, at) =>
      values.flatMap((each) => [each[at]?.name ?? null, each[at] ? say(each[at].label, locale) : null]),
    );
    const heads = this.#all.flatMap(({ name, label }) => [name, say(label, locale)]);
    return [
      {
        name: this.#name,
        columns: heads.map((_, at) => ({ width: at % 2 ? 34 : 24 })),
        rows: [heads, ...rows],
        cells: new Map(heads.map((value, at) => [`0,${at}`, { value, style: look.head('more') }])),
        freezePane: { rows: 1 },
        pageSetup: ONE_PAGE_WIDE,
      },
    ];
  }

  #rangeOf(choices: Choices): string {
    const column = this.#all.indexOf(choices) * 2;
    return `'${this.#name}'!${fixedRange(1, column, choices.values.size, column)}`;
  }
}

function readMeSheet(locale: string): WriteSheet {
  const lines = READ_ME.flatMap(({ head, lines: all }) => [
    { cells: [say(head, locale), null], style: look.strong },
    ...all.map(([sample, text]) => ({ cells: [sample === '' ? '•' : sample, say(text, locale)], style: look.plain })),
    { cells: [null, null], style: look.plain },
  ]);
  return {
    name: say(WORDS.readMe, locale),
    columns: [{ width: 26 }, { width: 110 }],
    pageSetup: ONE_PAGE_WIDE,
    rows: lines.map(({ cells }) => cells),
    cells: new Map(
      lines.flatMap(({ cells, style }, row) =>
        cells.map((value, at) => [`${row},${at}`, { value, style: { ...style, numFmt: '@' } }] as const),
      ),
    ),
  };
}
