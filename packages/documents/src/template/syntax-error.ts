import type { Text } from '@dealwright/diagnostics';

/** Why a template cannot be read, where, and what to type instead. */
export interface SyntaxFlaw {
  /** From 1. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
  readonly message: Text;
  readonly hint: Text;
}

/** Handlebars' error in words of people who write templates. */
export function explainSyntax(error: string): SyntaxFlaw {
  const [, first, second, column] = /on line (\d+)|(\d+):(\d+)$/.exec(error) ?? [];
  return { line: Number(first ?? second ?? 1), column: Number(column ?? 0), ...explain(error) };
}

type Said = Pick<SyntaxFlaw, 'message' | 'hint'>;

function explain(error: string): Said {
  const [, opened, closed] = /^(.+) doesn't match (.+) - \d+:\d+$/.exec(error) ?? [];
  if (opened !== undefined) {
    return said(
      [`The block {{#${opened}}} is closed by {{/${closed}}}.`, `Blocul {{#${opened}}} este închis de {{/${closed}}}.`],
      [`write {{/${opened}}}`, `scrieți {{/${opened}}}`],
    );
  }
  const [, path] = /^Invalid path: (.+) - \d+:\d+$/.exec(error) ?? [];
  if (path !== undefined) {
    return said(
      [`${path} is no path.`, `${path} nu este o cale.`],
      ['`../` stands only at the beginning: `../name`', '`../` stă numai la început: `../name`'],
    );
  }
  const got = /got '(\w+)'$/.exec(error)?.[1] ?? 'INVALID';
  const wantsEnd = error.includes("'OPEN_ENDBLOCK'");
  if (got === 'EOF' && wantsEnd) {
    return said(
      ['The template ends, and a block is still open.', 'Șablonul se termină, dar un bloc este încă deschis.'],
      ['close it: {{#if x}} … {{/if}}', 'închideți-l: {{#if x}} … {{/if}}'],
    );
  }
  return BY_TOKEN[got] ?? UNREADABLE;
}

function said([en, ro]: readonly [string, string], [hintEn, hintRo]: readonly [string, string]): Said {
  return { message: { en, ro }, hint: { en: hintEn, ro: hintRo } };
}

const UNREADABLE = said(
  ['Something between the braces cannot be read.', 'Ceva între acolade nu poate fi citit.'],
  [
    'write {{name}} or {{helper name option="value"}}, and close what you open: braces, quotes, brackets',
    'scrieți {{nume}} sau {{funcție nume opțiune="valoare"}} și închideți ce deschideți: acolade, ghilimele, paranteze',
  ],
);

const HALF_BLOCK = said(
  ['This belongs to a block, and none is open here.', 'Aceasta ține de un bloc, dar aici nu este niciunul deschis.'],
  ['open it before: {{#if x}} … {{else}} … {{/if}}', 'deschideți-l înainte: {{#if x}} … {{else}} … {{/if}}'],
);

const BY_TOKEN: Readonly<Record<string, Said>> = {
  EOF: said(
    ['The template ends in the middle of braces.', 'Șablonul se termină în mijlocul acoladelor.'],
    ['close them: {{name}}', 'închideți-le: {{nume}}'],
  ),
  CLOSE: said(
    ['Something is missing before }}.', 'Lipsește ceva înainte de }}.'],
    [
      'write {{name}}, or {{helper name option="value"}}; three braces that open need three that close',
      'scrieți {{nume}} sau {{funcție nume opțiune="valoare"}}; trei acolade deschise se închid cu trei',
    ],
  ),
  EQUALS: said(
    ['Braces hold no comparison.', 'Acoladele nu conțin comparații.'],
    ['write {{#if (feel "a = b")}} … {{/if}}', 'scrieți {{#if (feel "a = b")}} … {{/if}}'],
  ),
  OPEN_ENDBLOCK: HALF_BLOCK,
  INVERSE: HALF_BLOCK,
  OPEN_INVERSE_CHAIN: HALF_BLOCK,
};
