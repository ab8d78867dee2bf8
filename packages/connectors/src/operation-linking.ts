import { problem, type Text } from '@dealwright/diagnostics';
import { compileOver } from '@dealwright/entities';
import { type ContextType, contextType, type Expression, type FeelType } from '@dealwright/expressions';
import type { ContentDocument, Linking, YamlPath } from '@dealwright/metadata';
import type { Body, Taken } from './connector.ts';
import type { ConnectorShape } from './connector-schema.ts';

/** What is linked, and what its expressions may say. */
export interface OperationLinking {
  readonly document: ContentDocument<ConnectorShape>;
  readonly linking: Linking;
  /** The names of expressions that make the request: what is taken. */
  readonly asked: ContextType;
  /** The names of those that read the answer: what was taken, and `status`, `headers` and `body`. */
  readonly answered: ContextType;
  /** The names of the sandbox's: `request`. */
  readonly sandbox: ContextType;
}

const ANY: FeelType = { kind: 'any' };
const TEXT: FeelType = { kind: 'string' };
const OF_ANSWER: Readonly<Record<string, FeelType>> = { status: { kind: 'number' }, headers: ANY, body: ANY };

/** Names that what is taken cannot have, because they mean something already. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([...Object.keys(OF_ANSWER), 'settings']);

/** The names of an operation's expressions. `parameters`: the names in its path. */
export function scopesOf(name: string, takes: ReadonlyMap<string, Taken>, parameters: readonly string[]) {
  const taken = Object.fromEntries([...takes].map(([each, { type }]) => [each, type]));
  const request = contextType('request', {
    ...{ method: TEXT, path: TEXT, id: TEXT, query: ANY, headers: ANY, body: ANY },
    parameters: contextType('parameters', Object.fromEntries(parameters.map((each) => [each, TEXT]))),
  });
  return {
    asked: contextType(name, taken),
    answered: contextType(name, { ...taken, ...OF_ANSWER }),
    sandbox: contextType('sandbox', { request }),
  };
}

/** Compiles one text at a place of the connector; undefined, with its problems reported, when it cannot be. */
export function compileAt(
  text: string,
  path: YamlPath,
  type: ContextType,
  { document, linking }: OperationLinking,
  { expects, start = 0 }: { readonly expects?: FeelType; readonly start?: number } = {},
): Expression | undefined {
  return compileOver(text, {
    type,
    linking,
    ...(expects && { expects }),
    place: (offset, length) => document.place(path, start + offset, length),
  });
}

/** Compiles a map of names to texts. */
export function compileMembers(
  said: Readonly<Record<string, string>> | undefined,
  path: YamlPath,
  type: ContextType,
  at: OperationLinking,
): ReadonlyMap<string, Expression> {
  const members = new Map<string, Expression>();
  for (const [name, text] of Object.entries(said ?? {})) {
    const expression = compileAt(text, [...path, name], type, at);
    if (expression) members.set(name, expression);
  }
  return members;
}

/** Compiles a body: one expression, or one for each member. */
export function compileBody(
  said: string | Readonly<Record<string, string>>,
  path: YamlPath,
  type: ContextType,
  at: OperationLinking,
): Body | undefined {
  return typeof said === 'string' ? compileAt(said, path, type, at) : compileMembers(said, path, type, at);
}

/** Reports a problem at a place of the connector. */
export function report(
  { document, linking }: Pick<OperationLinking, 'document' | 'linking'>,
  path: YamlPath,
  code: string,
  message: Text,
  hint: Text | undefined,
): void {
  linking.report(problem(code, message, { place: document.place(path), hint }));
}
