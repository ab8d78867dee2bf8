import type { Text } from '@dealwright/diagnostics';
import { sentence } from '../feel-types.ts';
import type { ContextType, FeelType } from '../types.ts';
import { showValue } from '../values/show.ts';
import { parseTemporal } from '../values/temporal.ts';
import { kindOf } from '../values/value.ts';
import type { Code } from './code.ts';
import type { Compiling } from './compiler.ts';

/** The hint that says what to type. */
export function write(...texts: readonly string[]): Text {
  const [en, ro] = [' or ', ' sau '].map((or) => texts.map((text) => `\`${text}\``).join(or));
  return { en: `write ${en}`, ro: `scrieți ${ro}` };
}

const TEMPORAL = new Set<string>([
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
]);

/**
 * What to type so that `given` becomes a value of the type wanted; undefined where it is one, or nothing helps.
 * `beside` is what it is compared with.
 */
export function remedy(
  given: Code,
  wanted: FeelType,
  { report }: Pick<Compiling, 'report'>,
  beside?: Code,
): Text | undefined {
  const from = given.type.kind;
  if ((from === wanted.kind && from !== 'list') || from === 'any' || wanted.kind === 'any' || wanted.kind === 'null')
    return undefined;
  const value = given.constant?.value;
  if (typeof value === 'string') return literalFor(value, wanted);
  if (value !== undefined && value !== null && wanted.kind === 'string') return write(`"${showValue(value)}"`);
  const first = beside?.constant ? ['amount', 'name'] : ['amount', 'id', 'name'];
  if (given.type.kind === 'context' && !hasPart(given.type, wanted))
    return anyPart(given.type, report.source.textOf(given));
  const converted = convert(given, report.source.textOf(given), wanted, first);
  return converted === undefined ? undefined : write(converted);
}

/** A text in quotes that was meant as something else. */
function literalFor(value: string, wanted: FeelType): Text | undefined {
  if (wanted.kind === 'number' && /^-?\d+(\.\d+)?$/.test(value)) return write(value);
  if (wanted.kind === 'boolean' && /^(true|false)$/.test(value)) return write(value);
  if (TEMPORAL.has(wanted.kind)) {
    const read = parseTemporal(value);
    if (read !== undefined && kindOf(read) === wanted.kind) return write(`@"${value}"`);
  }
  return sample(wanted);
}

function convert({ type }: Code, text: string, wanted: FeelType, first: readonly string[]): string | undefined {
  if (type.kind === 'function') return `${text}(…)`;
  if (type.kind === 'context') return partOf(type, text, wanted, first);
  if (type.kind === 'list') return elementOf(type.of, text, wanted);
  if (wanted.kind === 'list' && (wanted.of.kind === type.kind || wanted.of.kind === 'any')) return `[${text}]`;
  if (wanted.kind === 'list') return CONVERSIONS[`${type.kind} → ${wanted.of.kind}`]?.replaceAll('…', text);
  return CONVERSIONS[`${type.kind} → ${wanted.kind}`]?.replaceAll('…', text);
}

const CONVERSIONS: Readonly<Record<string, string>> = {
  'string → number': 'number(…)',
  'string → date': 'date(…)',
  'string → time': 'time(…)',
  'string → date and time': 'date and time(…)',
  'string → days and time duration': 'duration(…)',
  'string → years and months duration': 'duration(…)',
  'number → string': 'string(…)',
  'date → string': 'string(…)',
  'time → string': 'string(…)',
  'boolean → string': 'string(…)',
  'date and time → string': 'string(…)',
  'days and time duration → string': 'string(…)',
  'years and months duration → string': 'string(…)',
  'date and time → date': 'date(…)',
  'date and time → time': 'time(…)',
  'boolean → number': 'if … then 1 else 0',
};

function hasPart(type: ContextType, wanted: FeelType): boolean {
  return type.names().some((name) => type.member(name)?.type.kind === wanted.kind);
}

function anyPart(type: ContextType, text: string): Text | undefined {
  const names = type.names().slice(0, 3);
  return names.length === 0 ? undefined : write(...names.map((name) => `${text}.${name}`));
}

/** The part of a record that is of the type wanted: one of those first named, else the first that fits. */
function partOf(type: ContextType, text: string, wanted: FeelType, first: readonly string[] = []): string | undefined {
  const fits = (name: string) => type.member(name)?.type.kind === wanted.kind;
  const name = first.find(fits) ?? type.names().find(fits);
  return name === undefined ? undefined : `${text}.${name}`;
}

function elementOf(element: FeelType, text: string, wanted: FeelType): string | undefined {
  if (wanted.kind === 'list') return element.kind === 'context' ? partOf(element, text, wanted.of) : undefined;
  if (element.kind === wanted.kind && wanted.kind === 'number') return `sum(${text})`;
  if (element.kind === wanted.kind) return `${text}[1]`;
  return wanted.kind === 'number' ? `count(${text})` : undefined;
}

const SAMPLES: Readonly<Partial<Record<FeelType['kind'], string>>> = {
  number: '5',
  string: '"…"',
  date: '@"2026-01-31"',
  time: '@"10:30:00"',
  'date and time': '@"2026-01-31T10:30:00"',
  'days and time duration': '@"P3D"',
  'years and months duration': '@"P1Y6M"',
  range: '[1..5]',
  list: '[…]',
};

/** How a value of the type is written. */
export function sample(wanted: FeelType): Text | undefined {
  if (wanted.kind === 'boolean') return write('true', 'false');
  const written = SAMPLES[wanted.kind];
  if (written === undefined) return undefined;
  return sentence((show) => [
    `write ${show(wanted)}, such as \`${written}\``,
    `scrieți ${show(wanted)}, de exemplu \`${written}\``,
  ]);
}

/** What to type where a condition is needed. */
export function asCondition({ type, constant, ...at }: Code, { report }: Pick<Compiling, 'report'>): Text | undefined {
  const text = report.source.textOf(at);
  if (constant) return write('true', 'false');
  if (type.kind === 'number') return write(`${text} > 0`, `${text} != null`);
  if (type.kind === 'list') return write(`count(${text}) > 0`);
  if (type.kind === 'string') return write(`${text} = "…"`, `${text} != null`);
  return type.kind === 'function' ? write(`${text}(…)`) : write(`${text} != null`);
}

/** What to type where a list is needed. */
export function asList({ type, ...at }: Code, { report }: Pick<Compiling, 'report'>): Text {
  const text = report.source.textOf(at);
  if (type.kind === 'number') return write(`1..${text}`);
  return type.kind === 'string' ? write(`split(${text}, ",")`) : write(`[${text}]`);
}
