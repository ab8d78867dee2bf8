import { formatProblem, type Problem } from '@dealwright/diagnostics';
import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import { loadModel } from '@dealwright/metadata';
import { type Decision, decisionKind, runExamples } from '@dealwright/rules';
import { readXlsx, type Sheet, type Workbook, writeXlsx } from 'hucre/xlsx';
import { exportTable, importTable, openTable } from '../src/index.ts';

const SHOP = `
kind: choices
name: channel
values: { web: { en: Web shop, ro: Magazin online }, store: { en: Store, ro: Magazin }, direct: { en: Direct, ro: Direct } }
---
kind: setting
name: largeOrder
label: { en: What counts as large, ro: Ce înseamnă mare }
type: decimal
value: '1000.00'
---
kind: entity
name: Order
title: subject
fields:
  subject: { type: text }
  channel: { type: choice, of: channel, label: { en: Channel, ro: Canal } }
  items: { type: integer, label: { en: Items, ro: Articole } }
  total: { type: money, currency: EUR }
  paid: { type: boolean }
  due: { type: date }
`;

/** A decision with everything that a table can have, written by hand: comments, quotes, braces, blocks. */
export const HANDLING = `# How orders are handled.
kind: decision
name: order-handling
label: { en: Handling of orders, ro: Tratarea comenzilor }
about: Order
inputs:
  channel: channel
  items: items
  value: total.amount   # in euros
  paid: paid
  due: due
  subject: subject
outputs:
  handling: { type: choice, of: channel }
  fee: { type: money, currency: EUR }
  points: integer
  note: text
  until: date
  express: boolean
hit: first
table:
  # Large orders first.
  - when: { channel: 'web, store', items: '>= 50' } # fifty
    then: { handling: direct, fee: 12.50, points: 3 }
    because: { en: A large order., ro: O comandă mare. }
    requirement: [A1, A2]
  - when:
      value: '> settings.largeOrder'
      paid: true
    then: { handling: direct, fee: { is: '{ amount: total.amount * 0.1, currency: "EUR" }' }, note: '007' }
    because: A valuable order.
    validFrom: 2026-01-01

  # Late ones.
  - { when: { due: 'date("2026-03-01")', items: 7 }, then: { handling: web, until: 2026-12-31, express: true } }
  - when: { subject: '"Gift, wrapped"' }
    then: { handling: store, note: '= not a formula', fee: { amount: "5.00", currency: EUR } }
  - then: { handling: store, note: 'null' }
default: { handling: web }
examples:
  - name: sixty items go to direct sales
    given: { channel: web, items: 60 }
    expect: { handling: direct, points: 3 }
    because: 1
  - { name: a valuable order, given: { items: 2, paid: true, total: { amount: '1000.01', currency: EUR } }, expect: { handling: direct } }
  - { name: a gift, given: { subject: 'Gift, wrapped', items: null }, expect: { handling: store } }
---
kind: decision
name: other
about: Order
inputs: { items: items }
outputs: { result: text }
hit: unique
table: [ { when: { items: '<= 3' }, then: { result: few } }, { when: { items: '> 3' }, then: { result: many } } ]
`;

const KINDS = [choicesKind, settingKind, entityKind, decisionKind];
const FILE = 'rules/orders.yaml';

/** The decision of that name in the text; every problem when there is none. */
export function decisionIn(yaml: string, name = 'order-handling'): Decision {
  const { model, problems } = load(yaml);
  if (!model) throw new Error(problems.map((each) => formatProblem(each)).join('\n'));
  return model.get(decisionKind, name);
}

function load(yaml: string) {
  return loadModel(
    [
      { path: 'shop.yaml', text: SHOP },
      { path: FILE, text: yaml },
    ],
    KINDS,
  );
}

/** All that is wrong with the text, examples that fail included, as `dealwright import` asks. */
export async function check(yaml: string): Promise<readonly Problem[]> {
  const { model, problems } = load(yaml);
  if (!model) return problems;
  const environment = { now: '2026-02-02T10:00:00.000Z', zone: 'Europe/Bucharest', locale: 'en' };
  const tried = await Promise.all([...model.all(decisionKind).values()].map((each) => runExamples(each, environment)));
  return [...problems, ...tried.flat().flatMap((each) => each.problems)];
}

/** The workbook of a decision of the text. */
export async function exported(yaml: string, name?: string, locale?: string): Promise<Workbook> {
  const made = await exportTable(decisionIn(yaml, name), { path: FILE, text: yaml }, locale);
  if (!('bytes' in made)) throw new Error(made.problems.map((each) => formatProblem(each)).join('\n'));
  return readXlsx(made.bytes, { readStyles: true });
}

/** Writes the workbook as a file, reads that back, and compares it with the text. */
export async function imported(
  workbook: Workbook,
  yaml: string,
  { name, ...options }: { readonly name?: string } & Parameters<typeof importTable>[3] = {},
) {
  const opened = await openTable(await writeXlsx({ sheets: workbook.sheets.map(writable) }));
  if ('problem' in opened) throw new Error(formatProblem(opened.problem));
  return importTable(opened, decisionIn(yaml, name), { path: FILE, text: yaml }, options);
}

/** What was read, for writing: cells stand as they were, with what was put over them. */
function writable({ name, rows, cells, merges, rowDefs }: Sheet) {
  const kept = new Map([...(cells ?? [])].filter(([, { formula, type }]) => formula !== undefined || type === 'error'));
  return { name, rows, cells: kept, ...(merges && { merges }), ...(rowDefs && { rowDefs }) };
}

/** The first sheet that has the key, the line of keys, and the column of the key. */
export function find(workbook: Workbook, key: string): { sheet: Sheet; line: number; column: number } {
  for (const sheet of workbook.sheets) {
    const line = sheet.rows.findIndex((cells) => cells.includes('row') && cells.includes(key));
    if (line >= 0) return { sheet, line, column: sheet.rows[line]?.indexOf(key) ?? -1 };
  }
  throw new Error(`There is no column ${key}.`);
}
