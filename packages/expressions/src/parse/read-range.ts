import { order } from '../values/compare.ts';
import { parseNumber } from '../values/number.ts';
import { parseTemporal } from '../values/temporal.ts';
import { Range, type Value } from '../values/value.ts';
import { readString } from './read-string.ts';

const RANGE = /^\s*([[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/s;

/** `[1..5)`, `(@"2026-01-01"..]`: literals only; undefined where it is none. */
export function readRange(text: string): Range | undefined {
  const match = RANGE.exec(text);
  if (!match) return undefined;
  const [, open = '', first = '', second = '', close = ''] = match;
  const [from, to] = [readEnd(first), readEnd(second)];
  const [fromIncluded, toIncluded] = [open === '[', close === ']'];
  if (from === undefined || to === undefined || (from === null && to === null)) return undefined;
  if ((from === null && fromIncluded) || (to === null && toIncluded)) return undefined;
  if (from !== null && to !== null && (order(from, to, 'UTC') ?? 1) > 0) return undefined;
  return new Range(from, to, fromIncluded, toIncluded);
}

const TEMPORAL = /^(?:@|date\(|time\(|date and time\(|duration\()("(?:[^"\\]|\\.)*")\)?$/;

/** One end: null where there is none, undefined where it cannot be read. */
function readEnd(text: string): Value | undefined {
  if (text === '') return null;
  if (/^"(?:[^"\\]|\\.)*"$/.test(text)) return readString(text);
  const temporal = TEMPORAL.exec(text)?.[1];
  return temporal === undefined ? parseNumber(text) : parseTemporal(readString(temporal));
}
