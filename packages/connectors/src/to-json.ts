import type { FeelType } from '@dealwright/expressions';
import { isJsonObject, type Json } from '@dealwright/values';

/** A double holds so many digits exactly. */
const EXACT_DIGITS = 15;

/**
 * A value in wire form as other systems read it: exact decimals, which travel as text here, become numbers where a number
 * keeps all their digits.
 */
export function toJson(value: Json, type: FeelType): Json {
  if (value === null) return null;
  if (type.kind === 'number') return numberOf(value);
  if (type.kind === 'list' && Array.isArray(value)) return value.map((each) => toJson(each, type.of));
  if (type.kind === 'context' && isJsonObject(value)) {
    const members = Object.entries(value).map(([name, each]) => {
      const member = type.member(name)?.type;
      return [name, member ? toJson(each ?? null, member) : (each ?? null)] as const;
    });
    return Object.fromEntries(members);
  }
  return value;
}

function numberOf(value: Json): Json {
  if (typeof value !== 'string') return value;
  const digits = value.replace(/[^0-9]/g, '').replace(/^0+/, '');
  return digits.length <= EXACT_DIGITS ? Number(value) : value;
}
