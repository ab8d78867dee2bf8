import type { ContextType, FeelType, Member } from '@dealwright/expressions';
import type { FeelName } from '@dealwright/values';

/** Money in expressions: `monthlyValue.amount > 500`. */
const MONEY: ContextType = {
  kind: 'context',
  name: 'money',
  member: (name) => MONEY_PARTS.get(name),
  names: () => [...MONEY_PARTS.keys()],
};
const MONEY_PARTS: ReadonlyMap<string, Member> = new Map([
  ['amount', { type: { kind: 'number' }, source: { is: 'part' } }],
  ['currency', { type: { kind: 'string' }, source: { is: 'part' } }],
]);

/** The static type that FEEL sees for a value type's `feel` name. `values`: the only texts it can have. */
export function feelTypeOf(name: FeelName, values?: readonly string[]): FeelType {
  const text: FeelType = values ? { kind: 'string', values } : { kind: 'string' };
  if (name === 'money') return MONEY;
  if (name === 'list of string') return { kind: 'list', of: text };
  if (name === 'string') return text;
  return { kind: name };
}
