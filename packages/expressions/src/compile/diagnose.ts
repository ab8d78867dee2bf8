import { say, type Text } from '@dealwright/diagnostics';
import type { Json } from '@dealwright/values';
import type { Source } from '../parse/source.ts';
import type { Span } from '../parse/syntax.ts';
import type { Diagnostic } from '../types.ts';
import { showValue } from '../values/show.ts';
import { Context, FeelFunction, isList, Range, type Value } from '../values/value.ts';
import { toWire } from '../values/wire.ts';

/** A part of an expression and the value that it had. */
export type Operand = readonly [part: Span, value: Value];

/** Longer texts say no more. */
const MAX_SHOWN = 60;
/** More values than these make no sentence. */
const MAX_VALUES = 4;

/** Why a value turned to null, at its place and with the values that led to it. */
export function diagnose(
  source: Source,
  span: Span,
  { code, message, operands }: { readonly code: string; readonly message: Text; readonly operands: readonly Operand[] },
): Diagnostic {
  const { offset, length } = span;
  const known = operands.flatMap((each) => knownOf(source, each) ?? []).slice(0, MAX_VALUES);
  return {
    code,
    message: {
      en: withValues(say(message, 'en'), known, ['where', 'is', 'and']),
      ro: withValues(say(message, 'ro'), known, ['unde', 'este', 'și']),
    },
    offset,
    length,
    place: source.placeOf(span),
    values: known.map(({ text, value }) => ({ text, value })),
  };
}

const LITERAL = /^(?:@?"[^"]*"|[\d.]+)$/;

interface Known {
  readonly text: string;
  readonly value: Json;
  readonly shown: string;
}

/** Only single values, and none that the text shows already: a literal. */
function knownOf(source: Source, [part, value]: Operand): Known | undefined {
  if (isList(value) || value instanceof Context || value instanceof Range || value instanceof FeelFunction)
    return undefined;
  const text = part.length === 0 ? '?' : clip(source.textOf(part).replace(/\s+/g, ' '));
  const shown = clip(showValue(value, true));
  return shown === text || LITERAL.test(text) ? undefined : { text, value: clipped(toWire(value)), shown };
}

function clip(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
}

function clipped(value: Json): Json {
  return typeof value === 'string' ? clip(value) : value;
}

function withValues(sentence: string, known: readonly Known[], [where, is, and]: readonly [string, string, string]) {
  if (known.length === 0) return sentence;
  const parts = known.map(({ text, shown }) => `\`${text}\` ${is} ${shown}`);
  const last = parts.at(-1) ?? '';
  const list = parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} ${and} ${last}`;
  return `${sentence.replace(/\.$/, '')}, ${where} ${list}.`;
}
