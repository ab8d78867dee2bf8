import { isJsonObject, type Json } from '@dealwright/values';
import { JSONPath } from 'jsonpath-plus';

const STEP = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\['([^']+)'\]|\["([^"]+)"\]/y;

/** The `path` of a rule's fact (JSONPath), compiled. */
export interface RulePath {
  /** The value at the path; null where there is none. A value that is no object is itself, as in json-rules-engine. */
  read(value: Json): Json;
  /** The names it goes through, for types and for loading; undefined steps (`[0]`, `[*]`) are left out. */
  readonly names: readonly string[];
  /** True when it leads to one value, by names only. */
  readonly isPlain: boolean;
}

/** Compiles a JSONPath; undefined when it holds a script or filter, which rules may not run, or finds nothing at all (`.a`). */
export function compilePath(text: string): RulePath | undefined {
  const steps = plainSteps(text);
  if (steps) {
    return {
      read: (value) => walk(value, steps),
      names: steps.filter((step) => typeof step === 'string'),
      isPlain: steps.every((step) => typeof step === 'string'),
    };
  }
  if (/^\.|[()`@?]/.test(text)) return undefined;
  return {
    read(value) {
      if (typeof value !== 'object' || value === null) return value;
      const found: unknown = JSONPath({ path: text, json: value as object, wrap: false, eval: false });
      return (found as Json | undefined) ?? null;
    },
    names: [...text.matchAll(/[A-Za-z_]\w*/g)].map(([name]) => name),
    isPlain: false,
  };
}

function plainSteps(text: string): (string | number)[] | undefined {
  const normal = text.startsWith('$') ? text.slice(1) : `.${text}`;
  const steps: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < normal.length) {
    const found = STEP.exec(normal);
    if (!found) return undefined;
    steps.push(found[2] === undefined ? (found[1] ?? found[3] ?? found[4] ?? '') : Number(found[2]));
  }
  return steps;
}

function walk(value: Json, steps: readonly (string | number)[]): Json {
  if (typeof value !== 'object' || value === null) return value;
  let here: Json = value;
  for (const step of steps) {
    if (Array.isArray(here))
      here = typeof step === 'number' || /^\d+$/.test(step) ? (here[Number(step)] ?? null) : null;
    else if (isJsonObject(here) && Object.hasOwn(here, step)) here = here[step] ?? null;
    else return null;
  }
  return here;
}
