/**
 * The same decision table by three engines: ours, json-rules-engine and zen-engine. All three must give the same outcome
 * for every fact before anything is measured, and our written answer must account for every row: those that matched, and
 * for each other one the condition that failed (zen-engine's trace tells of the rows that matched only). Each run decides a batch of facts, so that zen-engine, which works in
 * threads, has as many in flight as it likes.
 */
import assert from 'node:assert/strict';
import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import { loadModel } from '@dealwright/metadata';
import { type Answer, type Decision, decisionKind, writeAnswer } from '@dealwright/rules';
import { ZenEngine } from '@gorules/zen-engine';
import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { compare } from './compare.ts';

type Facts = { readonly items: number; readonly total: number; readonly segment: string };
type Outcome = { readonly handling: string; readonly points: number };

const SEGMENTS = ['small', 'medium', 'large', 'public'];
const ENVIRONMENT = { now: '2026-03-02T10:00:00.000Z', zone: 'Europe/Bucharest', locale: 'en' };

interface Row {
  readonly from: number;
  readonly to: number;
  readonly least: number;
  readonly segment: string;
  readonly then: Outcome;
}

function makeRows(count: number): Row[] {
  return Array.from({ length: count }, (_, at) => ({
    from: Math.floor(at / 4) * 3,
    to: Math.floor(at / 4) * 3 + 5,
    least: (at * 7) % 50,
    segment: SEGMENTS[at % 4] ?? 'small',
    then: { handling: `h${at}`, points: at },
  }));
}

function makeFacts(rows: number): Facts[] {
  return Array.from({ length: 64 }, (_, at) => ({
    items: (at * 37) % Math.ceil((rows / 4) * 3),
    total: (at * 13) % 60,
    segment: SEGMENTS[(at * 5) % 4] ?? 'small',
  }));
}

function ourDecision(rows: readonly Row[]): Decision {
  const table = rows.map(({ from, to, least, segment, then }) =>
    JSON.stringify({ when: { items: `[${from}..${to})`, total: `>= ${least}`, segment: `"${segment}"` }, then }),
  );
  const text = `kind: decision
name: bench
facts: { items: integer, total: integer, segment: text }
inputs: { items: items, total: total, segment: segment }
outputs: { handling: text, points: integer }
hit: first
table:
${table.map((each) => `  - ${each}`).join('\n')}
`;
  return load(text);
}

/** The same rows as rules in json-rules-engine's own format. */
function ourRules(rows: readonly Row[]): Decision {
  const rules = rows.map(({ then: { handling, points }, ...row }, at) => {
    return JSON.stringify({
      name: `r${at}`,
      conditions: conditionsOf(row),
      event: { type: handling, params: { points } },
    });
  });
  return load(`kind: decision
name: bench
facts: { items: integer, total: integer, segment: text }
hit: first
rules:
${rules.map((each) => `  - ${each}`).join('\n')}
`);
}

function load(text: string): Decision {
  const { model, problems } = loadModel(
    [{ path: 'bench.yaml', text }],
    [choicesKind, settingKind, entityKind, decisionKind],
  );
  assert(model, JSON.stringify(problems));
  return model.get(decisionKind, 'bench');
}

function conditionsOf({ from, to, least, segment }: Omit<Row, 'then'>): TopLevelCondition {
  return {
    all: [
      { fact: 'items', operator: 'greaterThanInclusive', value: from },
      { fact: 'items', operator: 'lessThan', value: to },
      { fact: 'total', operator: 'greaterThanInclusive', value: least },
      { fact: 'segment', operator: 'equal', value: segment },
    ],
  };
}

function zenDecision(rows: readonly Row[]) {
  const content = {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode', content: { schema: '' }, position: { x: 0, y: 0 } },
      {
        id: 'table',
        name: 'table',
        type: 'decisionTableNode',
        position: { x: 0, y: 0 },
        content: {
          hitPolicy: 'first',
          inputs: ['items', 'total', 'segment'].map((field) => ({ id: field, name: field, field })),
          outputs: ['handling', 'points'].map((field) => ({ id: `o${field}`, name: field, field })),
          rules: rows.map(({ from, to, least, segment, then }, at) => ({
            _id: String(at),
            items: `[${from}..${to})`,
            total: `>= ${least}`,
            segment: `"${segment}"`,
            ohandling: `"${then.handling}"`,
            opoints: String(then.points),
          })),
        },
      },
      { id: 'out', name: 'out', type: 'outputNode', content: { schema: '' }, position: { x: 0, y: 0 } },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
  };
  return new ZenEngine().createDecision(content);
}

function rulesEngine(rows: readonly Row[]): Engine {
  const engine = new Engine();
  for (const [at, { then, ...row }] of rows.entries()) {
    engine.addRule({ name: String(at), conditions: conditionsOf(row), event: { type: 'row', params: then } });
  }
  return engine;
}

async function bench(count: number): Promise<void> {
  const rows = makeRows(count);
  const facts = makeFacts(count);
  const ours = ourDecision(rows);
  const rules = ourRules(rows);
  const zen = zenDecision(rows);
  const engine = rulesEngine(rows);
  for (const each of facts) {
    const answer = ours.decide(each, ENVIRONMENT);
    const { outcome } = answer;
    accountsForEachRow(JSON.parse(writeAnswer(answer)), count);
    const { result } = await zen.evaluate(each);
    const { events } = await engine.run(each);
    assert.deepEqual(outcome, Object.keys(result).length > 0 ? result : null);
    assert.deepEqual(outcome, events[0]?.params ?? null);
    const { outcome: ruled } = rules.decide(each, ENVIRONMENT) as { outcome: { type: string; points: number } | null };
    assert.deepEqual(ruled && { handling: ruled.type, points: ruled.points }, outcome);
  }

  const side = { rounds: 3, secondsARound: 1 };
  const decideAll = () => {
    for (const each of facts) ours.decide(each, ENVIRONMENT);
  };
  await compare({
    ...side,
    name: `decision of ${count} rules, against zen-engine`,
    ours: { name: 'ours, batches', run: decideAll },
    theirs: { name: 'zen, batches', run: () => Promise.all(facts.map((each) => zen.evaluate(each))) },
    atLeast: count >= 1000 ? 100 : count >= 100 ? 20 : 5,
  });
  await compare({
    ...side,
    name: `rules of json-rules-engine's format, ${count} of them, against zen-engine`,
    ours: {
      name: 'ours, batches',
      run() {
        for (const each of facts) rules.decide(each, ENVIRONMENT);
      },
    },
    theirs: { name: 'zen, batches', run: () => Promise.all(facts.map((each) => zen.evaluate(each))) },
    atLeast: count >= 1000 ? 100 : 5,
  });
  await compare({
    ...side,
    name: `decision of ${count} rules, explained and written as JSON, against zen-engine with trace`,
    ours: {
      name: 'ours, batches',
      run() {
        for (const each of facts) Buffer.byteLength(writeAnswer(ours.decide(each, ENVIRONMENT)));
      },
    },
    theirs: {
      name: 'zen, batches',
      run: () =>
        Promise.all(
          facts.map(async (each) => Buffer.byteLength(JSON.stringify(await zen.evaluate(each, { trace: true })))),
        ),
    },
    atLeast: count >= 100 ? 20 : 10,
  });
  await compare({
    ...side,
    name: `decision of ${count} rules, against json-rules-engine`,
    ours: { name: 'ours, batches', run: decideAll },
    theirs: {
      name: 'json-rules-engine, batches',
      async run() {
        for (const each of facts) await engine.run(each);
      },
    },
    atLeast: 20,
  });
}

/** Under `first`, rows behind the one that matched may match, too; all others are told with their failing condition. */
function accountsForEachRow({ matched, unmatched }: Answer, count: number): void {
  const [first] = matched;
  const told = unmatched.flatMap(({ tests }) => Object.keys(tests).map(Number));
  assert.equal(new Set(told).size, told.length);
  const last = first ? Number(first.rule) : count + 1;
  for (let row = 1; row < last; row++) assert(told.includes(row), `row ${row} is not explained`);
}

for (const count of [10, 100, 1000]) await bench(count);
