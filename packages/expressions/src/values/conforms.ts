import { ANY } from '../feel-types.ts';
import type { FeelType } from '../types.ts';
import { Context, FeelFunction, isList, kindOf, Range, type Value } from './value.ts';

/** Is the value one of the type? Null is of every type. */
export function conforms(value: Value, type: FeelType): boolean {
  if (type.kind === 'any' || value === null) return true;
  if (type.kind === 'list') return isList(value) && value.every((each) => conforms(each, type.of));
  if (type.kind === 'context') {
    return (
      value instanceof Context &&
      type.names().every((name) => memberConforms(value, name, type.member(name)?.type ?? ANY))
    );
  }
  if (type.kind === 'range')
    return value instanceof Range && [value.from, value.to].every((end) => conforms(end ?? null, type.of));
  if (type.kind === 'function') {
    return value instanceof FeelFunction && (!type.parameters || type.parameters.length === value.parameters.length);
  }
  return kindOf(value) === type.kind;
}

function memberConforms(value: Context, name: string, type: FeelType): boolean {
  const member = value.get(name);
  return member !== undefined && conforms(member, type);
}
