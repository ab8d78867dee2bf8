import { readFileSync, writeFileSync } from 'node:fs';
import { type Problem, showProblem } from '@dealwright/diagnostics';
import { expect, test } from '@jest/globals';
import { type ContextType, compileExpression, contextType, type FeelType } from '../src/index.ts';
import { environment, order, orderScope } from './order-scope.ts';

/** `UPDATE_GOLDEN=1` writes the files anew; read the difference before you commit it. */
function holdAgainst(name: string, text: string): void {
  const file = new URL(`golden/${name}`, import.meta.url);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

const boolean: FeelType = { kind: 'boolean' };

/** What an analyst writes by mistake, by what is wrong with it. */
const mistakes: Readonly<Record<string, readonly string[]>> = {
  'Unknown names': [
    'peices > 3',
    'pieces > 3 and actve',
    'customer.segmant = "large"',
    'montly fee > 3',
    'settings.limit',
    'lines[amont > 3]',
    'some l in lines satisfies l.amont > 3',
    'for l in lines return l.x',
    '{ a: 1 }.b',
    'customer.segment.name = "x"',
    'due.years',
    'string lenght(title)',
    'round(pieces, 2)',
    'len(title)',
    'contains(text: title, match: "a")',
    'get value(customer, "nme")',
    'pieces instance of numbr',
    'not active',
    '?',
  ],
  'Text, numbers, dates and records compared': [
    'pieces = "50"',
    'pieces = "fifty"',
    'title > 5',
    'active = "true"',
    'active = 1',
    'due = "2026-01-01"',
    'due > "2026"',
    'createdAt > due',
    'total = 500',
    'customer = "Acme"',
    'customer = me.id',
    'customer > 3',
    'active > false',
    'lines > 3',
    'lines.amount > 5',
    'tags = "urgent"',
    'now > createdAt',
    'pieces in ["a", "b"]',
    'due between "2026-01-01" and "2026-12-31"',
    '1 < pieces < 5',
    '[1..5] = 3',
    '[due..pieces]',
    'list contains(tags, 5)',
    'max(tags, 3)',
    'before(5, "a")',
  ],
  'Values that a choice does not have': [
    'status = "opne"',
    '"Open" = status',
    'status in ("opne", "won")',
    'customer.segment = "huge"',
    'lines[status = "opne"]',
  ],
  'Wrong operands': [
    'title + 1',
    '1 + title',
    'total.amount + total.currency',
    'title - "a"',
    'title * 2',
    'due + 1',
    'due + "P30D"',
    'createdAt + due',
    'total + 5',
    'active + 1',
    'lines + 1',
    'lines.amount + 1',
    '-title',
    '5(3)',
    '{ a: 1, a: 2 }',
  ],
  'Wrong arguments': [
    'contains(title)',
    'contains(title, "a", "b")',
    'min()',
    'contains(title, 5)',
    'contains(title, pieces)',
    'contains(customer, "a")',
    'sum(lines)',
    'sum(title)',
    'string join(lines, ", ")',
    'days between(due, "2026-01-01")',
    'overlaps(1, 2)',
    'round half up(total, 2)',
    'concatenate(tags, 5)',
    'sort(lines)',
    'sort(lines, function(a) a)',
    'number(pieces)',
    '(function(x: number) x)("a")',
    '(function(x) x)(1, 2)',
  ],
  'Not true or false': [
    'if pieces then 1 else 2',
    'not(pieces)',
    'active and pieces',
    'active or title = "a" or 5',
    'every l in lines satisfies l.amount',
    'lines[title]',
    'some l in title satisfies l = "a"',
    'for i in pieces return i',
  ],
  'A `when` that is no condition': [
    'when: pieces + 1',
    'when: title',
    'when: null',
    'when: if active then null else null',
    'when: now',
  ],
  'Always null': [
    '1 / 0',
    'pieces / 0',
    'pieces + null',
    'pieces > null',
    'date("2026-02-30")',
    'date("31.01.2026")',
    'duration("5 days")',
    'number("abc")',
    'matches(title, "[")',
    'matches(title, "(?=a)")',
    'lines[0]',
    '[1, 2, 3][5]',
    '@"31.01.2026"',
    '3 in [5..1]',
    'pieces between 10 and 5',
    '1e7000',
  ],
  'What cannot be read': [
    'pieces == 5',
    'pieces => 5',
    'pieces <> 5',
    'active && active',
    '!active',
    "title = 'x'",
    'title = „x”',
    'title = "x',
    '1,5 > pieces',
    '50% > pieces',
    'pieces is null',
    'title like "a%"',
    'tags contains "urgent"',
    '(pieces > 3',
    'pieces > 3)',
    'pieces >',
    'pieces > 3 pieces < 5',
    'pieces > 3, 5',
    'if pieces > 3 then "a"',
    'pieces in [1..5',
    'function(a) external { java: { class: "X" } }',
  ],
};

/** Each message in both languages, with its place. */
function inBothLanguages(problem: Problem): string {
  const [, ro] = [showProblem(problem, 'en'), showProblem(problem, 'ro').split('\n')[0]];
  return `${showProblem(problem, 'en')}\n  ${ro}`;
}

function problemsOf(line: string): readonly Problem[] {
  const text = line.replace(/^when: /, '');
  return compileExpression(text, { name: 'row 3', scope: orderScope, ...(text !== line && { expects: boolean }) })
    .problems;
}

function check(line: string): string {
  return [`> ${line}`, ...problemsOf(line).map(inBothLanguages), ''].join('\n');
}

test('every mistake of an analyst is told in these words', () => {
  const parts = Object.entries(mistakes).map(([title, lines]) => `# ${title}\n\n${lines.map(check).join('\n')}`);
  holdAgainst('mistakes.txt', parts.join('\n'));
});

test('every message at load says what to type, in both languages', () => {
  const both = { en: expect.any(String), ro: expect.any(String) };
  for (const line of Object.values(mistakes).flat()) {
    const problems = problemsOf(line);
    expect([line, problems.length > 0]).toEqual([line, true]);
    for (const { message, hint } of problems) expect([line, message, hint]).toEqual([line, both, both]);
  }
});

/** What turns to null while it runs, though nothing was wrong with it at load. */
const nulls: readonly string[] = [
  'pieces / (pieces - 60)',
  '1 + pieces / (pieces - 60)',
  'total.amount / extra.none',
  'extra.a[1] > extra.none',
  'extra.text + pieces',
  '-extra.text',
  'extra.text and active',
  'if extra.text then 1 else 2',
  'some l in lines satisfies extra.text',
  'not(extra.none)',
  'customer.parent.name + "!"',
  'extra.none.name',
  'extra.text.length',
  'extra.text(1)',
  'lines[9].amount',
  'lines[pieces].amount',
  'tags[extra.a[1] / 2]',
  'extra.none[1]',
  'for x in extra.none return x',
  'for i in 1..extra.text return i',
  '[extra.text..pieces]',
  'sum(extra.a)',
  'sum([1, extra.none])',
  'substring(title, pieces)',
  'substring before(extra.none, "a")',
  'date(extra.text)',
  'date(pieces, 13, 1)',
  'matches(title, extra.pattern)',
  'number(title)',
  'sqrt(0 - pieces)',
  '10 ** 5000 * pieces ** 5000',
  'modulo(pieces, pieces - 60)',
  'sort([1, extra.text])',
  'max(1, extra.text)',
  'get value(extra, "none")',
  'context put(extra, [], 1)',
  '(function(x: number) x)(extra.text)',
  '@"2026-01-31T10:00:00".time offset + @"PT1H"',
  'wrong fact + 1',
  'for i in 1..10000000 return i',
  'for i in 1..1000 return count(for j in 1..2000 return j)',
  '{ f: function(g, k) g(g, k + 1), r: f(f, 1) }.r',
];

const facts = {
  ...order,
  customer: { ...order.customer, parent: null },
  extra: { a: [1, 'two', { b: 3 }], text: 'abc', pattern: '(' },
  'wrong fact': 'ten',
};
const scope: ContextType = contextType('Order', {
  ...Object.fromEntries(orderScope.names().map((name) => [name, orderScope.member(name)?.type ?? { kind: 'any' }])),
  customer: contextType('Customer', {
    name: { kind: 'string' },
    parent: contextType('Parent', { name: { kind: 'string' } }),
  }),
  'wrong fact': { kind: 'number' },
});

function evaluate(text: string) {
  const { result, problems } = compileExpression(text, { scope, name: 'row 3' });
  if (!result) throw new Error(`${text}: ${problems.map((each) => showProblem(each)).join()}`);
  return result.evaluate(facts, environment);
}

test('an evaluation that turned to null says in these words where and why', () => {
  const parts = nulls.map((text) => {
    const { value, diagnostics } = evaluate(text);
    const told = diagnostics.map((each) => inBothLanguages({ severity: 'warning', ...each }));
    return [`> ${text}`, ...told, `= ${JSON.stringify(value)}`, ''].join('\n');
  });
  holdAgainst('nulls.txt', parts.join('\n'));
});

test('no null comes without a reason, in both languages', () => {
  const both = { en: expect.any(String), ro: expect.any(String) };
  for (const text of nulls) {
    const { diagnostics } = evaluate(text);
    expect([text, diagnostics.length > 0]).toEqual([text, true]);
    for (const { message } of diagnostics) expect([text, message]).toEqual([text, both]);
  }
});
