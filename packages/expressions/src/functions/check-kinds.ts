import { capital, elementOf, sentence } from '../feel-types.ts';
import type { FeelType } from '../types.ts';
import type { KnownArgument, Wrong } from './function.ts';

const isKnown = ({ kind }: FeelType) => kind !== 'any' && kind !== 'null';

/** All elements, whether in one list or as arguments, must be of one kind, or they cannot be compared. */
export function checkComparable(args: readonly KnownArgument[]): Wrong | undefined {
  const [first, ...others] = args.map(({ type }) => (args.length === 1 ? elementOf(type) : type)).filter(isKnown);
  const other = first && others.find(({ kind }) => kind !== first.kind);
  return other && mixed(first, other);
}

/** Points, and the ends of ranges, likewise. */
export function checkPoints(args: readonly KnownArgument[]): Wrong | undefined {
  const [first, ...others] = args.map(({ type }) => (type.kind === 'range' ? type.of : type)).filter(isKnown);
  const other = first && others.find(({ kind }) => kind !== first.kind);
  return other && mixed(first, other);
}

function mixed(a: FeelType, b: FeelType): Wrong {
  return {
    code: 'WRONG_TYPE',
    message: sentence((show) => [
      `These cannot be compared: ${show(a)} and ${show(b)}.`,
      `Acestea nu se pot compara: ${show(a)} și ${show(b)}.`,
    ]),
    hint: { en: 'give values of one type', ro: 'dați valori de un singur tip' },
  };
}

/** What is looked for must be of the kind that the list has. */
export function checkElement([list, element]: readonly KnownArgument[]): Wrong | undefined {
  const of = list && elementOf(list.type);
  if (!of || !element || !isKnown(of) || !isKnown(element.type) || of.kind === element.type.kind) return undefined;
  return {
    code: 'WRONG_TYPE',
    message: sentence((show) => [
      `${capital(show(element.type))} is never in ${show({ kind: 'list', of })}.`,
      `${capital(show(element.type))} nu este niciodată în ${show({ kind: 'list', of })}.`,
    ]),
    hint: sentence((show) => [`look for ${show(of)}`, `căutați ${show(of)}`]),
  };
}

const WITHOUT_ORDER = new Set<FeelType['kind']>(['boolean', 'list', 'context', 'function', 'range']);

/** Without a function that says what comes first, the elements must have an order. */
export function checkSorted([list, precedes]: readonly KnownArgument[]): Wrong | undefined {
  const of = list && elementOf(list.type);
  if (!of || precedes || !WITHOUT_ORDER.has(of.kind)) return undefined;
  return {
    code: 'WRONG_TYPE',
    message: sentence((show) => [
      `${capital(show({ kind: 'list', of }))} has no order of its own.`,
      `${capital(show({ kind: 'list', of }))} nu are o ordine proprie.`,
    ]),
    hint: {
      en: 'say what comes first: `sort(…, function(a, b) a < b)`',
      ro: 'spuneți ce vine întâi: `sort(…, function(a, b) a < b)`',
    },
  };
}
