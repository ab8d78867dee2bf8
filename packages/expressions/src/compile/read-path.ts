import type { Json } from '@dealwright/values';
import { sentence } from '../feel-types.ts';
import type { Span } from '../parse/syntax.ts';
import type { FeelType } from '../types.ts';
import { Context, type Value } from '../values/value.ts';
import { fromWire, isObject, own } from '../values/wire.ts';
import type { Path } from './code.ts';
import type { Frame, Run } from './frame.ts';

const MAX_NAME = 80;

/** No name is as long as what a stranger may write. */
export function clip(text: string): string {
  return text.length > MAX_NAME ? `${text.slice(0, MAX_NAME - 1)}…` : text;
}

/** Reads a path of known members: from the record's JSON directly, or from the element in a slot. */
export function reader(span: Span, way: Path, type: FeelType): Run {
  const { root, names } = way;
  const [key, ...more] = names as readonly [string, ...string[]];
  if (root === 'record') {
    return (frame) => {
      const first = own(frame.record, key);
      const json = more.length === 0 ? first : descend(first, more);
      const value = fromWire(json, type);
      return value === null && json !== null && json !== undefined
        ? wrongFact(frame, span, { names, json, type })
        : value;
    };
  }
  return (frame) => {
    let value: Value = frame.locals[root] ?? null;
    for (const each of names) value = value instanceof Context ? (value.get(each) ?? null) : null;
    return value;
  };
}

/** The record holds something of another type: it counts as null. */
function wrongFact(
  frame: Frame,
  span: Span,
  { names, json, type }: { readonly names: readonly string[]; readonly json: Json; readonly type: FeelType },
): null {
  const name = `\`${names.join('.')}\``;
  const message = () => {
    const scalar = typeof json === 'object' ? undefined : clip(JSON.stringify(json));
    return sentence((show) => [
      `${name} should be ${show(type)}, but it is ${scalar ?? 'something else'}.`,
      `${name} ar trebui să fie ${show(type)}, dar este ${scalar ?? 'altceva'}.`,
    ]);
  };
  return frame.note(span, 'WRONG_FACT', message);
}

/** A reference that is not loaded is the id itself. */
function descend(json: Json | undefined, names: readonly string[]): Json | undefined {
  let at = json;
  for (const key of names) {
    if (isObject(at)) at = own(at, key);
    else if (typeof at !== 'string' || key !== 'id') return undefined;
  }
  return at;
}
