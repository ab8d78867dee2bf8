import { type Problem, problem } from '@dealwright/diagnostics';
import type { Source } from './read-content.ts';

/** Characters of a file that people write; more was put there by mistake, and would hold up the running server. */
const LARGEST = 2_000_000;
/** What decoding puts where bytes are no UTF-8. */
const NO_CHARACTER = '\uFFFD';

/** Why a file is not read at all; undefined when it is. */
export function refuseSource(source: Source): Problem | undefined {
  if (source.text.length > LARGEST && /\.(ya?ml|hbs)$/.test(source.path)) return tooLarge(source);
  return source.text.includes(NO_CHARACTER) ? notUtf8(source) : undefined;
}

function tooLarge(source: Source): Problem {
  const size = Math.ceil(source.text.length / 1000);
  return problem(
    'FILE_TOO_LARGE',
    {
      en: `The file is too large: ${size} thousand characters, at most ${LARGEST / 1000} thousand.`,
      ro: `Fișierul este prea mare: ${size} de mii de caractere, cel mult ${LARGEST / 1000} de mii.`,
    },
    {
      place: { file: source.path, line: 1, column: 1 },
      hint: { en: 'split it into several files', ro: 'împărțiți-l în mai multe fișiere' },
    },
  );
}

function notUtf8({ path, text }: Source): Problem {
  const before = text.slice(0, text.indexOf(NO_CHARACTER)).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  const place = { file: path, line: before.length, column, source: text.split('\n')[before.length - 1] ?? '' };
  return problem(
    'NOT_UTF8',
    { en: 'The file is not written in UTF-8.', ro: 'Fișierul nu este scris în UTF-8.' },
    {
      place,
      hint: {
        en: 'save it with the encoding UTF-8, and look at its letters with accents',
        ro: 'salvați-l cu codificarea UTF-8 și verificați literele cu diacritice',
      },
    },
  );
}
