import type { Actor } from '@dealwright/access';
import { formatProblem } from '@dealwright/diagnostics';
import { choicesKind, dataKind, type Entity, entityKind, settingKind } from '@dealwright/entities';
import { loadModel, type Model } from '@dealwright/metadata';
import type {
  Change,
  Context,
  ListQuery,
  PageOfRows,
  Reading,
  Records,
  Row,
  Saved,
  Selection,
} from '@dealwright/records';
import type { Json } from '@dealwright/values';
import type { ExecutionResult } from 'graphql';
import { type Api, type ApiPart, buildApi, type Caller } from '../src/index.ts';

const CONTENT = `
kind: choices
name: order-status
values:
  draft: { en: Draft, ro: Ciornă }
  in-approval: { en: In approval, ro: În aprobare }
  archived: { label: { en: Archived, ro: Arhivată }, retired: true }
---
kind: choices
name: tag
values: [new, very-important]
---
kind: entity
name: User
title: name
fields:
  name: { type: text }
  passwordHash: { type: text, internal: true }
---
kind: entity
name: Session
internal: true
title: token
fields:
  token: { type: text }
  user: { type: reference, to: User, inverse: sessions }
---
kind: entity
name: Customer
label: { en: Customer, ro: Client }
plural: { en: Customers, ro: Clienți }
title: name
number: C-{sequence:5}
fields:
  name: { type: text, required: true, search: true }
  fiscalCode: { type: text, key: true }
  tags: { type: choices, of: tag }
---
kind: entity
name: Order
label: { en: Order, ro: Comandă }
plural: { en: Orders, ro: Comenzi }
title: subject
fields:
  subject: { type: text, required: true, search: true, label: { en: Subject, ro: Subiect }, help: { en: One line., ro: Un rând. } }
  status: { type: choice, of: order-status }
  customer: { type: reference, to: Customer, inverse: orders }
  total: { type: money, currency: EUR }
  discount: { type: decimal }
  size: { type: integer, min: 0 }
  due: { type: date }
  notes: { type: json }
  old: { type: text, retired: { en: Use subject., ro: Folosiți subject. } }
---
kind: entity
name: OrderLine
title: what
fields:
  order: { type: part-of, to: Order, inverse: lines }
  what: { type: text, required: true }
  price: { type: money, currency: EUR, required: true }
`;

export function orderDesk(): Model {
  const kinds = [choicesKind, settingKind, entityKind, dataKind];
  const { model, problems } = loadModel([{ path: 'desk.yaml', text: CONTENT }], kinds);
  if (!model) throw new Error(problems.map((each) => formatProblem(each)).join('\n'));
  return model;
}

/** Records by entity; references by id. */
type Data = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

export const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

const AT = '2026-01-31T10:00:00.000Z';
const standard = (n: number) => ({ id: id(n), version: 1, createdAt: AT, updatedAt: AT });
const DATA: Data = {
  User: [{ ...standard(1), name: 'Ana' }],
  Customer: [
    { ...standard(11), number: 'C-00001', name: 'Alfa', fiscalCode: '123', tags: ['new', 'very-important'] },
    { ...standard(12), number: 'C-00002', name: 'Beta', fiscalCode: null, tags: null },
  ],
  Order: [
    {
      ...{ ...standard(21), subject: 'Chairs', status: 'in-approval', customer: id(11), discount: '2.50', size: 3 },
      ...{ total: { amount: '12.50', currency: 'EUR' }, due: '2026-02-01', notes: { deep: [1, { a: null }] } },
    },
    { ...standard(22), subject: 'Tables', status: 'draft', customer: id(12), discount: null, size: 0, total: null },
  ],
  OrderLine: [
    { ...standard(31), order: id(21), what: 'Leg', price: { amount: '3.00', currency: 'EUR' } },
    { ...standard(32), order: id(21), what: 'Seat', price: { amount: '9.50', currency: 'EUR' } },
  ],
};

/** Answers selections from the data above, whatever the filter (but for an id); remembers what it was asked. */
export class FakeRecords implements Records {
  readonly queries: ListQuery[] = [];
  readonly saves: { readonly context: Context; readonly entity: string; readonly changes: readonly Change[] }[] = [];
  readonly kept: Context['idempotency'][] = [];
  readonly hidden = new Set<string>();
  transactions = 0;
  open = 0;
  answer: (change: Change) => Saved = (change) => ({
    id: 'id' in change ? change.id : id(21),
    version: 2,
    problems: [],
  });

  async list(_context: Context, query: ListQuery): Promise<PageOfRows> {
    this.queries.push(query);
    return page(query, DATA[query.entity.name] ?? []);
  }

  /** Only a database writes. */
  async listAsJson(): Promise<undefined> {}

  async read<T>(_context: Context, work: (reading: Reading) => Promise<T>): Promise<T> {
    this.transactions += 1;
    this.open += 1;
    try {
      return await work({
        list: (query) => this.list(_context, query),
        standings: async () => new Map(),
        actions: async (_entity, ids) =>
          new Map(
            ids.map((each) => [
              each,
              [
                {
                  event: 'send-off',
                  label: 'Send off',
                  possible: true,
                  reasons: [],
                  needs: [],
                  files: [],
                  asksReason: false,
                },
              ],
            ]),
          ),
        history: async () => new Map(),
        facts: async () => undefined,
        decisions: async () => [],
        decision: async () => undefined,
      });
    } finally {
      this.open -= 1;
    }
  }

  async save(context: Context, entity: Entity, change: Change): Promise<Saved> {
    this.saves.push({ context, entity: entity.name, changes: [change] });
    return this.answer(change);
  }

  async saveMany(context: Context, entity: Entity, changes: readonly Change[]): Promise<readonly Saved[]> {
    this.saves.push({ context, entity: entity.name, changes });
    return changes.map(this.answer);
  }

  async once(context: Context, work: (inside: Records) => Promise<Json>): Promise<Json> {
    this.kept.push(context.idempotency);
    return work(this);
  }

  async ask(): Promise<Saved> {
    return { id: undefined, version: undefined, problems: [] };
  }

  answerTask = this.ask;
  attachFile = this.ask;

  access(): ReturnType<Records['access']> {
    return {
      scope: () => ({ is: 'constant', value: true }),
      canRead: (_entity, field) => !this.hidden.has(field.name),
      canWrite: () => true,
      hasRole: () => true,
      roles: new Set(),
      parameters: {},
    };
  }
}

function page(
  { select, where, page: size, count }: ListQuery,
  all: readonly Readonly<Record<string, unknown>>[],
): PageOfRows {
  const wanted = where && JSON.stringify(where).match(/[0-9a-f]{8}-0000-7000-8000-\d{12}/)?.[0];
  const found = all.filter((record) => wanted === undefined || record.id === wanted);
  const some = found.slice(0, size.first ?? 50);
  return {
    rows: some.map((record) => row(select, record)),
    cursors: some.map((record) => `at ${String(record.id).slice(-2)}`),
    hasNextPage: some.length < found.length,
    hasPreviousPage: false,
    totalCount: count ? found.length : null,
  };
}

function row(select: Selection, record: Readonly<Record<string, unknown>>): Row {
  const entries = [...select].map(([key, selected]) => {
    if (selected.is === 'field') return [key, record[selected.field.name] ?? null];
    if (selected.is === 'one') {
      const other = DATA[selected.entity.name]?.find((each) => each.id === record[selected.field.name]);
      return [key, other ? row(selected.select, other) : null];
    }
    const { field, entity } = selected.inverse;
    return [
      key,
      page(
        selected.list,
        (DATA[entity.name] ?? []).filter((each) => each[field.name] === record.id),
      ),
    ];
  });
  return Object.fromEntries(entries);
}

const ANA: Actor = { id: id(1), name: 'Ana', roles: ['clerk'], team: undefined, system: false };
export const CALLER: Caller = { actor: ANA, now: AT, zone: 'Etc/UTC', locale: 'en', requestId: 'request-1' };

export interface Desk {
  readonly api: Api;
  readonly records: FakeRecords;
  readonly reports: unknown[];
  ask(
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    caller?: Partial<Caller>,
  ): Promise<ExecutionResult>;
}

export function openDesk(parts: readonly ApiPart[] = []): Desk {
  const records = new FakeRecords();
  const reports: unknown[] = [];
  const api = buildApi(orderDesk(), { records, parts, report: (error) => reports.push(error) });
  const ask: Desk['ask'] = (document, variables, caller) =>
    api.execute({ document, variables, caller: { ...CALLER, ...caller } });
  return { api, records, reports, ask };
}

/** As JSON writes it: without prototypes. */
export const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
