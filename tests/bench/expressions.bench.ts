/**
 * The same conditions and formulas by our compiled expressions and by `@bpmn-io/feelin`, which parses at each call, as
 * its users call it. Both must give the same before anything is measured.
 */
import assert from 'node:assert/strict';
import { evaluate as feelin } from '@bpmn-io/feelin';
import { compileExpression, contextType, type FeelType } from '@dealwright/expressions';
import { compare } from './compare.ts';

const number: FeelType = { kind: 'number' };
const text: FeelType = { kind: 'string' };
const line = contextType('Line', { amount: number, status: text });
const scope = contextType('Order', {
  pieces: number,
  total: contextType('Money', { amount: number, currency: text }),
  segment: text,
  lines: { kind: 'list', of: line },
});
const lines = Array.from({ length: 20 }, (_, at) => ({ amount: at, status: at % 3 ? 'open' : 'closed' }));
const record = { pieces: 60, total: { amount: 1234.5, currency: 'EUR' }, segment: 'large', lines };
const environment = { now: '2026-01-02T10:00:00.000Z', zone: 'Europe/Bucharest', locale: 'en' };

const cases: readonly (readonly [name: string, expression: string, atLeast: number])[] = [
  ['a condition', 'pieces >= 50 and total.amount > 500', 20],
  ['a choice', 'if segment in ("large", "public") then pieces * 2 else pieces', 20],
  ['a sum over twenty lines', 'sum(lines[status = "open"].amount)', 3],
];

for (const [name, expression, atLeast] of cases) {
  const { result, problems } = compileExpression(expression, { scope });
  assert.deepEqual(problems, []);
  assert(result);
  assert.deepEqual(result.evaluate(record, environment).value, feelin(expression, record).value);
  await compare({
    name: `${name}, against feelin`,
    ours: { name: 'compiled', run: () => result.evaluate(record, environment) },
    theirs: { name: 'feelin', run: () => feelin(expression, record) },
    atLeast,
  });
}

const [, condition = ''] = cases[0] ?? [];
await compare({
  name: 'compiling and checking a condition, against one evaluation by feelin',
  ours: { name: 'compiling', run: () => compileExpression(condition, { scope }) },
  theirs: { name: 'feelin', run: () => feelin(condition, record) },
  atLeast: 0.3,
});
