import { refuse, refuseType } from './flaws.ts';
import type { Json } from './json-value.ts';
import type { Parsed } from './value-type.ts';

export interface TextLimits {
  /** Line breaks and tabs stay; else every run of white space becomes one space. */
  readonly lines: boolean;
  /** In characters (code points), as people and the database count them. */
  readonly maxLength: number;
  readonly minLength?: number | undefined;
}

/**
 * A text as the platform keeps it: Unicode NFC, without space at its ends; null when nothing is left to see. Refused are NUL and
 * other control characters, lone surrogates (no database can store them), and texts outside the limits.
 */
export function readText(input: unknown, { lines, maxLength, minLength = 0 }: TextLimits): Parsed {
  if (typeof input !== 'string') return refuseType(input, { en: 'a text', ro: 'un text' });
  if (input.length > 4 * maxLength + 1000) return refuseLonger(maxLength);
  const unstorable = refuseUnstorable(input);
  if (unstorable) return unstorable;
  const normal = input.normalize('NFC');
  const text = (lines ? normal.replace(/\r\n?/g, '\n') : normal.replace(/\s+/gu, ' ')).replace(UNSEEN_ENDS, '');
  if (UNSEEN.test(text)) return { value: null };
  const length = countCharacters(text);
  if (length > maxLength) return refuseLonger(maxLength);
  if (length < minLength) {
    return refuse(
      'TOO_SHORT',
      {
        en: `The text has ${length} of at least ${characters(minLength).en}.`,
        ro: `Textul are ${length} din cel puțin ${characters(minLength).ro}.`,
      },
      { en: `Write at least ${characters(minLength).en}.`, ro: `Scrieți cel puțin ${characters(minLength).ro}.` },
    );
  }
  return { value: text };
}

/** Space, and what is pasted along with a text though nobody sees it: zero-width spaces, soft hyphens. */
const UNSEEN_ENDS = /^[\s\u00ad\u200b\u2060]+|[\s\u00ad\u200b\u2060]+$/gu;
/** Nothing that anybody sees. Between visible characters such signs have their use: they join letters and emoji. */
const UNSEEN = /^[\s\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]*$/u;

/** Refuses control characters and lone surrogates, which no text of ours may hold; undefined when there are none. */
export function refuseUnstorable(text: string): Parsed | undefined {
  if (!text.isWellFormed()) {
    return refuse(
      'BROKEN_TEXT',
      { en: 'The text holds half of a character (a lone surrogate).', ro: 'Textul conține o jumătate de caracter.' },
      { en: 'Send valid Unicode.', ro: 'Trimiteți text Unicode valid.' },
    );
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.exec(text);
  if (!control) return undefined;
  const code = `U+${control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return refuse(
    'CONTROL_CHARACTER',
    { en: `The text holds the control character ${code}.`, ro: `Textul conține caracterul de control ${code}.` },
    { en: 'Remove it.', ro: 'Ștergeți-l.' },
  );
}

/** Order of texts by their code units: total and the same on every machine. People's order is the database's. */
export function compareText(a: Json, b: Json): number {
  const [x, y] = [String(a), String(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function countCharacters(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

function refuseLonger(maxLength: number): Parsed {
  return refuse(
    'TOO_LONG',
    {
      en: `The text is longer than ${characters(maxLength).en}.`,
      ro: `Textul depășește ${characters(maxLength).ro}.`,
    },
    { en: `Shorten it to ${characters(maxLength).en}.`, ro: `Scurtați-l la ${characters(maxLength).ro}.` },
  );
}

/** Romanian says „3 caractere”, but „20 de caractere”. */
function characters(count: number): { readonly en: string; readonly ro: string } {
  const rest = count % 100;
  const of = count >= 20 && (rest === 0 || rest >= 20) ? ' de' : '';
  return {
    en: `${count} ${count === 1 ? 'character' : 'characters'}`,
    ro: count === 1 ? 'un caracter' : `${count}${of} caractere`,
  };
}
