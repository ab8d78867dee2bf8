import { roleKind } from '@dealwright/access';
import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import { type Loaded, loadModel, type Source } from '@dealwright/metadata';
import type { JsonObject } from '@dealwright/values';
import { clauseKind, type DocumentTemplate, documentKind } from '../src/index.ts';

const KINDS = [choicesKind, settingKind, entityKind, roleKind, clauseKind, documentKind];

const entities = `
kind: choices
name: order-status
label: { en: Status, ro: Stare }
values: { open: { en: Open, ro: Deschisă }, closed: { en: Closed, ro: Închisă } }
---
kind: choices
name: line-type
label: { en: Type, ro: Tip }
values: { goods: { en: Goods, ro: Bunuri }, service: { en: Service, ro: Serviciu } }
---
kind: setting
name: companyName
label: { en: Company, ro: Companie }
type: text
value: Norda S.A.
---
kind: entity
name: Customer
label: { en: Customer, ro: Client }
plural: { en: Customers, ro: Clienți }
title: name
fields:
  name: { type: text, required: true, label: { en: Name, ro: Nume } }
  fiscalCode: { type: text, label: { en: Fiscal code, ro: Cod fiscal } }
  isCompany: { type: boolean, label: { en: Is a company, ro: Este firmă } }
---
kind: entity
name: Order
label: { en: Order, ro: Comandă }
plural: { en: Orders, ro: Comenzi }
title: number
number: OR-{year}-{sequence:6}
fields:
  customer: { type: reference, to: Customer, inverse: orders, label: { en: Customer, ro: Client } }
  status: { type: choice, of: order-status, label: { en: Status, ro: Stare } }
  orderedOn: { type: date, label: { en: Ordered on, ro: Comandat la } }
  amount: { type: money, currency: RON, label: { en: Amount, ro: Valoare } }
  months: { type: integer, label: { en: Months, ro: Luni } }
  note: { type: long-text, label: { en: Note, ro: Notă } }
---
kind: entity
name: OrderLine
label: { en: Order line, ro: Linie de comandă }
plural: { en: Order lines, ro: Linii de comandă }
title: product
fields:
  order: { type: part-of, to: Order, inverse: lines, required: true, label: { en: Order, ro: Comandă } }
  product: { type: text, label: { en: Product, ro: Produs } }
  type: { type: choice, of: line-type, label: { en: Type, ro: Tip } }
  quantity: { type: integer, label: { en: Quantity, ro: Cantitate } }
  price: { type: decimal, scale: 2, label: { en: Price, ro: Preț } }
---
kind: role
name: clerk
label: { en: Clerk, ro: Funcționar }
`;

/** A document `confirmation` with this body; more of its YAML, clauses and files may be given. */
export function load(body: string, more: { yaml?: string; clauses?: string; files?: readonly Source[] } = {}): Loaded {
  const { yaml = '', clauses = '', files = [] } = more;
  const document = `
kind: document
name: confirmation
label: { en: Confirmation, ro: Confirmare }
of: Order
template: confirmation.hbs
fileName: { en: 'Confirmation {{number}}', ro: 'Confirmare {{number}}' }
samples: [{ name: An order, file: sample.json, at: 2026-03-31 }]
${yaml}`;
  return loadModel(
    [
      { path: 'metadata/order.yaml', text: entities },
      { path: 'templates/confirmation.yaml', text: clauses === '' ? document : `${document}\n---\n${clauses}` },
      { path: 'templates/confirmation.hbs', text: body },
      { path: 'templates/sample.json', text: JSON.stringify(order) },
      ...files,
    ],
    KINDS,
  );
}

/** The document, or an error that shows its problems. */
export function confirmation(...given: Parameters<typeof load>): DocumentTemplate {
  const { model, problems } = load(...given);
  if (!model) throw new Error(JSON.stringify(problems, null, 2));
  return model.get(documentKind, 'confirmation');
}

/** `file:line:column CODE`, for every problem that is no warning. */
export function refusals(...given: Parameters<typeof load>): string[] {
  return load(...given)
    .problems.filter((each) => each.severity === 'error')
    .map(({ code, place }) => `${place?.file.split('/').at(-1)}:${place?.line}:${place?.column} ${code}`);
}

export const order: JsonObject = {
  number: 'OR-2026-000007',
  status: 'open',
  orderedOn: '2026-03-30',
  amount: { amount: '1234.50', currency: 'RON' },
  months: 24,
  note: null,
  customer: { name: 'Șoimul & fiii S.R.L.', fiscalCode: 'RO123', isCompany: true },
  lines: [
    { product: 'Scaun', type: 'goods', quantity: 4, price: '250.00' },
    { product: 'Montaj', type: 'service', quantity: 1, price: '234.50' },
  ],
};

export const at = { now: '2026-03-31T09:30:00.000Z', zone: 'Europe/Bucharest', locale: 'ro' };
