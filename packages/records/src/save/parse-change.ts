import { type Problem, problem } from '@dealwright/diagnostics';
import type { Entity, Field } from '@dealwright/entities';
import type { Process } from '@dealwright/processes';
import { isId, type Json, type JsonObject, valueTypes } from '@dealwright/values';
import { governedField, noId, readOnlyField, unknownField, unknownInput } from './refusals.ts';

/** What came in, in canonical wire form, and all its flaws at once. */
export interface Parsed {
  readonly values: JsonObject;
  /** Of an event: what is no field. */
  readonly extra: JsonObject;
  readonly reason: string | undefined;
  readonly problems: readonly Problem[];
}

interface Asking {
  /** The platform itself may write fields that nobody else may: internal and read-only ones, and states. */
  readonly system: boolean;
  readonly processes: readonly Process[];
  /** The event, if it is one: its `reason` is no field, and neither is whom something is handed on `to`. */
  readonly event: string | undefined;
}

/** First phase: every value by the type of its field. Reads nothing; the same answer for the same input. */
export function parseChange(entity: Entity, input: JsonObject, asking: Asking): Parsed {
  const [values, extra]: [Record<string, Json>, Record<string, Json>] = [{}, {}];
  const problems: Problem[] = [];
  const takes = besideFields(asking);
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    const field = takes.has(name) ? undefined : entity.fields.get(name);
    const parsed = takes.has(name) ? parseExtra(name, value) : parseField(entity, field, name, value, asking);
    if ('code' in parsed) problems.push(parsed);
    else if (field) values[name] = parsed.value;
    else extra[name] = parsed.value;
  }
  const { reason = null, ...others } = extra;
  return { values, extra: others, reason: reason === null ? undefined : String(reason), problems };
}

/** What an event takes beside values of fields: `reason`, and `to` where it hands a task on. */
function besideFields({ event, processes }: Asking): ReadonlySet<string> {
  if (event === undefined) return NOTHING;
  const handsOn = event.startsWith('delegate-') && processes.some(({ events }) => events.has(event));
  return handsOn ? REASON_AND_TO : REASON;
}

const NOTHING: ReadonlySet<string> = new Set();
const REASON: ReadonlySet<string> = new Set(['reason']);
const REASON_AND_TO: ReadonlySet<string> = new Set(['reason', 'to']);

type Read = Problem | { readonly value: Json };

function parseExtra(name: string, value: Json): Read {
  if (name === 'to') return typeof value === 'string' && isId(value) ? { value } : noId(name);
  const type = valueTypes.get('long-text');
  if (value === null || !type) return { value: null };
  return read(type.parse(value, {}), name);
}

function parseField(entity: Entity, field: Field | undefined, name: string, value: Json, asking: Asking): Read {
  const { event, system, processes } = asking;
  if (!field && event !== undefined) {
    // What the platform brings to an event (the answer of another system) need be no field.
    return system ? { value } : unknownInput(entity, event, name, [...besideFields(asking)]);
  }
  if (!field || (field.internal && !system)) return unknownField(entity, name);
  const isKept = field.standard && field.readOnly;
  if (isKept || field.formula || field.rollup || (field.readOnly && !system)) return readOnlyField(field);
  const process = processes.find((each) => each.field === field);
  if (process && !system) return governedField(field, [...process.events.keys()]);
  if (value === null) return { value: null };
  return read(field.type.parse(value, field.options), name);
}

function read(parsed: ReturnType<Field['type']['parse']>, name: string): Read {
  if ('value' in parsed) return parsed;
  const { code, message, hint } = parsed.flaw;
  return problem(code, message, { path: ['input', name], hint });
}
