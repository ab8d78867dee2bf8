import { type Problem, problem } from '@dealwright/diagnostics';
import type { Entity, Field } from '@dealwright/entities';
import type { Process } from '@dealwright/processes';
import { type Json, type JsonObject, valueTypes } from '@dealwright/values';
import { governedField, readOnlyField, unknownField } from './refusals.ts';

/** What came in, in canonical wire form, and all its flaws at once. */
export interface Parsed {
  readonly values: JsonObject;
  readonly reason: string | undefined;
  readonly problems: readonly Problem[];
}

interface Asking {
  /** The platform itself may write fields that nobody else may: internal and read-only ones, and states. */
  readonly system: boolean;
  readonly processes: readonly Process[];
  /** Of an event: its `reason` is no field. */
  readonly isEvent: boolean;
}

/** First phase: every value by the type of its field. Reads nothing; the same answer for the same input. */
export function parseChange(entity: Entity, input: JsonObject, asking: Asking): Parsed {
  const values: Record<string, Json> = {};
  const problems: Problem[] = [];
  let reason: string | undefined;
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    const field = entity.fields.get(name);
    const parsed =
      name === 'reason' && asking.isEvent ? parseReason(value) : parseField(entity, field, name, value, asking);
    if ('code' in parsed) {
      problems.push(parsed);
      continue;
    }
    if (name === 'reason' && asking.isEvent) reason = parsed.value === null ? undefined : String(parsed.value);
    if (field) values[name] = parsed.value;
  }
  return { values, reason, problems };
}

type Read = Problem | { readonly value: Json };

function parseField(entity: Entity, field: Field | undefined, name: string, value: Json, asking: Asking): Read {
  if (!field || (field.internal && !asking.system)) return unknownField(entity, name);
  const isKept = field.standard && field.readOnly;
  if (isKept || field.formula || field.rollup || (field.readOnly && !asking.system)) return readOnlyField(field);
  const process = asking.processes.find((each) => each.field === field);
  if (process && !asking.system) return governedField(field, [...process.events.keys()]);
  if (value === null) return { value: null };
  return read(field.type.parse(value, field.options), name);
}

function parseReason(value: Json): Read {
  const type = valueTypes.get('long-text');
  if (value === null || !type) return { value: null };
  return read(type.parse(value, {}), 'reason');
}

function read(parsed: ReturnType<Field['type']['parse']>, name: string): Read {
  if ('value' in parsed) return parsed;
  const { code, message, hint } = parsed.flaw;
  return problem(code, message, { path: ['input', name], hint });
}
