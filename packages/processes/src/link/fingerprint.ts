import { createHash } from 'node:crypto';
import type { ProcessShape } from '../process-schema.ts';

/** Keys of the language whose values are for people, or about the content itself. */
const TOLD = new Set(['label', 'unless', 'requirement', 'running', 'examples']);
/** Keys of the language that hold names of the content, not keys of the language. */
const MAPS = new Set([
  ...['states', 'parts', 'on', 'after', 'approvals', 'tasks', 'clocks'],
  ...['set', 'values', 'with', 'input', 'decide'],
]);

/** A hash of what a process does: two that differ only in what people read have the same. */
export function fingerprintOf(shape: ProcessShape): string {
  return createHash('sha256')
    .update(JSON.stringify(essence(shape, false)))
    .digest('base64url')
    .slice(0, 22);
}

function essence(value: unknown, isMap: boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => essence(each, false));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => isMap || !TOLD.has(key));
  return kept.map(([key, each]) => [key, essence(each, !isMap && MAPS.has(key))]);
}
