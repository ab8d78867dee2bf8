import { feelTypeOf, humanise, warnUntranslated } from '@dealwright/entities';
import type { Expression } from '@dealwright/expressions';
import type { ContentDocument, Linking, YamlPath } from '@dealwright/metadata';
import { valueTypes } from '@dealwright/values';
import type { Body, Method, Operation, PathPiece, SandboxAnswer, Taken } from './connector.ts';
import type { AnswerShape, ConnectorShape, OperationShape } from './connector-schema.ts';
import {
  compileAt,
  compileBody,
  compileMembers,
  type OperationLinking,
  RESERVED_NAMES,
  report,
  scopesOf,
} from './operation-linking.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const WITHOUT_BODY: ReadonlySet<string> = new Set(['get', 'delete']);
/** Set by whoever makes the request. */
const OWN_HEADERS: ReadonlySet<string> = new Set(
  'authorization connection content-length content-type host idempotency-key transfer-encoding'.split(' '),
);
const IN_BRACES = /\{([^{}]*)\}/g;

/** Links one operation; what is wrong is reported, and the rest is linked all the same. */
export function linkOperation(
  name: string,
  shape: OperationShape,
  document: ContentDocument<ConnectorShape>,
  linking: Linking,
): Operation {
  const path: YamlPath = ['operations', name];
  const takes = new Map(Object.entries(shape.takes ?? {}).map(([each, type]) => [each, takenOf(type)]));
  const method = methodOf(shape, path, { document, linking });
  const text = shape[method] ?? '/';
  const parameters = [...text.matchAll(IN_BRACES)].map(([, inside = '']) => inside.trim()).filter(isName);
  const at: OperationLinking = { document, linking, ...scopesOf(name, takes, parameters) };
  checkNames(shape, path, at);
  warnUntranslated(shape.label, () => document.place([...path, 'label']), linking);
  const pieces = linkPath(text, [...path, method], at);
  const { refused } = shape;
  const refusedWhen =
    refused && compileAt(refused.when, [...path, 'refused', 'when'], at.answered, at, { expects: { kind: 'boolean' } });
  const because =
    refused?.because === undefined
      ? undefined
      : compileAt(refused.because, [...path, 'refused', 'because'], at.answered, at);
  return {
    name,
    label: shape.label ?? humanise(name),
    method: method.toUpperCase() as Method,
    path: pieces,
    takes,
    takesFiles: shape.files !== undefined,
    files: shape.files,
    query: shape.query ? compileMembers(shape.query, [...path, 'query'], at.asked, at) : usualQuery(method, pieces, at),
    headers: compileMembers(shape.headers, [...path, 'headers'], at.asked, at),
    body: bodyOf(shape, method, path, at),
    gives: compileMembers(shape.gives, [...path, 'gives'], at.answered, at),
    refused: refusedWhen && { when: refusedWhen, because },
    undo: shape.undo,
    sandbox: sandboxOf(shape, path, at),
  };
}

function takenOf(said: string): Taken {
  const type = valueTypes.get(said.replace('?', ''));
  return { type: type ? feelTypeOf(type.feel) : { kind: 'any' }, needed: !said.endsWith('?') };
}

function methodOf(
  shape: OperationShape,
  path: YamlPath,
  at: Pick<OperationLinking, 'document' | 'linking'>,
): (typeof METHODS)[number] {
  const [said, second] = METHODS.filter((each) => shape[each] !== undefined);
  if (said === undefined || second !== undefined) {
    report(
      at,
      second === undefined ? path : [...path, second],
      'ONE_METHOD',
      {
        en: 'An operation is exactly one request.',
        ro: 'O operație este exact o cerere.',
      },
      {
        en: 'write one of `get`, `post`, `put`, `patch`, `delete` with the path',
        ro: 'scrieți una dintre `get`, `post`, `put`, `patch`, `delete` cu calea',
      },
    );
  }
  return said ?? 'post';
}

function checkNames(shape: OperationShape, path: YamlPath, at: OperationLinking): void {
  for (const name of Object.keys(shape.takes ?? {}).filter((each) => RESERVED_NAMES.has(each))) {
    report(
      at,
      [...path, 'takes', name],
      'RESERVED_NAME',
      { en: `\`${name}\` means something else here.`, ro: `\`${name}\` are deja alt înțeles aici.` },
      { en: 'choose another name', ro: 'alegeți alt nume' },
    );
  }
  for (const name of Object.keys(shape.headers ?? {})) {
    if (/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) && !OWN_HEADERS.has(name.toLowerCase())) continue;
    report(
      at,
      [...path, 'headers', name],
      'HEADER_NOT_YOURS',
      { en: `The header \`${name}\` cannot be set here.`, ro: `Antetul \`${name}\` nu poate fi scris aici.` },
      {
        en: 'leave it out; who asks is said by `authentication`, and the rest is set by itself',
        ro: 'omiteți-l; cine întreabă se spune prin `authentication`, iar restul se completează automat',
      },
    );
  }
}

function linkPath(text: string, path: YamlPath, at: OperationLinking): readonly PathPiece[] {
  const pieces: PathPiece[] = [];
  let end = 0;
  for (const found of text.matchAll(IN_BRACES)) {
    pieces.push(text.slice(end, found.index));
    end = found.index + found[0].length;
    const inside = found[1] ?? '';
    const value = compileAt(inside, path, at.asked, at, { start: found.index + 1 });
    if (value) pieces.push({ value, name: isName(inside.trim()) ? inside.trim() : '' });
  }
  pieces.push(text.slice(end));
  if (/[{}]/.test(pieces.filter((each) => typeof each === 'string').join(''))) {
    report(
      at,
      path,
      'UNPAIRED_BRACE',
      { en: 'A brace has no partner.', ro: 'O acoladă nu are pereche.' },
      { en: 'write values as `/orders/{number}`', ro: 'scrieți valorile ca `/orders/{number}`' },
    );
  }
  return pieces.filter((each) => each !== '');
}

/** What the path leaves, where a request has no body. */
function usualQuery(
  method: string,
  pieces: readonly PathPiece[],
  at: OperationLinking,
): ReadonlyMap<string, Expression> {
  if (!WITHOUT_BODY.has(method)) return new Map();
  const said = pieces.flatMap((each) => (typeof each === 'string' ? [] : each.value.paths.map(([first]) => first)));
  const left = at.asked.names().filter((name) => !said.includes(name));
  return compileMembers(Object.fromEntries(left.map((name) => [name, name])), [], at.asked, at);
}

function bodyOf(shape: OperationShape, method: string, path: YamlPath, at: OperationLinking): Body | undefined {
  if (!WITHOUT_BODY.has(method)) {
    if (shape.body !== undefined) return compileBody(shape.body, [...path, 'body'], at.asked, at);
    return compileMembers(Object.fromEntries(at.asked.names().map((name) => [name, name])), [], at.asked, at);
  }
  for (const key of ['body', 'files'] as const) {
    if (shape[key] === undefined) continue;
    report(
      at,
      [...path, key],
      'NO_BODY_HERE',
      { en: `\`${method}\` sends no body.`, ro: `\`${method}\` nu trimite corp.` },
      { en: 'use `query`, or `post`', ro: 'folosiți `query` sau `post`' },
    );
  }
  return undefined;
}

function sandboxOf({ sandbox }: OperationShape, path: YamlPath, at: OperationLinking): readonly SandboxAnswer[] {
  if (sandbox === undefined) return [];
  if (!Array.isArray(sandbox)) return [linkAnswer(sandbox, [...path, 'sandbox'], at)];
  return sandbox.map((each, index) => linkAnswer(each, [...path, 'sandbox', index], at));
}

function linkAnswer(shape: AnswerShape, path: YamlPath, at: OperationLinking): SandboxAnswer {
  const { when, status, headers, body } = shape;
  const compile = (text: string | undefined, key: string, kind: 'boolean' | 'number') =>
    text === undefined ? undefined : compileAt(text, [...path, key], at.sandbox, at, { expects: { kind } });
  return {
    when: compile(when, 'when', 'boolean'),
    status: compile(status, 'status', 'number'),
    headers: compileMembers(headers, [...path, 'headers'], at.sandbox, at),
    body: body === undefined ? undefined : compileBody(body, [...path, 'body'], at.sandbox, at),
  };
}

function isName(text: string): boolean {
  return /^[a-z][A-Za-z0-9]*$/.test(text);
}
