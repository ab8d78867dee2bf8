import type { Problem, Text } from '@dealwright/diagnostics';
import type { YAMLError } from 'yaml';

interface Flaw {
  readonly message: Text;
  readonly hint: NonNullable<Problem['hint']>;
}

const QUOTES: Flaw = {
  message: {
    en: 'There is a `:` in the middle of a text, or this line is indented further than the one above.',
    ro: 'Există un `:` în mijlocul unui text sau rândul acesta este mai indentat decât cel de deasupra.',
  },
  hint: {
    en: "put the text in quotes, `'City: the seat'`, or align this line with the one above",
    ro: "puneți textul între ghilimele, `'Oraș: sediul'`, sau aliniați rândul cu cel de deasupra",
  },
};

/** What analysts get wrong most often, by the parser's code, in words that say what to type. */
const FLAWS: Readonly<Partial<Record<YAMLError['code'], Flaw>>> = {
  TAB_AS_INDENT: {
    message: { en: 'This line is indented with a tab.', ro: 'Rândul acesta este indentat cu un tab.' },
    hint: { en: 'indent with spaces', ro: 'indentați cu spații' },
  },
  DUPLICATE_KEY: {
    message: { en: 'This key stands here twice.', ro: 'Cheia aceasta apare aici de două ori.' },
    hint: { en: 'delete or rename one of them', ro: 'ștergeți sau redenumiți una dintre ele' },
  },
  BAD_ALIAS: {
    message: {
      en: 'There is no `&` of that name above this `*`.',
      ro: 'Deasupra acestui `*` nu există niciun `&` cu acest nume.',
    },
    hint: { en: 'write the name that stands after `&`', ro: 'scrieți numele de după `&`' },
  },
  BLOCK_AS_IMPLICIT_KEY: QUOTES,
  BLOCK_IN_FLOW: QUOTES,
  MULTILINE_IMPLICIT_KEY: {
    message: { en: 'This key does not end with `:`.', ro: 'Cheia aceasta nu se termină cu `:`.' },
    hint: { en: 'write `key: value` on one line', ro: 'scrieți `cheie: valoare` pe un rând' },
  },
  BAD_INDENT: {
    message: { en: 'This line is not aligned with the others.', ro: 'Rândul acesta nu este aliniat cu celelalte.' },
    hint: {
      en: 'begin it in the same column as its neighbours, and close every `{` and `[` above it',
      ro: 'începeți-l în aceeași coloană cu vecinii lui și închideți fiecare `{` și `[` de deasupra',
    },
  },
  MISSING_CHAR: {
    message: {
      en: 'A quote, a comma, a space or a bracket is missing here.',
      ro: 'Aici lipsește o ghilimea, o virgulă, un spațiu sau o paranteză.',
    },
    hint: {
      en: 'close what was opened: `"…"`, `{ a: b, c: d }`, `[a, b]`; write a space after `:`',
      ro: 'închideți ce ați deschis: `"…"`, `{ a: b, c: d }`, `[a, b]`; scrieți un spațiu după `:`',
    },
  },
  TAG_RESOLVE_FAILED: {
    message: { en: 'A word with `!` is not known here.', ro: 'Un cuvânt cu `!` nu este cunoscut aici.' },
    hint: {
      en: "delete it, or put the text in quotes: `'!…'`",
      ro: "ștergeți-l sau puneți textul între ghilimele: `'!…'`",
    },
  },
};

/** Says in words for people what the parser found; the parser's own words stand where it found something rare. */
export function yamlFlaw(error: Pick<YAMLError, 'code' | 'message'>): Flaw {
  return (
    FLAWS[error.code] ?? {
      message: { en: `This is not YAML: ${error.message}`, ro: `Acesta nu este YAML: ${error.message}` },
      hint: {
        en: 'check indentation, colons and quotes near this place; a text with `:` or `#` needs quotes',
        ro: 'verificați alinierea, două-puncte și ghilimelele; un text cu `:` sau `#` are nevoie de ghilimele',
      },
    }
  );
}
