import { didYouMean, type Text } from '@dealwright/diagnostics';
import { capital, sentence } from '../feel-types.ts';
import type { FeelType } from '../types.ts';
import type { Code } from './code.ts';
import type { Compiling } from './compiler.ts';
import { remedy, sample, write } from './remedies.ts';

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
      comparable(left, right, compiling),
    );
    return true;
  }
  const [choice, given] = left.constant ? [right, left] : [left, right];
  return reportChoice(given, choice.type, compiling);
}

/** What to type so that the two can be compared. */
function comparable(left: Code, right: Code, compiling: Compiling): Text | undefined {
  const [many, other] = ['list', 'range'].includes(left.type.kind) ? [left, right] : [right, left];
  const [of, each] = [many, other].map((part) => compiling.report.source.textOf(part));
  if (many.type.kind === 'range') return write(`${each} in ${of}`);
  if (many.type.kind === 'list') {
    if (many.type.of.kind === other.type.kind) return write(`list contains(${of}, ${each})`);
    if (other.type.kind === 'number' && isKnown(many.type.of)) return write(`count(${of})`);
  }
  const [first, second] = right.constant || !left.constant ? [right, left] : [left, right];
  return (
    remedy(first, second.type, compiling, second) ?? remedy(second, first.type, compiling, first) ?? sample(second.type)
  );
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
