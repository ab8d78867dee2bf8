import { didYouMean } from '@dealwright/diagnostics';
import { refuse, refuseType } from '../flaws.ts';
import type { LinkedOptions, Parsed } from '../value-type.ts';

/** One value of the linked list; retired ones are kept where they stand, and refused as new values. */
export function readChoice(input: unknown, choices: LinkedOptions['choices']): Parsed {
  if (typeof input !== 'string') return refuseType(input, { en: 'one of the choices', ro: 'una dintre opțiuni' });
  const name = input.slice(0, 200);
  const chosen = choices?.get(name);
  const open = [...(choices ?? [])].filter(([, each]) => !each.retired).map(([each]) => each);
  if (!chosen) {
    return refuse(
      'UNKNOWN_CHOICE',
      { en: `There is no choice \`${printable(name)}\`.`, ro: `Nu există opțiunea \`${printable(name)}\`.` },
      didYouMean(name, open),
    );
  }
  if (chosen.retired) {
    return refuse(
      'RETIRED_CHOICE',
      { en: `\`${name}\` is no longer offered.`, ro: `\`${name}\` nu mai este disponibilă.` },
      { en: `Choose one of ${open.join(', ')}.`, ro: `Alegeți una dintre ${open.join(', ')}.` },
    );
  }
  return { value: name };
}

/** A stranger's text inside our message: no control characters, no half characters. */
function printable(text: string): string {
  return text.toWellFormed().replace(/\p{Cc}/gu, '?');
}
