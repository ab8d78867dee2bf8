import { formatProblem } from '@dealwright/diagnostics';
import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import type { Environment } from '@dealwright/expressions';
import { loadModel, type Model, type Source } from '@dealwright/metadata';
import { decisionKind } from '@dealwright/rules';

export const ENVIRONMENT: Environment = { now: '2026-03-02T10:00:00.000Z', zone: 'Europe/Bucharest', locale: 'en' };

/** The Model of these files, or an error that shows every problem. */
export function modelOf(...sources: readonly Source[]): Model {
  const { model, problems } = loadModel(sources, [choicesKind, settingKind, entityKind, decisionKind]);
  if (model) return model;
  throw new Error(problems.map((each) => formatProblem(each)).join('\n'));
}

/** Decisions of every kind that DMN can say. */
export const SHOP: Source = {
  path: 'shop.yaml',
  text: `
kind: choices
name: channel
values: [web, shop, direct]
---
kind: choices
name: level
values: [high, medium, low]
---
kind: setting
name: dearFrom
type: decimal
value: '99.50'
---
kind: decision
name: customer-score
facts: { orders: integer, since: date, tags: { type: list, of: text } }
inputs: { orders: orders, since: since, tags: tags }
outputs: { points: integer }
hit: first
table:
  - { when: { orders: ">= 10", since: "< date(\\"2020-01-01\\")" }, then: { points: 100 }, because: faithful }
  - { when: { tags: "list contains(?, \\"press\\")" }, then: { points: 70 } }
  - { when: { orders: "[3..10)" }, then: { points: { is: "orders * 5" } } }
default: { points: 0 }
---
kind: decision
name: order-handling
label: How an order is handled
facts: { total: decimal, pieces: integer, channel: { type: choice, of: channel }, known: boolean }
decide: { score: customer-score }
inputs: { total: total, each: total / pieces, score: score.points, channel: channel, known: known }
outputs: { by: text, fee: decimal, level: { type: choice, of: level }, from: date }
hit: first
table:
  - { when: { score: ">= 70" }, then: { by: "care \\"plus\\"", fee: 0, level: high, from: 2026-01-31 } }
  - { when: { each: ">= settings.dearFrom", channel: "direct, shop" }, then: { by: person, fee: { is: "each * 0.02" }, level: medium } }
  - { when: { total: "(0..50], [1000..2000), > 5000", known: "true" }, then: { by: machine, fee: { is: "settings.dearFrom / 2" }, level: low } }
  - { when: { channel: not(web) }, then: { by: anybody, fee: '1.50', level: low } }
---
kind: decision
name: hints
facts: { total: decimal, known: boolean }
inputs: { total: total, known: known }
outputs: { hint: text }
hit: collect
table:
  - { when: { total: "> 100" }, then: { hint: large } }
  - { when: { known: "false" }, then: { hint: new } }
  - { when: { total: "null" }, then: { hint: nothing said } }
---
kind: decision
name: fees
facts: { total: decimal, pieces: integer }
inputs: { total: total, pieces: pieces }
outputs: { fee: decimal }
hit: collect sum
table:
  - { when: { total: "> 100" }, then: { fee: '10.10' } }
  - { when: { pieces: "> 3" }, then: { fee: { is: "pieces * 0.3" } } }
---
kind: decision
name: risk
facts: { total: decimal, pieces: integer }
inputs: { total: total, pieces: pieces }
outputs: { level: { type: choice, of: level }, why: text }
hit: priority
table:
  - { when: { total: "> 10" }, then: { level: low, why: some }, because: some money }
  - { when: { total: "> 100" }, then: { level: high, why: much } }
  - { when: { pieces: "> 5" }, then: { level: medium, why: many } }
---
kind: decision
name: steps
facts: { total: decimal, pieces: integer }
inputs: { total: total, pieces: pieces }
outputs: { step: text }
hit: output-order
table:
  - { when: { total: "> 10" }, then: { step: ask }, priority: 1 }
  - { when: { total: "> 100" }, then: { step: visit }, priority: 3 }
  - { when: { pieces: "> 5" }, then: { step: call }, priority: 2, validFrom: 2026-01-01 }
  - { then: { step: never }, validTo: 2026-02-01 }
---
kind: decision
name: payment
facts: { total: decimal, pieces: integer }
decide: { fee: fees, score: customer-score }
outputs: { base: decimal, monthly: decimal, told: text }
is:
  base: total + fee
  monthly: if pieces > 0 then base / pieces else null
  told: '"points: " + string(score.points) // as text'
`,
};
