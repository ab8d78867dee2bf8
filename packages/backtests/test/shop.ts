import { type Actor, permissionKind, roleKind, SYSTEM } from '@dealwright/access';
import { formatProblem, type Problem } from '@dealwright/diagnostics';
import { choicesKind, type Entity, entityKind, settingKind } from '@dealwright/entities';
import { ALWAYS, evaluatePredicate } from '@dealwright/expressions';
import { loadModel, type Model } from '@dealwright/metadata';
import type { Context, ListQuery, PageOfRows, RecordStore, Row, Selection } from '@dealwright/records';
import { decisionKind } from '@dealwright/rules';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import {
  type BacktestQuestion,
  type BacktestResult,
  type BacktestStep,
  type Change,
  planBacktest,
  runBacktest,
} from '../src/index.ts';

/** A small shop: customers of regions, with orders, and a decision on the discount of a customer. */
const ENTITIES = `kind: entity
name: User
title: name
fields: { name: { type: text } }
---
kind: role
name: clerk
---
kind: role
name: everyone
---
kind: permission
name: clerks
role: clerk
entities:
  Customer: { read: size != "large", hide: [secret] }
  Region: { read: name = "North" }
---
kind: choices
name: size
values: { small: { en: Small, ro: Mic }, medium: { en: Medium, ro: Mediu }, large: { en: Large, ro: Mare } }
---
kind: entity
name: Region
title: name
fields: { name: { type: text }, risk: { type: integer } }
---
kind: entity
name: Customer
label: { en: Customer, ro: Client }
plural: { en: Customers, ro: Clienți }
title: name
fields:
  name: { type: text, label: { en: Name, ro: Nume } }
  size: { type: choice, of: size, label: { en: Size, ro: Mărime } }
  items: { type: integer, label: { en: Items, ro: Articole } }
  value: { type: money, currency: EUR, label: { en: Value, ro: Valoare } }
  since: { type: date }
  secret: { type: integer }
  region: { type: reference, to: Region }
  total: { type: formula, returns: decimal, is: 'items * 2' }
---
kind: entity
name: Order
title: subject
fields: { subject: { type: text }, open: { type: boolean }, customer: { type: reference, to: Customer, inverse: orders } }
---
kind: setting
name: largeItems
type: integer
value: 50
`;

const DECISION = `kind: decision
name: discount
label: { en: Discount, ro: Reducere }
about: Customer
inputs: { items: items }
outputs: { level: text, percent: integer }
hit: first
table:
  - { when: { items: '>= settings.largeItems' }, then: { level: high, percent: 20 }, because: { en: many items, ro: multe articole } }
  - { when: { items: '>= 10' }, then: { level: middle, percent: 10 }, because: { en: some items, ro: câteva articole } }
  - { then: { level: none, percent: 0 } }
`;

/** The published content, or a draft of it with texts replaced. */
export function load(...changes: readonly (readonly [string, string])[]): Model {
  const text = changes.reduce((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`the content does not say ${from}`);
    return all.replace(from, to);
  }, `${ENTITIES}---\n${DECISION}`);
  const kinds = [choicesKind, settingKind, entityKind, roleKind, permissionKind, decisionKind];
  const { model, problems } = loadModel([{ path: 'shop.yaml', text }], kinds);
  if (!model) throw new Error(problems.map((each) => formatProblem(each)).join('\n'));
  return model;
}

export const CLERK: Actor = { id: 'c', name: 'Clerk', roles: ['clerk'], team: undefined, system: false };

export const contextOf = (model: Model, actor: Actor = SYSTEM): Context => ({
  ...{ model, actor, now: '2026-03-02T10:00:00.000Z', zone: 'Europe/Bucharest', locale: 'en', requestId: 'test' },
});

/** Customers with ids in their order; what is not said of one is null. */
export function customers(...all: readonly JsonObject[]): JsonObject[] {
  return all.map((each, at) => ({
    ...{ id: `00000000-0000-7000-8000-${String(at + 1).padStart(12, '0')}`, name: `Customer ${at + 1}` },
    ...each,
  }));
}

export interface Asked extends Partial<BacktestQuestion> {
  readonly published?: Model;
  readonly drafts: BacktestQuestion['drafts'];
  readonly actor?: Actor;
}

/** Runs a back-test of `discount` over these customers. */
export async function backtest(records: readonly JsonObject[], asked: Asked) {
  const { published = load(), actor, ...question } = asked;
  const context = contextOf(published, actor);
  const plan = planBacktest(context, { decision: 'discount', ...question });
  if (!('published' in plan)) return { problems: plan as readonly Problem[] };
  const memory = memoryStore(records);
  const run = runBacktest(memory.store, context, plan);
  const steps: BacktestStep[] = [];
  const changes: Change[] = [];
  let step = await run.next();
  for (; !step.done; step = await run.next()) {
    steps.push(step.value);
    changes.push(...step.value.changes);
  }
  return { result: step.value, steps, changes, asked: memory.queries };
}

/** The result; fails the test when there are problems instead. */
export async function resultOf(records: readonly JsonObject[], asked: Asked): Promise<BacktestResult> {
  const { result, problems } = await backtest(records, asked);
  if (!result) throw new Error(problems?.map((each) => formatProblem(each)).join('\n'));
  return result;
}

/** As much of a database as a scan needs: conditions, pages by id, and what was selected. */
export function memoryStore(records: readonly JsonObject[]) {
  const queries: ListQuery[] = [];
  const state = { open: 0 };
  const list = async (query: ListQuery, parameters: JsonObject): Promise<PageOfRows> => {
    queries.push(query);
    const found = records.filter((each) =>
      evaluatePredicate(query.where ?? ALWAYS, withNulls(query.entity, each), parameters),
    );
    const rows = found.slice(0, query.page.first).map((each) => selected(each, query.select, parameters));
    const hasNextPage = found.length > rows.length;
    return { rows, cursors: [], hasNextPage, hasPreviousPage: false, totalCount: query.count ? found.length : null };
  };
  const store = {
    async read(_: Context, work: (session: never) => Promise<unknown>) {
      state.open += 1;
      try {
        return await work({ list } as never);
      } finally {
        state.open -= 1;
      }
    },
  } as unknown as Pick<RecordStore, 'read'>;
  return { store, queries, state };
}

function withNulls(entity: Entity, record: JsonObject): JsonObject {
  return { ...Object.fromEntries([...entity.fields.keys()].map((name) => [name, null])), ...record };
}

function selected(record: JsonObject, select: Selection, parameters: JsonObject): Row {
  const entries = [...select].map(([key, each]): [string, Row[string]] => {
    if (each.is === 'field') return [key, idOf(record[each.field.name] ?? null)];
    if (each.is === 'one') {
      const other = record[each.field.name] ?? null;
      const isSeen = isJsonObject(other) && evaluatePredicate(each.where ?? ALWAYS, other, parameters);
      return [key, isSeen ? selected(other, each.select, parameters) : null];
    }
    const many = (record[each.inverse.name] ?? []) as readonly JsonObject[];
    const rows = many.map((one) => selected(one, each.list.select, parameters));
    return [key, { rows, cursors: [], hasNextPage: false, hasPreviousPage: false, totalCount: null }];
  });
  return Object.fromEntries(entries);
}

const idOf = (value: Json): Json => (isJsonObject(value) && 'id' in value ? (value.id ?? null) : value);
