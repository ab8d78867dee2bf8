import { contextType, type Environment, type FeelType, type Member } from '../src/index.ts';

const text: FeelType = { kind: 'string' };
const number: FeelType = { kind: 'number' };
const choice = (...values: string[]): FeelType => ({ kind: 'string', values });
const column = (type: FeelType): Member => ({ type, source: { is: 'column' } });
const part = (type: FeelType): Member => ({ type, source: { is: 'part' } });

const money = contextType('Money', { amount: part(number), currency: part(text) });
const customer = contextType('Customer', {
  id: column(text),
  name: column(text),
  segment: column(choice('small', 'large')),
});
const line = contextType('Line', {
  id: column(text),
  amount: column(number),
  status: column(choice('open', 'closed')),
  customer: { type: customer, source: { is: 'one', entity: 'Customer' } },
});

/** What the tests of this package speak about: an order of a customer. */
export const orderScope = contextType('Order', {
  id: column(text),
  status: column(choice('open', 'won', 'lost')),
  title: column(text),
  pieces: column(number),
  total: column(money),
  active: column({ kind: 'boolean' }),
  due: column({ kind: 'date' }),
  createdAt: column({ kind: 'date and time' }),
  customer: { type: customer, source: { is: 'one', entity: 'Customer' } },
  lines: { type: { kind: 'list', of: line }, source: { is: 'many', entity: 'Line' } },
  tags: column({ kind: 'list', of: text }),
  'monthly fee': column(number),
  me: { type: contextType('Person', { id: text, team: text, roles: { kind: 'list', of: text } }) },
  extra: { type: { kind: 'any' } },
});

export const order = {
  id: 'O1',
  status: 'open',
  title: 'Two chairs',
  pieces: 60,
  total: { amount: '1234.50', currency: 'EUR' },
  active: true,
  due: '2026-02-01',
  createdAt: '2026-01-01T10:00:00.000Z',
  customer: { id: 'C1', name: 'Acme', segment: 'large' },
  lines: [
    { id: 'L1', amount: '10.5', status: 'open', customer: 'C1' },
    { id: 'L2', amount: 3, status: 'closed', customer: null },
  ],
  tags: ['new', 'urgent'],
  'monthly fee': '9.99',
  me: { id: 'P1', team: 'north', roles: ['seller', 'clerk'] },
  extra: { a: [1, 2, { b: 3 }] },
};

export const environment: Environment = { now: '2026-01-02T10:00:00.000Z', zone: 'Europe/Bucharest', locale: 'en' };
