import type { Text } from '@dealwright/diagnostics';
import type { Answer, Decision } from '@dealwright/rules';
import { isJsonObject, type Json } from '@dealwright/values';
import { digitsOf, readAddend } from './exact-sum.ts';

/** An outcome as a text that equal outcomes share: names in order, and numbers without zeros that say nothing. */
export function outcomeKey(outcome: Json, numbers: ReadonlySet<string>): string {
  if (Array.isArray(outcome)) return `[${outcome.map((each) => outcomeKey(each, numbers)).join()}]`;
  if (!isJsonObject(outcome)) return typeof outcome === 'string' ? JSON.stringify(outcome) : numberKey(outcome);
  const entries = Object.entries(outcome).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${numbers.has(name) ? numberKey(value) : outcomeKey(value, numbers)}`).join()}}`;
}

function numberKey(value: Json): string {
  const number = readAddend(value);
  if (number === undefined) return JSON.stringify(value);
  const currency = isJsonObject(value) ? String(value.currency ?? '') : '';
  return `${digitsOf(number)}${currency}`;
}

/** The outputs of a decision that are numbers or money. */
export function numericOutputs({ outputs }: Decision): ReadonlySet<string> {
  const names = [...outputs].filter(([, { type }]) => type.kind === 'number' || isMoneyType(type));
  return new Set(names.map(([name]) => name));
}

function isMoneyType(type: Decision['outcome']): boolean {
  return type.kind === 'context' && type.name === 'money';
}

/** The numeric outputs that some row or rule computes: every record may have another value, so they are summed, not listed. */
export function computedOutputs(decision: Decision): readonly string[] {
  const { logic } = decision;
  const names =
    logic.is === 'table'
      ? logic.rows.flatMap(({ computed }) => [...computed.keys()])
      : logic.rules.flatMap(({ event }) =>
          Object.entries(event.params ?? {}).flatMap(([name, value]) =>
            isJsonObject(value) && 'fact' in value ? [name] : [],
          ),
        );
  const numbers = numericOutputs(decision);
  return [...new Set(names)].filter((name) => numbers.has(name));
}

/** An outcome without some of its outputs. */
export function withoutOutputs(outcome: Json, names: ReadonlySet<string>): Json {
  if (names.size === 0) return outcome;
  if (Array.isArray(outcome)) return outcome.map((each) => withoutOutputs(each, names));
  if (!isJsonObject(outcome)) return outcome;
  return Object.fromEntries(Object.entries(outcome).filter(([name]) => !names.has(name)));
}

/** The rows or rules that were the reason. */
export function rowsOf({ matched }: Answer): readonly string[] {
  return matched.map(({ rule }) => rule);
}

/** What the content says of the rows that were the reason. */
export function becauseOf(answer: Answer | undefined): readonly Text[] {
  return answer?.matched.flatMap(({ because }) => because ?? []) ?? [];
}

/** The answers whose rows differ: of the decision itself always, of those that it calls where they do. */
export function responsible(
  before: Answer,
  after: Answer,
): readonly (readonly [Answer | undefined, Answer | undefined])[] {
  const found: (readonly [Answer | undefined, Answer | undefined])[] = [[before, after]];
  const old = new Map(before.calls.map((each) => [each.decision, each]));
  const young = new Map(after.calls.map((each) => [each.decision, each]));
  for (const name of new Set([...old.keys(), ...young.keys()])) {
    const [a, b] = [old.get(name), young.get(name)];
    if (a && b) found.push(...responsible(a, b).filter((pair) => differ(...pair)));
    else found.push([a, b]);
  }
  return found;
}

function differ(a: Answer | undefined, b: Answer | undefined): boolean {
  return !a || !b || rowsOf(a).join('\0') !== rowsOf(b).join('\0');
}

/** True when the decision could not be made. */
export function hasFailed({ problems }: Answer): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
