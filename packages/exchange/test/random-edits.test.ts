import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CellValue } from 'hucre/xlsx';
import { parse, stringify } from 'yaml';
import { exported, find, imported } from './shop.ts';

/** Text that spreadsheets and YAML like to mangle. */
const text = fc.oneof(
  fc.constantFrom(
    '007',
    '10..50',
    '=1+1',
    '+40',
    '1-2',
    'true',
    'null',
    '"quoted"',
    "it's",
    'a: b',
    '# no comment',
    '{x}',
    '[y]',
    '1e5',
    '- z',
    '@here',
    '2026-01-01',
    '12,5',
    '“typed”',
    'ăâîșț',
  ),
  fc
    .string({ minLength: 1, maxLength: 12 })
    .map((each) => each.trim())
    .filter((each) => each !== ''),
);
const items = fc.oneof(
  fc.integer({ min: -99, max: 99 }),
  fc.integer().map((each) => `>= ${each}`),
  fc.constantFrom('[1..5)', '3, 4', 'not(7)', '-'),
);

interface Row {
  when?: { items?: number | string; channel?: string };
  then: { note?: string; points?: number };
  because?: { en: string; ro: string };
}

const row: fc.Arbitrary<Row> = fc
  .record(
    {
      when: fc.record({ items, channel: fc.constantFrom('web', 'web, store', 'not(direct)') }, { requiredKeys: [] }),
      then: fc.record({ note: text, points: fc.integer({ min: 0, max: 9 }) }, { requiredKeys: ['note'] }),
      because: fc.record({ en: text, ro: text }),
    },
    { requiredKeys: ['then'] },
  )
  .map(({ when, ...rest }) => (when && Object.keys(when).length > 0 ? { when, ...rest } : rest));

/** Text that is typed; what begins a text in quotes must end it, and a computed value must be one. */
const typed = text.filter((each) => !/^["=]/.test(each) || each === '"quoted"');

/** What a person does to a row: types a note, or points, or a condition; deletes it; inserts one above it. */
const edit = fc.oneof(
  fc.record({ does: fc.constant('type' as const), key: fc.constant('then.note' as const), value: typed }),
  fc.record({
    does: fc.constant('type' as const),
    key: fc.constant('then.points' as const),
    value: fc.integer({ min: 10, max: 99 }),
  }),
  fc.record({ does: fc.constant('type' as const), key: fc.constant('when.items' as const), value: fc.option(items) }),
  fc.record({ does: fc.constant('delete' as const) }),
  fc.record({ does: fc.constant('insert' as const), value: fc.integer({ min: 100, max: 999 }) }),
);

/** One edit for some of the rows. */
const cases = fc.array(fc.tuple(row, fc.option(edit, { freq: 2 })), { minLength: 1, maxLength: 8 });

const yamlOf = (rows: readonly Row[], inBraces: boolean) => `kind: decision
name: random
about: Order
inputs: { items: items, channel: channel }
outputs: { note: text, points: integer }
hit: first
table:
${rows.map((each, at) => `  # row ${at + 1}\n${rowOf(each, inBraces)}`).join('')}`;

/** In braces as JSON is, which is YAML too. */
const rowOf = (row: Row, inBraces: boolean) =>
  inBraces ? `  - ${JSON.stringify(row)}\n` : stringify([row], { indent: 2 }).replace(/^(?=.)/gm, '  ');

describe('Random edits of random tables', () => {
  test('are told as just these edits, and leave the YAML saying just that', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.boolean(), async (all, inBraces) => {
        const rows = all.map(([each]) => each);
        const yaml = yamlOf(rows, inBraces);
        const workbook = await exported(yaml, 'random');
        const { sheet, line } = find(workbook, 'then.note');
        const expected: Row[] = [];
        const said: string[] = [];
        const lines: CellValue[][] = [];
        for (const [at, [before, does]] of all.entries()) {
          const cells = [...(sheet.rows[line + 1 + at] ?? [])];
          const after = structuredClone(before);
          if (does?.does === 'insert') {
            const added: CellValue[] = cells.map(() => null);
            added[find(workbook, 'then.points').column] = does.value;
            lines.push(added);
            expected.push({ then: { points: does.value } });
            said.push('added');
          }
          if (does?.does === 'delete') continue;
          if (does?.does === 'type') {
            const { column } = find(workbook, does.key);
            cells[column] = does.value;
            typeInto(after, does.key, does.value);
            if (!isDeepStrictEqual(tidy(after), tidy(before))) said.push('changed');
          }
          lines.push(cells);
          expected.push(after);
        }
        fc.pre(expected.length > 0);
        sheet.rows.splice(line + 1, all.length, ...lines);
        const { yaml: result, diff, problems } = await imported(workbook, yaml, { name: 'random' });
        const deleted = all.filter(([, does]) => does?.does === 'delete').map(() => 'removed');
        expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(diff.table.map(({ change }) => change)).toEqual([...said, ...deleted]);
        expect((parse(result) as { table: Row[] }).table.map(tidy)).toEqual(expected.map(tidy));
        for (const [at, [, does]] of all.entries()) {
          if (does?.does !== 'delete' && at > 0) expect(result).toContain(`# row ${at + 1}\n`);
        }
      }),
      { numRuns: 25 },
    );
  });
});

function typeInto(row: Row, key: string, value: string | number | null): void {
  if (key === 'then.note') row.then.note = readBack(String(value));
  if (key === 'then.points') row.then.points = Number(value);
  if (key !== 'when.items') return;
  const { items: _, ...others } = row.when ?? {};
  const when = value === null ? others : { ...others, items: value };
  delete row.when;
  if (Object.keys(when).length > 0) row.when = when;
}

/** What a person types into a cell of an outcome is a value, unless it is one of the special forms. */
function readBack(typed: string): string {
  if (typed === 'null') return null as never;
  return /^"/.test(typed) ? (JSON.parse(typed) as string) : typed;
}

const tidy = (row: Row) => ({
  when: { ...row.when },
  then: { ...row.then },
  because: row.because ? { ...row.because } : null,
});
