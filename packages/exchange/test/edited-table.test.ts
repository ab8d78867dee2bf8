import { formatProblem } from '@dealwright/diagnostics';
import { describe, expect, test } from '@jest/globals';
import type { CellValue, Workbook } from 'hucre/xlsx';
import { describeDiff, isSame } from '../src/index.ts';
import { check, exported, find, HANDLING, imported } from './shop.ts';

/** Types a value into the row of that number (as the first column says), as a person does. */
function type(workbook: Workbook, mark: number | string, key: string, value: CellValue): string {
  const { sheet, line, column } = find(workbook, key);
  const at = sheet.rows.findIndex((cells, index) => index > line && cells[0] === mark);
  const cells = sheet.rows[at] ?? [];
  cells[column] = value;
  return `${String.fromCharCode(65 + column)}${at + 1}`;
}

/** Inserts a row at the place of the row of that number, without a number. */
function insert(workbook: Workbook, mark: number, values: Readonly<Record<string, CellValue>>): void {
  const { sheet, line } = find(workbook, Object.keys(values)[0] ?? '');
  const at = sheet.rows.findIndex((cells, index) => index > line && cells[0] === mark);
  const cells: CellValue[] = (sheet.rows[line] ?? []).map(() => null);
  for (const [key, value] of Object.entries(values)) cells[find(workbook, key).column] = value;
  sheet.rows.splice(at, 0, cells);
}

function remove(workbook: Workbook, mark: number, key: string): CellValue[] {
  const { sheet, line } = find(workbook, key);
  const at = sheet.rows.findIndex((cells, index) => index > line && cells[0] === mark);
  return sheet.rows.splice(at, 1)[0] ?? [];
}

/** The lines that differ. */
function changedLines(
  before: string,
  after: string,
): { readonly less: readonly string[]; readonly more: readonly string[] } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return { less: old.filter((line) => !now.includes(line)), more: now.filter((line) => !old.includes(line)) };
}

describe('An edited table', () => {
  test('changes only what was edited, and keeps comments and layout', async () => {
    const workbook = await exported(HANDLING);
    const cell = type(workbook, 1, 'when.items', '>= 60');
    type(workbook, 1, 'because.ro', 'O comandă uriașă.');
    const { yaml, diff, problems } = await imported(workbook, HANDLING);
    expect(problems).toEqual([]);
    expect(changedLines(HANDLING, yaml)).toEqual({
      less: [
        "  - when: { channel: 'web, store', items: '>= 50' } # fifty",
        '    because: { en: A large order., ro: O comandă mare. }',
      ],
      more: [
        "  - when: { channel: 'web, store', items: '>= 60' } # fifty",
        '    because: { en: A large order., ro: O comandă uriașă. }',
      ],
    });
    expect(describeDiff(diff)).toEqual([
      '~ Row 1 is changed',
      `    ${cell} when.items: >= 50 → >= 60`,
      expect.stringContaining('because.ro: O comandă mare. → O comandă uriașă.'),
    ]);
  });

  test('gets new keys beside their neighbours, and loses keys that were emptied', async () => {
    const workbook = await exported(HANDLING);
    type(workbook, 1, 'when.items', null);
    type(workbook, 2, 'when.channel', 'not(direct)');
    type(workbook, 2, 'because.ro', 'O comandă valoroasă.');
    type(workbook, 3, 'then.note', 'late');
    type(workbook, 4, 'when.subject', null);
    type(workbook, 5, 'when.items', 3);
    const { yaml, problems } = await imported(workbook, HANDLING);
    expect(problems).toEqual([]);
    expect(changedLines(HANDLING, yaml).more).toEqual([
      "  - when: { channel: 'web, store' } # fifty",
      '      channel: not(direct)',
      '    because: { en: A valuable order., ro: O comandă valoroasă. }',
      '  - { when: { due: \'date("2026-03-01")\', items: 7 }, then: { handling: web, note: late, until: 2026-12-31, express: true } }',
      '  - then: { handling: store, note: \'= not a formula\', fee: { amount: "5.00", currency: EUR } }',
      '  - when: { items: 3 }',
      "    then: { handling: store, note: 'null' }",
    ]);
  });

  test('takes new rows, laid out like the others, and lets deleted rows go with their comments', async () => {
    const workbook = await exported(HANDLING);
    insert(workbook, 2, {
      'when.items': '[10..50)',
      'then.handling': 'store',
      'then.fee': 7.25,
      'because.en': 'Middle.',
    });
    remove(workbook, 3, 'when.items');
    const { yaml, diff, problems } = await imported(workbook, HANDLING);
    expect(problems).toEqual([]);
    expect(yaml).toContain(
      "    requirement: [A1, A2]\n  - when: { items: '[10..50)' }\n    then: { handling: store, fee: 7.25 }\n    because: Middle.\n  - when:\n",
    );
    expect(yaml).not.toContain('# Late ones.');
    expect(diff.table.map(({ change }) => change)).toEqual(['added', 'removed']);
  });

  test('tells rows that only moved', async () => {
    const workbook = await exported(HANDLING);
    const { sheet, line } = find(workbook, 'when.items');
    sheet.rows.splice(line + 1, 0, remove(workbook, 3, 'when.items'));
    const { yaml, diff } = await imported(workbook, HANDLING);
    expect(diff.table).toEqual([{ change: 'moved', was: 3, row: 1 }]);
    expect(yaml.indexOf('# Late ones.')).toBeLessThan(yaml.indexOf('>= 50'));
    expect(yaml.length).toBe(HANDLING.length);
  });

  test('is understood when somebody numbered the rows anew', async () => {
    const workbook = await exported(HANDLING);
    insert(workbook, 2, { 'when.items': 49, 'then.handling': 'store' });
    const { sheet, line } = find(workbook, 'when.items');
    for (let at = 1; at <= 6; at++) (sheet.rows[line + at] ?? [])[0] = at;
    const { diff } = await imported(workbook, HANDLING);
    expect(diff.table.map(({ change }) => change)).toEqual(['added']);
  });

  test('changes the hit policy, the default and the examples', async () => {
    const workbook = await exported(HANDLING);
    (workbook.sheets[0]?.rows[2] ?? [])[1] = 'any';
    type(workbook, 'default', 'then.handling', 'store');
    type(workbook, 'default', 'then.points', 1);
    type(workbook, 1, 'given.items', 70);
    type(workbook, 2, 'given.total.amount', '2000.00');
    insert(workbook, 3, { name: 'a small order', 'given.items': 1, 'expect.handling': 'web' });
    const { yaml, diff, problems } = await imported(workbook, HANDLING);
    expect(problems).toEqual([]);
    expect(diff.hit).toEqual({ before: 'first', after: 'any' });
    expect(yaml).toContain('\nhit: any\n');
    expect(yaml).toContain('\ndefault: { handling: store, points: 1 }\n');
    expect(yaml).toContain('given: { channel: web, items: 70 }');
    expect(yaml).toContain("total: { amount: '2000.00', currency: EUR }");
    expect(yaml).toMatch(/name: a small order,? .*given: \{ items: 1 \}.*expect: \{ handling: web \}/s);
    expect(diff.examples.map(({ change }) => change)).toEqual(['changed', 'changed', 'added']);
  });

  test('of a list in brackets gets a line for each row', async () => {
    const workbook = await exported(HANDLING, 'other');
    type(workbook, 2, 'then.result', 'a lot');
    const { yaml } = await imported(workbook, HANDLING, { name: 'other' });
    expect(yaml).toContain(
      "table: \n  - { when: { items: '<= 3' }, then: { result: few } }\n  - { when: { items: '> 3' }, then: { result: a lot } }\n",
    );
  });

  test('keeps the ends of lines of Windows', async () => {
    const text = HANDLING.replaceAll('\n', '\r\n');
    const workbook = await exported(text);
    insert(workbook, 2, { 'when.items': 49, 'then.handling': 'store' });
    const { yaml } = await imported(workbook, text);
    expect(yaml.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});

describe('What is wrong in an edited table', () => {
  test('is told by its cell, with the remedy, in two languages', async () => {
    const workbook = await exported(HANDLING);
    const cells = [
      type(workbook, 1, 'when.items', '>= itms'),
      type(workbook, 2, 'then.handling', 'stroe'),
      type(workbook, 4, 'then.points', 'many'),
      type(workbook, 1, 'expect.points', 4),
    ];
    const { problems } = await imported(workbook, HANDLING, { check });
    const lines = problems.filter(({ severity }) => severity === 'error').map((each) => formatProblem(each));
    expect(lines).toEqual([
      expect.stringMatching(`^${cells[0]} UNKNOWN_NAME .*did you mean \`items\``),
      expect.stringMatching(`^${cells[1]} .*did you mean \`store\``),
      expect.stringMatching(`^${cells[2]} `),
    ]);
    for (const each of problems) expect(Object.keys(each.message)).toEqual(expect.arrayContaining(['en', 'ro']));
  });

  test('is an example that fails, told at its cell', async () => {
    const workbook = await exported(HANDLING);
    const cell = type(workbook, 1, 'expect.points', 4);
    const { problems } = await imported(workbook, HANDLING, { check });
    expect(problems.filter(({ severity }) => severity === 'error').map(({ path }) => path)).toEqual([
      [expect.stringMatching(`^Examples!(${cell}|[A-Z]\\d+)$`)],
    ]);
  });

  test('is an export that is older than the decision', async () => {
    const workbook = await exported(HANDLING);
    const newer = HANDLING.replace('>= 50', '>= 55');
    expect((await imported(workbook, newer)).problems.map(({ code }) => code)).toEqual(['EXPORT_OUTDATED']);
    const { problems, diff } = await imported(workbook, newer, { outdated: true });
    expect(problems).toEqual([]);
    expect(describeDiff(diff, 'ro')[0]).toBe('~ Rândul 1 este schimbat');
  });

  test('are columns that are unknown, missing or there twice', async () => {
    const workbook = await exported(HANDLING);
    const { sheet, line } = find(workbook, 'when.items');
    const keys = sheet.rows[line] ?? [];
    keys[keys.indexOf('when.items')] = 'when.itmes';
    keys[keys.indexOf('then.note')] = 'then.points';
    expect((await imported(workbook, HANDLING)).problems.map((each) => formatProblem(each))).toEqual([
      expect.stringMatching(/^C8 UNKNOWN_COLUMN .*did you mean `when.items`/),
      expect.stringMatching(/COLUMN_TWICE/),
      expect.stringMatching(/MISSING_COLUMN The column `when.items`/),
      expect.stringMatching(/MISSING_COLUMN The column `then.note`/),
    ]);
  });
});

describe('Cells as spreadsheets make them', () => {
  const cellsOf = (workbook: Workbook) => {
    const [sheet] = workbook.sheets;
    if (!sheet) throw new Error('There is no sheet.');
    sheet.cells ??= new Map();
    return { sheet, cells: sheet.cells };
  };

  test('are read as they are meant: numbers, booleans, dates, corrected quotes', async () => {
    const workbook = await exported(HANDLING);
    type(workbook, 5, 'when.items', 12);
    type(workbook, 5, 'when.paid', true);
    type(workbook, 5, 'when.due', new Date('2026-05-01T00:00:00.000Z'));
    type(workbook, 5, 'when.subject', '“Gift”');
    type(workbook, 5, 'when.value', '≥ 10');
    type(workbook, 5, 'validTo', '31.12.2026');
    type(workbook, 5, 'then.fee', 0.1 + 0.2);
    type(workbook, 5, 'then.express', false);
    const { yaml, problems } = await imported(workbook, HANDLING);
    expect(problems).toEqual([]);
    const { more } = changedLines(HANDLING, yaml);
    expect(more).toEqual([
      `  - when: { items: 12, value: '>= 10', paid: true, due: date("2026-05-01"), subject: '"Gift"' }`,
      "    then: { handling: store, fee: 0.3, note: 'null', express: false }",
      '    validTo: 2026-12-31',
    ]);
  });

  test('are told when they are dates, errors or formulas that should not be', async () => {
    const workbook = await exported(HANDLING);
    const { sheet, cells } = cellsOf(workbook);
    const date = type(workbook, 1, 'when.items', new Date('2026-05-10T00:00:00.000Z'));
    const error = type(workbook, 2, 'when.items', '#NAME?');
    const comma = type(workbook, 3, 'when.value', '> 10,5');
    const formula = type(workbook, 4, 'then.points', 7);
    const { column } = find(workbook, 'then.points');
    cells.set(`${sheet.rows.findIndex((row, at) => at > 8 && row[0] === 4)},${column}`, {
      value: 7,
      type: 'formula',
      formula: '3+4',
      formulaResult: 7,
    });
    const { problems } = await imported(workbook, HANDLING);
    expect(problems.map(({ code, path }) => [code, path?.[0]])).toEqual([
      ['CELL_IS_A_DATE', date],
      ['CELL_HAS_ERROR', error],
      ['COMMA_MEANS_OR', comma],
      ['FORMULA_READ_AS_VALUE', formula],
    ]);
  });

  test('count for each row when they are merged down, and are refused when merged across', async () => {
    const workbook = await exported(HANDLING);
    const { sheet } = cellsOf(workbook);
    const { column, line } = find(workbook, 'then.points');
    sheet.merges = [{ startRow: line + 1, endRow: line + 2, startCol: column, endCol: column }];
    const { diff, problems } = await imported(workbook, HANDLING);
    expect(problems.map(({ code }) => code)).toEqual(['CELLS_MERGED']);
    expect(describeDiff(diff)[1]).toContain('then.points: 3');
    sheet.merges = [{ startRow: line + 1, endRow: line + 1, startCol: column, endCol: column + 1 }];
    expect((await imported(workbook, HANDLING)).problems.map(({ code }) => code)).toEqual(['COLUMNS_MERGED']);
  });

  test('are read in hidden rows, with a warning', async () => {
    const workbook = await exported(HANDLING);
    const { sheet } = cellsOf(workbook);
    sheet.rowDefs = new Map([[9, { hidden: true }]]);
    const { diff, problems } = await imported(workbook, HANDLING);
    expect(isSame(diff)).toBe(true);
    expect(problems.map((each) => formatProblem(each))).toEqual([
      expect.stringMatching(/^A10 warning ROWS_ARE_HIDDEN/),
    ]);
  });
});
