import { readFileSync } from 'node:fs';
import { showProblem } from '@dealwright/diagnostics';
import { describe, expect, test } from '@jest/globals';
import { compileExpression, compileFunction, contextType, type FeelType, fromWire } from '../src/index.ts';
import { showValue } from '../src/values/show.ts';
import { environment } from './order-scope.ts';

const guide = readFileSync(new URL('../../../docs/feel-guide.md', import.meta.url), 'utf8');

const number: FeelType = { kind: 'number' };
const text: FeelType = { kind: 'string' };
const scope = contextType('Order', {
  pieces: number,
  total: contextType('Money', { amount: number, currency: text }),
  segment: text,
  due: { kind: 'date' },
  createdAt: { kind: 'date and time' },
  discount: number,
  'monthly fee': number,
  tags: { kind: 'list', of: text },
  lines: { kind: 'list', of: contextType('Line', { amount: number, status: text }) },
});
const order = {
  pieces: 60,
  total: { amount: '1234.50', currency: 'EUR' },
  segment: 'large',
  due: '2026-02-01',
  createdAt: '2026-01-01T10:00:00.000Z',
  discount: null,
  'monthly fee': '9.99',
  tags: ['new', 'urgent'],
  lines: [
    { amount: '10.50', status: 'open' },
    { amount: 3, status: 'closed' },
  ],
};
const values = new Map(scope.names().map((name) => [name, valueOfField(name)]));

function valueOfField(name: string) {
  const json = Object.entries(order).find(([key]) => key === name)?.[1];
  return fromWire(json, scope.member(name)?.type ?? { kind: 'any' });
}

/** The rows of the tables that begin with this head: the cells that are code and nothing else. */
function rowsUnder(head: string): string[][] {
  const tables = guide.split(/\n\n/).filter((each) => each.startsWith(`| ${head} |`));
  const rows = tables.flatMap((table) => table.trim().split('\n').slice(2));
  return rows.map((row) => row.split(' | ').flatMap((cell) => /^(?:\| )?`([^`]+)`(?: \|)*$/.exec(cell)?.[1] ?? []));
}

function run(expression: string, input?: FeelType) {
  const { result, problems } = compileFunction(expression, { scope, ...(input && { input }) });
  expect([expression, problems]).toEqual([expression, []]);
  return result;
}

describe('the guide says what expressions are', () => {
  const rows = [...rowsUnder('write'), ['pieces', '60']];
  test.each(rows.map((cells) => [cells[0] ?? '', cells.at(-1) ?? '']))('%s is %s', (expression, is) => {
    const value = run(expression)?.run(values, environment).value ?? null;
    expect(showValue(value, true)).toBe(is);
  });

  test('about all of them', () => {
    expect(rows.length).toBeGreaterThan(50);
  });
});

test.each(rowsUnder('cell').map(([cell = '', yes = '', no]) => [cell, yes, no] as const))(
  'the cell %s accepts %s and not %s',
  (cell, yes, no) => {
    const accepts = (input: string) => {
      const value = run(input)?.run(values, environment).value ?? null;
      return run(cell, number)?.run(values, environment, value).value;
    };
    expect(accepts(yes)).toBe(true);
    if (no !== undefined) expect(accepts(no)).not.toBe(true);
  },
);

test('the messages that the guide shows are those that are given', () => {
  const [diagnostic] =
    compileExpression('pieces / (pieces - 60)', { scope, name: 'Price, row 3' }).result?.evaluate(order, environment)
      .diagnostics ?? [];
  const [problem] = compileExpression('pieces = "50"', { scope, name: 'row 3' }).problems;
  if (!diagnostic || !problem) throw new Error('nothing is told');
  expect(guide).toContain(showProblem({ severity: 'warning', ...diagnostic }));
  expect(guide).toContain(showProblem(problem));
});
