import { didYouMean, type Text } from '@dealwright/diagnostics';
import { sentence } from '../feel-types.ts';
import type { FeelType } from '../types.ts';
import { showValue } from '../values/show.ts';
import type { Code } from './code.ts';
import type { Compiling } from './compiler.ts';

const WITHOUT_ORDER = new Set<FeelType['kind']>(['boolean', 'list', 'context', 'function', 'range']);

/** Can values of the type be smaller and greater? */
export function orderable(type: FeelType): boolean {
  return !WITHOUT_ORDER.has(type.kind);
}

/** True when two static types can never be equal, because they are of different kinds. */
export function kindMismatch(a: FeelType, b: FeelType): boolean {
  return isKnown(a) && isKnown(b) && a.kind !== b.kind;
}

export function isKnown(type: FeelType): boolean {
  return type.kind !== 'any' && type.kind !== 'null';
}

/**
 * Reports a comparison of two kinds that can never be equal, or of a choice with a value that it does not have.
 * True when it did.
 */
export function reportMismatch(left: Code, right: Code, compiling: Compiling): boolean {
  if (kindMismatch(left.type, right.type)) {
    const at = right.constant || !left.constant ? right : left;
    compiling.report.error(
      at,
      'WRONG_TYPE',
      sentence((show) => [
        `${capital(show(left.type))} cannot be compared with ${show(right.type)}.`,
        `${capital(show(left.type))} nu se poate compara cu ${show(right.type)}.`,
      ]),
      remedy(right, left.type, compiling) ?? remedy(left, right.type, compiling),
    );
    return true;
  }
  const [choice, given] = left.constant ? [right, left] : [left, right];
  return reportChoice(given, choice.type, compiling);
}

/** Reports a text that is none of the values of a choice. True when it did. */
export function reportChoice(given: Code, choice: FeelType, compiling: Pick<Compiling, 'report'>): boolean {
  if (given.type.kind !== 'string' || choice.kind !== 'string') return false;
  const [known, wanted] = [choice.values, given.type.values];
  if (!known || !wanted || wanted.some((value) => known.includes(value))) return false;
  const value = wanted[0] ?? '';
  compiling.report.error(
    given,
    'UNKNOWN_CHOICE',
    {
      en: `"${value}" is not one of the values that this can have.`,
      ro: `"${value}" nu este una dintre valorile posibile aici.`,
    },
    quoted(didYouMean(value, known)),
  );
  return true;
}

function quoted(hint: Text | undefined): Text | undefined {
  if (hint === undefined || typeof hint === 'string') return hint;
  const quote = (text: string) => text.replace(/`([^`]*)`/g, '"$1"');
  return { en: quote(hint.en), ro: quote(hint.ro ?? hint.en) };
}

const TEMPORAL = new Set<FeelType['kind']>([
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
]);

/** What to type so that `given` becomes of the type wanted. */
export function remedy(given: Code, wanted: FeelType, { report }: Compiling): Text | undefined {
  const value = given.constant?.value;
  if (typeof value === 'string') {
    if (wanted.kind === 'number' && /^-?\d+(\.\d+)?$/.test(value)) return type(value);
    if (wanted.kind === 'boolean' && /^(true|false)$/.test(value)) return type(value);
    if (TEMPORAL.has(wanted.kind)) return type(`@"${value}"`);
  }
  if (value !== undefined && value !== null && wanted.kind === 'string') return type(`"${showValue(value)}"`);
  const text = report.source.textOf(given);
  if (given.type.kind === 'function') return type(`${text}(…)`);
  if (wanted.kind === 'date' && given.type.kind === 'date and time') return type(`date(${text})`);
  if (given.type.kind !== 'context') return undefined;
  const part = wanted.kind === 'number' ? 'amount' : wanted.kind === 'string' ? 'id' : undefined;
  return part && given.type.member(part)?.type.kind === wanted.kind ? type(`${text}.${part}`) : undefined;
}

function type(text: string): Text {
  return { en: `write \`${text}\``, ro: `scrieți \`${text}\`` };
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
