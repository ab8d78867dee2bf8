import { type Actor, permissionKind, roleKind } from '@dealwright/access';
import { formatProblem } from '@dealwright/diagnostics';
import { calendarKind, choicesKind, entityKind, settingKind } from '@dealwright/entities';
import type { Environment } from '@dealwright/expressions';
import { type AnyKind, type Loaded, loadModel } from '@dealwright/metadata';
import { decisionKind } from '@dealwright/rules';
import { z } from 'zod';
import { type Process, processKind } from '../src/index.ts';

export const ENVIRONMENT: Environment = { now: '2026-03-02T10:00:00.000Z', zone: 'Europe/Bucharest', locale: 'en' };

const SHOP = `
kind: choices
name: order-status
values: { draft: { en: Draft, ro: Ciornă }, checked: Checked, approved: { en: Approved, ro: Aprobată }, sent: Sent, cancelled: Cancelled }
---
kind: entity
name: User
title: name
fields: { name: { type: text } }
---
kind: entity
name: Customer
title: name
fields:
  name: { type: text, required: true }
  code: { type: text, key: true }
  orders: { type: integer }
---
kind: entity
name: Order
title: subject
fields:
  subject: { type: text, label: { en: Subject, ro: Subiect } }
  status: { type: choice, of: order-status }
  items: { type: integer, label: { en: Items, ro: Articole } }
  gift: { type: boolean }
  giftText: { type: text, label: { en: Gift text, ro: Textul cadoului } }
  sentOn: { type: date }
  round: { type: integer }
  customer: { type: reference, to: Customer }
  clerk: { type: reference, to: User }
---
kind: role
name: seller
---
kind: role
name: manager
includes: [seller]
---
kind: message
name: order-approved
---
kind: document
name: order-form
---
kind: decision
name: order-check
about: Order
inputs: { items: items, subject: subject }
outputs: { field: text }
hit: collect
table:
  - { when: { items: '> 100' }, then: { field: items }, because: { en: We do not have so many., ro: Nu avem atâtea. } }
  - { when: { subject: 'null' }, then: { field: subject }, because: A subject is needed. }
---
kind: decision
name: order-routing
about: Order
inputs: { items: items }
outputs: { state: { type: choice, of: order-status }, rank: integer }
hit: first
table:
  - { when: { items: '> 10' }, then: { state: checked, rank: 2 } }
  - { when: { items: '> 0' }, then: { state: approved, rank: 1 } }
`;

/** Messages and documents belong to packages further down: only their names matter here. */
const named = (name: string): AnyKind => ({
  name,
  about: '',
  schema: z.looseObject({ kind: z.literal(name), name: z.string() }),
  example: '',
  link: ({ shape }) => shape,
});

const KINDS = [
  choicesKind,
  settingKind,
  calendarKind,
  entityKind,
  roleKind,
  permissionKind,
  named('message'),
  decisionKind,
  processKind,
  named('document'),
];

/** Loads processes over the shop. */
function load(yaml: string): Loaded {
  return loadModel(
    [
      { path: 'shop.yaml', text: SHOP },
      { path: 'test.yaml', text: yaml },
    ],
    KINDS,
  );
}

/** A process beside nothing but what stands in the same text. */
export function processAlone(yaml: string): Process {
  const { model, problems } = loadModel([{ path: 'test.yaml', text: yaml }], KINDS);
  if (!model) throw new Error(problems.map((each) => formatProblem(each)).join('\n'));
  return model.get(processKind, 'test');
}

/** The problems of the test's own file, each as one line without the file's name. */
export function problemsOf(yaml: string): readonly string[] {
  const own = load(yaml).problems.filter(
    ({ place, code }) => place?.file === 'test.yaml' && code !== 'MISSING_TRANSLATION',
  );
  return own.map((each) => formatProblem(each).replace('test.yaml:', ''));
}

/** The process of that name, or an error that shows every problem. */
export function processOf(yaml: string, name = 'test'): Process {
  const { model, problems } = load(yaml);
  if (!model) throw new Error(problems.map((each) => formatProblem(each)).join('\n'));
  return model.get(processKind, name);
}

export const OWNER: Actor = { id: 'u1', name: 'Ana', roles: [], team: undefined, system: false };
export const SELLER: Actor = { id: 'u2', name: 'Dan', roles: ['seller'], team: undefined, system: false };
export const MANAGER: Actor = { id: 'u3', name: 'Eva', roles: ['manager'], team: undefined, system: false };
export const STRANGER: Actor = { id: 'u4', name: 'Ion', roles: [], team: undefined, system: false };
