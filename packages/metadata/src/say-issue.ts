import { didYouMean, type Text } from '@dealwright/diagnostics';
import { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What is wrong with a value, and what to write instead, in both languages. */
export interface SaidIssue {
  readonly message: Text;
  readonly hint: Text | undefined;
}

/** A remedy in both languages, where a schema of zod takes one text: `z.string().regex(/…/, remedy('write …', 'scrieți …'))`. */
export function remedy(en: string, ro: string): string {
  return `${en}${BETWEEN}${ro}`;
}

const BETWEEN = '\u0000';

/** An issue of zod in our words. `name`: the path of the value as people write it. */
export function sayIssue(issue: Issue, name: string, value: unknown): SaidIssue {
  const [en, ro] = issue.message.split(BETWEEN);
  const said = ro === undefined ? undefined : { en: en ?? '', ro };
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = TYPES[issue.expected] ?? { en: issue.expected, ro: issue.expected, example: '…' };
      const is = typeOf(value);
      return {
        message: {
          en: `\`${name}\` is ${is.en}, not ${wanted.en}.`,
          ro: `\`${name}\` este ${is.ro}, nu ${wanted.ro}.`,
        },
        hint: write(`${keyOf(name)}${wanted.example}`),
      };
    }
    case 'invalid_value': {
      const known = issue.values.map(String);
      const shown = short(value);
      return {
        message: {
          en: `\`${name}\` cannot be ${shown}.`,
          ro: `\`${name}\` nu poate fi ${shown}.`,
        },
        hint: didYouMean(String(value), known),
      };
    }
    case 'too_small':
    case 'too_big': {
      const [least, most] = issue.code === 'too_small' ? [issue.minimum, undefined] : [undefined, issue.maximum];
      const of = UNITS[issue.origin] ?? { en: '', ro: '' };
      const bound = String(least ?? most);
      const [few, many] = [least !== undefined, most !== undefined];
      return {
        message: {
          en: `\`${name}\` is too ${of.en === '' ? (few ? 'small' : 'large') : few ? 'short' : 'long'}.`,
          ro: `\`${name}\` este prea ${of.ro === '' ? (few ? 'mic' : 'mare') : few ? 'scurt' : 'lung'}.`,
        },
        hint: said ?? {
          en: `write ${few ? 'at least' : 'at most'} ${bound}${of.en}`,
          ro: `scrieți ${many ? 'cel mult' : 'cel puțin'} ${bound}${of.ro}`,
        },
      };
    }
    case 'invalid_key': {
      const [inner] = issue.issues;
      if (inner) return sayIssue(inner, name, issue.path.at(-1));
      break;
    }
    case 'invalid_format':
    case 'custom':
      return {
        message: {
          en: `\`${name}\` is not written right: ${short(value)}.`,
          ro: `\`${name}\` nu este scris corect: ${short(value)}.`,
        },
        hint: said ?? (ro === undefined && issue.code === 'custom' ? issue.message : undefined),
      };
  }
  return {
    message: {
      en: `\`${name}\` is not right: ${issue.message}.`,
      ro: `\`${name}\` nu este corect: ${IN_ROMANIAN(issue as Parameters<typeof IN_ROMANIAN>[0])}.`,
    },
    hint: said,
  };
}

const IN_ROMANIAN = (issue: Parameters<z.core.$ZodErrorMap>[0]): string => {
  const told = z.locales.ro().localeError(issue);
  return (typeof told === 'string' ? told : told?.message) ?? issue.code;
};

interface Type {
  readonly en: string;
  readonly ro: string;
  readonly example: string;
}

const TYPES: Readonly<Record<string, Type>> = {
  string: { en: 'a text', ro: 'un text', example: 'text' },
  number: { en: 'a number', ro: 'un număr', example: '3' },
  int: { en: 'a whole number', ro: 'un număr întreg', example: '3' },
  boolean: { en: 'yes or no', ro: 'da sau nu', example: 'true' },
  array: { en: 'a list', ro: 'o listă', example: '[…]' },
  object: { en: 'a group of keys', ro: 'un grup de chei', example: '{ key: value }' },
  record: { en: 'a group of keys', ro: 'un grup de chei', example: '{ key: value }' },
  null: { en: 'empty', ro: 'gol', example: 'null' },
};

/** What is counted of it. Numbers themselves are not counted. */
const UNITS: Readonly<Record<string, { readonly en: string; readonly ro: string }>> = {
  string: { en: ' in length', ro: ' ca lungime' },
  array: { en: ' in the list', ro: ' în listă' },
  set: { en: ' in the list', ro: ' în listă' },
};

function typeOf(value: unknown): Omit<Type, 'example'> {
  if (value === null) return { en: 'empty', ro: 'gol' };
  if (Array.isArray(value)) return { en: 'a list', ro: 'o listă' };
  return TYPES[typeof value] ?? { en: short(value), ro: short(value) };
}

const MOST_SHOWN = 60;

/** The value as it stands in the file, or the beginning of it. */
function short(value: unknown): string {
  const text = (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))).replace(/\s+/g, ' ');
  return `\`${text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text}\``;
}

/** `legs: `; nothing for one of a list. */
function keyOf(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return /^\d+$/.test(last) ? '' : `${last}: `;
}

function write(yaml: string): Text {
  return { en: `write \`${yaml}\``, ro: `scrieți \`${yaml}\`` };
}
