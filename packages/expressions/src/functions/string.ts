import { BOOLEAN, NUMBER, STRING } from '../feel-types.ts';
import type { Predicate, Term } from '../predicate.ts';
import { toInteger } from '../values/number.ts';
import { showValue } from '../values/show.ts';
import { anything, type BuiltIn, builtIn, list, nullable, number, optional, signature, text } from './function.ts';

/** Characters as a person counts them: code points, not halves of surrogate pairs. */
function characters(value: string): readonly string[] {
  return [...value];
}

function textPredicate(operator: 'contains' | 'starts with' | 'ends with') {
  return ([term, value]: readonly Term[], wanted: boolean): Predicate | undefined => {
    if (!term || !value) return undefined;
    const predicate: Predicate = { is: 'text', operator, term, value, ignoreCase: false };
    if (wanted) return predicate;
    // Not true, and not null either.
    const given = [term, value].filter((each) => each.is !== 'value');
    return {
      is: 'and',
      of: [
        ...given.map((each): Predicate => ({ is: 'not', of: { is: 'null', term: each } })),
        { is: 'not', of: predicate },
      ],
    };
  };
}

function callTerm(name: 'lower case' | 'upper case' | 'string length', type: typeof STRING) {
  return (of: readonly Term[]): Term => ({ is: 'call', name, of, type });
}

export const stringFunctions: readonly BuiltIn[] = [
  builtIn(
    'substring',
    signature(
      [text('string'), number('start position'), optional(number('length'))],
      STRING,
      ([string, from, length], call) => {
        const all = characters(string);
        const start = toInteger(from);
        if (start === undefined || start === 0 || Math.abs(start) > all.length) {
          return call.fail(
            'OUTSIDE_TEXT',
            'There is no such position in the text.',
            'Nu există o asemenea poziție în text.',
          );
        }
        const begin = start > 0 ? start - 1 : all.length + start;
        if (length === undefined || length === null) return all.slice(begin).join('');
        const size = Math.trunc(Number(length));
        if (size < 1)
          return call.fail('OUTSIDE_TEXT', 'The length must be at least 1.', 'Lungimea trebuie să fie cel puțin 1.');
        return all.slice(begin, begin + size).join('');
      },
    ),
  ),
  builtIn(
    'string length',
    signature([text('string')], NUMBER, ([string]) => characters(string).length),
    {
      term: callTerm('string length', NUMBER),
    },
  ),
  builtIn(
    'upper case',
    signature([text('string')], STRING, ([string]) => string.toUpperCase()),
    {
      term: callTerm('upper case', STRING),
    },
  ),
  builtIn(
    'lower case',
    signature([text('string')], STRING, ([string]) => string.toLowerCase()),
    {
      term: callTerm('lower case', STRING),
    },
  ),
  builtIn(
    'substring before',
    signature([text('string'), text('match')], STRING, ([string, match]) => {
      const at = string.indexOf(match);
      return at < 0 ? '' : string.slice(0, at);
    }),
  ),
  builtIn(
    'substring after',
    signature([text('string'), text('match')], STRING, ([string, match]) => {
      const at = string.indexOf(match);
      return at < 0 ? '' : string.slice(at + match.length);
    }),
  ),
  builtIn(
    'contains',
    signature([text('string'), text('match')], BOOLEAN, ([string, match]) => string.includes(match)),
    {
      predicate: textPredicate('contains'),
    },
  ),
  builtIn(
    'starts with',
    signature([text('string'), text('match')], BOOLEAN, ([string, match]) => string.startsWith(match)),
    {
      predicate: textPredicate('starts with'),
    },
  ),
  builtIn(
    'ends with',
    signature([text('string'), text('match')], BOOLEAN, ([string, match]) => string.endsWith(match)),
    {
      predicate: textPredicate('ends with'),
    },
  ),
  builtIn(
    'trim',
    signature([text('string')], STRING, ([string]) => string.trim()),
  ),
  builtIn(
    'string join',
    signature([list('list', STRING), nullable(optional(text('delimiter')))], STRING, ([parts, delimiter], call) => {
      const given = parts.filter((part) => typeof part === 'string');
      const between = delimiter ?? '';
      call.reserve(
        given.reduce((size, part) => size + part.length + between.length, 0),
        'text',
      );
      return given.join(between);
    }),
  ),
  builtIn(
    'string',
    signature([nullable(anything('from'))], STRING, ([from], call) => {
      if (from === null) return null;
      call.weigh(from);
      const shown = showValue(from);
      call.reserve(shown.length, 'text');
      return shown;
    }),
  ),
];
