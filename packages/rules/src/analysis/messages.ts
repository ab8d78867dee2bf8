import type { Witness } from './find-facts.ts';
import { flowYaml } from './flow-yaml.ts';

/** `{ items: 9 }`, with the day when that matters. */
export function shown({ given, at }: Pick<Witness, 'given' | 'at'>): { readonly en: string; readonly ro: string } {
  const facts = flowYaml(given);
  return at === undefined ? { en: facts, ro: facts } : { en: `${facts} on ${at}`, ro: `${facts} la ${at}` };
}

/** “`items` is `< 10` and `name: starts with(?, "A")` does not hold”. */
export function shownCells(
  cells: { readonly [input: string]: unknown },
  held: readonly { readonly test: string; readonly holds: boolean }[],
): { readonly en: string; readonly ro: string } {
  const each = Object.entries(cells);
  const en = [
    ...each.map(([input, test]) => `\`${input}\` is \`${test}\``),
    ...held.map(({ test, holds }) => `\`${test}\` ${holds ? 'holds' : 'does not hold'}`),
  ];
  const ro = [
    ...each.map(([input, test]) => `\`${input}\` este \`${test}\``),
    ...held.map(({ test, holds }) => `\`${test}\` ${holds ? 'se îndeplinește' : 'nu se îndeplinește'}`),
  ];
  return { en: en.join(' and '), ro: ro.join(' și ') };
}

/** “rows 2, 3 and 5”, of which at most five are named. */
export function listed(names: readonly string[], what: 'row' | 'rule'): { readonly en: string; readonly ro: string } {
  const few = names.slice(0, 5);
  const more = names.length - few.length;
  const last = few.at(-1) ?? '';
  const join = (and: string, others: string) =>
    more > 0
      ? `${few.join(', ')} ${and} ${more} ${others}`
      : few.length > 1
        ? `${few.slice(0, -1).join(', ')} ${and} ${last}`
        : last;
  const many = names.length > 1;
  const word = {
    row: many ? { en: 'rows', ro: 'rândurile' } : { en: 'row', ro: 'rândul' },
    rule: many ? { en: 'rules', ro: 'regulile' } : { en: 'rule', ro: 'regula' },
  }[what];
  return { en: `${word.en} ${join('and', 'others')}`, ro: `${word.ro} ${join('și', 'altele')}` };
}

/** For the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
