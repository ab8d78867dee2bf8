import { type FeelType, type FeelValue, fromWire, toWire } from '@dealwright/expressions';
import { type Decision, decisionKind } from '@dealwright/rules';
import type { Json, JsonObject } from '@dealwright/values';
import { expect, test } from '@jest/globals';
import { DmnModdle } from 'dmn-moddle';
import fc from 'fast-check';
import { compileDmn, exportDmn, importDmn, readDmn } from '../src/index.ts';
import { ENVIRONMENT, modelOf, SHOP } from './dmn-shop.ts';

const model = modelOf(SHOP);
const names = [...model.all(decisionKind).keys()];

function exported(name: string): string {
  const { xml, problems } = exportDmn(model, [name]);
  if (xml === undefined) throw new Error(JSON.stringify(problems));
  return xml;
}

const money = fc.integer({ min: -1_000, max: 700_000 }).map((cents) => (cents / 100).toFixed(2));
const day = fc.date({ min: new Date('2015-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
const facts: fc.Arbitrary<JsonObject> = fc.record(
  {
    total: fc.option(money),
    pieces: fc.option(fc.integer({ min: 0, max: 12 })),
    channel: fc.option(fc.constantFrom('web', 'shop', 'direct')),
    known: fc.option(fc.boolean()),
    orders: fc.option(fc.integer({ min: 0, max: 20 })),
    since: fc.option(day.map((each) => each.toISOString().slice(0, 10))),
    tags: fc.option(fc.array(fc.constantFrom('press', 'staff'), { maxLength: 3 })),
  },
  { requiredKeys: [] },
);

const FACTS: Readonly<Record<string, FeelType>> = {
  total: { kind: 'number' },
  pieces: { kind: 'number' },
  channel: { kind: 'string' },
  known: { kind: 'boolean' },
  orders: { kind: 'number' },
  since: { kind: 'date' },
  tags: { kind: 'list', of: { kind: 'string' } },
};

/** In a model, the value of a decision with one output is that output itself. */
function asValue({ outputs, hit, logic }: Decision, outcome: Json): Json {
  const [only, ...more] = outputs.keys();
  const isFormulas = logic.is === 'table' && logic.rows[0]?.inOrder === true;
  if (only === undefined || more.length > 0 || isFormulas || hit.startsWith('collect ')) return outcome;
  const bare = (each: Json): Json => (each as JsonObject | null)?.[only] ?? null;
  return Array.isArray(outcome) ? outcome.map(bare) : bare(outcome);
}

/** Outputs that a row does not name are null in a model; a number is the same however many zeros it is written with. */
function filled(value: Json, decision: Decision): Json {
  if (Array.isArray(value)) return value.map((each: Json) => filled(each, decision));
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return toWire(fromWire(value, { kind: 'number' }));
  if (typeof value !== 'object' || value === null) return value;
  const entries = [...decision.outputs.keys()].map((key) => [
    key,
    filled((value as JsonObject)[key] ?? null, decision),
  ]);
  return Object.fromEntries(entries);
}

test.each(names)('%s is decided alike as content and as a model of DMN', (name) => {
  const decision = model.get(decisionKind, name);
  const { model: read } = readDmn(exported(name), `${name}.dmn`);
  if (!read) throw new Error('not read');
  const program = compileDmn(read);
  expect(program.problems).toEqual([]);
  const variable = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  fc.assert(
    fc.property(facts, (given) => {
      const inputs = new Map<string, FeelValue>(
        Object.entries(given).map(([key, value]) => [key, fromWire(value, FACTS[key] ?? { kind: 'any' })]),
      );
      const answer = program.decide(variable, inputs, ENVIRONMENT);
      const { outcome } = decision.decide(given, ENVIRONMENT);
      expect(filled(toWire(answer?.value ?? null), decision)).toEqual(filled(asValue(decision, outcome), decision));
    }),
    { numRuns: 300 },
  );
});

test.each(names)('%s comes back from a model of DMN as content that decides alike', (name) => {
  const { documents, problems } = importDmn(exported(name), `${name}.dmn`);
  expect(problems).toEqual([]);
  const back = modelOf(...documents.map((each) => ({ path: `${each.kind}-${each.name}.yaml`, text: each.text })));
  const [before, after] = [model.get(decisionKind, name), back.get(decisionKind, name)];
  expect([...after.outputs.keys()]).toEqual([...before.outputs.keys()]);
  fc.assert(
    fc.property(facts, (given) => {
      const outcomes = [before, after].map((each) => filled(each.decide(given, ENVIRONMENT).outcome, before));
      expect(outcomes[1]).toEqual(outcomes[0]);
    }),
    { numRuns: 300 },
  );
});

test('what comes back keeps its label and its reasons', () => {
  const { documents } = importDmn(exported('order-handling'), 'shop.dmn');
  const texts = documents.map(({ text }) => text).join();
  expect(texts).toContain('label: How an order is handled');
  expect(texts).toContain('because: faithful');
});

test.each(names)('%s is read by the library of Camunda Modeler without a warning', async (name) => {
  const { warnings, rootElement } = await new DmnModdle().fromXML(exported(name));
  expect(warnings).toEqual([]);
  expect(rootElement.dmnDI.diagrams[0].diagramElements.length).toBeGreaterThan(1);
});

test('rules of json-rules-engine cannot be written, nor what is no decision', () => {
  const rules = modelOf({
    path: 'rules.yaml',
    text: `
kind: decision
name: alarms
facts: { total: decimal }
rules:
  - { conditions: { all: [{ fact: total, operator: greaterThan, value: 5 }] }, event: { type: alarm } }
`,
  });
  expect(exportDmn(rules, ['alarms'])).toMatchObject({ xml: undefined, problems: [{ code: 'NOT_A_TABLE' }] });
  expect(exportDmn(rules, ['alarm'])).toMatchObject({ xml: undefined, problems: [{ code: 'UNKNOWN_DECISION' }] });
});

test('a function of ours is told, because other tools do not know it', () => {
  const content = modelOf({
    path: 'days.yaml',
    text: `
kind: decision
name: age
facts: { since: date }
outputs: { days: integer }
is: { days: 'days between(since, today())' }
`,
  });
  expect(exportDmn(content, ['age']).problems).toMatchObject([{ code: 'NOT_OF_DMN', severity: 'warning' }]);
});
