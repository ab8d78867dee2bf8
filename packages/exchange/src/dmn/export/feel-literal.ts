import type { FeelType } from '@dealwright/expressions';
import type { Json } from '@dealwright/values';

/** A value in wire form as FEEL writes it: `"large"`, `12.50`, `date("2026-01-31")`. */
export function feelLiteral(value: Json, type: FeelType): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const of: FeelType = type.kind === 'list' ? type.of : { kind: 'any' };
    const elements: readonly Json[] = value;
    return `[${elements.map((each) => feelLiteral(each, of)).join(', ')}]`;
  }
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(([key, each]) => {
      const member = type.kind === 'context' ? type.member(key)?.type : undefined;
      return `${isName(key) ? key : JSON.stringify(key)}: ${feelLiteral(each, member ?? { kind: 'any' })}`;
    });
    return `{${entries.join(', ')}}`;
  }
  switch (type.kind) {
    case 'number':
      return String(value);
    case 'date':
    case 'time':
    case 'date and time':
      return `${type.kind}(${JSON.stringify(value)})`;
    default:
      return typeof value === 'string' ? JSON.stringify(value) : String(value);
  }
}

function isName(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key);
}
