import { formatProblem, type Problem } from '@dealwright/diagnostics';
import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import type { Environment } from '@dealwright/expressions';
import { type Loaded, loadModel } from '@dealwright/metadata';
import type { JsonObject } from '@dealwright/values';
import { type Answer, type Decision, decisionKind } from '../src/index.ts';

export const ENVIRONMENT: Environment = { now: '2026-03-02T10:00:00.000Z', zone: 'Europe/Bucharest', locale: 'en' };

/** A small shop: customers and their orders. */
const SHOP = `
kind: choices
name: segment
values: { small: { en: Small, ro: Mic }, large: { en: Large, ro: Mare }, key-account: { en: Key account, ro: Client cheie } }
---
kind: choices
name: channel
values: { web: Web, shop: Shop, direct: { en: Direct sales, ro: Vânzări directe } }
---
kind: setting
name: largeOrder
label: { en: What counts as large, ro: Ce înseamnă mare }
type: decimal
value: '1000.00'
---
kind: entity
name: Customer
title: name
fields:
  name: { type: text }
  segment: { type: choice, of: segment }
  points: { type: integer }
---
kind: entity
name: Order
title: subject
fields:
  subject: { type: text }
  channel: { type: choice, of: channel, label: { en: Channel, ro: Canal } }
  items: { type: integer, label: { en: Items, ro: Articole } }
  discount: { type: decimal }
  total: { type: money, currency: EUR }
  paid: { type: boolean }
  due: { type: date }
  placedAt: { type: instant }
  tags: { type: choices, of: segment }
  customer: { type: reference, to: Customer }
  perItem: { type: formula, returns: decimal, is: total.amount / items }
`;

const KINDS = [choicesKind, settingKind, entityKind, decisionKind];

/** Loads decisions over the shop. */
export function load(yaml: string): Loaded {
  return loadModel(
    [
      { path: 'shop.yaml', text: SHOP },
      { path: 'test.yaml', text: yaml },
    ],
    KINDS,
  );
}

/** The problems of the test's own file, each as one line without the file's name. */
export function problemsOf(yaml: string): readonly string[] {
  const own = load(yaml).problems.filter(
    (each: Problem) => each.place?.file === 'test.yaml' && each.severity === 'error',
  );
  return own.map((each) => formatProblem(each).replace('test.yaml:', ''));
}

/** The decision of that name, or an error that shows every problem. */
export function decisionOf(yaml: string, name = 'test'): Decision {
  const { model, problems } = load(yaml);
  if (!model) throw new Error(problems.map((each) => formatProblem(each)).join('\n'));
  return model.get(decisionKind, name);
}

export function decide(decision: Decision, facts: JsonObject, environment = ENVIRONMENT): Answer {
  return decision.decide(facts, environment);
}
