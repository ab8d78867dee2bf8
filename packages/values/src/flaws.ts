import type { Text } from '@dealwright/diagnostics';
import type { Parsed } from './value-type.ts';

/** Refuses a value: a stable code, what is wrong, and what to write instead. */
export function refuse(code: string, message: Text, hint?: Text): Parsed {
  return { flaw: hint === undefined ? { code, message } : { code, message, hint } };
}

/** The value has another JSON type than the field. `wanted` completes "Write …". */
export function refuseType(input: unknown, wanted: { en: string; ro: string }): Parsed {
  const found = Array.isArray(input) ? 'a list' : typeof input === 'object' ? 'an object' : `a ${typeof input}`;
  const gasit = ROMANIAN_TYPES[Array.isArray(input) ? 'list' : typeof input] ?? 'o altă valoare';
  return refuse(
    'WRONG_TYPE',
    { en: `${upper(found)} cannot be stored here.`, ro: `Aici nu se poate păstra ${gasit}.` },
    { en: `Write ${wanted.en}.`, ro: `Scrieți ${wanted.ro}.` },
  );
}

const ROMANIAN_TYPES: Readonly<Record<string, string>> = {
  list: 'o listă',
  object: 'un obiect',
  string: 'un text',
  number: 'un număr',
  boolean: 'o valoare adevărat/fals',
};

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The value lies below the field's minimum. */
export function refuseBelow(min: string): Parsed {
  return refuse(
    'TOO_SMALL',
    { en: `The value is below the minimum of ${min}.`, ro: `Valoarea este sub minimul de ${min}.` },
    { en: `Write ${min} or more.`, ro: `Scrieți cel puțin ${min}.` },
  );
}

/** The value lies above the field's maximum. */
export function refuseAbove(max: string): Parsed {
  return refuse(
    'TOO_LARGE',
    { en: `The value is above the maximum of ${max}.`, ro: `Valoarea este peste maximul de ${max}.` },
    { en: `Write ${max} or less.`, ro: `Scrieți cel mult ${max}.` },
  );
}
