import { contextType, type FeelType } from '../../src/index.ts';
import { child, childrenOf, type Element } from './read-xml.ts';

/** A model of the suite, as far as it can be said in FEEL: every node as an expression over the others. */
export interface Model {
  readonly types: ReadonlyMap<string, FeelType>;
  readonly inputs: ReadonlyMap<string, FeelType>;
  /** Decisions and business knowledge by name; undefined text where the node is no expression (a decision table). */
  readonly nodes: ReadonlyMap<string, Node>;
}
export interface Node {
  readonly name: string;
  readonly text: string | undefined;
  readonly type: FeelType;
  /** Names of the nodes that it needs. */
  readonly needs: readonly string[];
}

const ANY: FeelType = { kind: 'any' };

export function readDmn(definitions: Element): Model {
  const items = childrenOf(definitions, 'itemDefinition');
  const types = new Map<string, FeelType>();
  const typeOf = (name: string | undefined): FeelType => {
    if (name === undefined) return ANY;
    const known = types.get(name) ?? BUILT_IN.get(name);
    if (known) return known;
    const item = items.find((each) => each.attributes.get('name') === name);
    types.set(name, ANY);
    const type = item ? itemType(item, typeOf) : ANY;
    types.set(name, type);
    return type;
  };
  for (const item of items) typeOf(item.attributes.get('name'));
  const named = ['decision', 'businessKnowledgeModel', 'inputData'].flatMap((kind) => childrenOf(definitions, kind));
  const byId = new Map(named.map((each) => [`#${each.attributes.get('id')}`, each.attributes.get('name') ?? '']));
  const variableType = (element: Element) => typeOf(child(element, 'variable')?.attributes.get('typeRef'));
  const inputs = new Map(
    childrenOf(definitions, 'inputData').map((each) => [each.attributes.get('name') ?? '', variableType(each)]),
  );
  const nodes = new Map<string, Node>();
  for (const element of named) {
    if (element.name === 'inputData') continue;
    const name = element.attributes.get('name') ?? '';
    const needs = ['informationRequirement', 'knowledgeRequirement']
      .flatMap((kind) => childrenOf(element, kind))
      .flatMap((requirement) =>
        requirement.children.map((each) => byId.get(localRef(each.attributes.get('href'))) ?? ''),
      )
      .filter((each) => each !== '');
    const logic = child(element, 'encapsulatedLogic');
    const text = logic ? functionText(logic) : boxedText(element);
    const type = element.name === 'decision' ? variableType(element) : ANY;
    nodes.set(name, { name, text, type, needs });
  }
  return { types, inputs, nodes };
}

function localRef(href: string | undefined): string {
  return href?.slice(href.indexOf('#')) ?? '';
}

const BUILT_IN: ReadonlyMap<string, FeelType> = new Map<string, FeelType>([
  ['Any', ANY],
  ...(['string', 'number', 'boolean', 'date', 'time'] as const).map((kind) => [kind, { kind }] as const),
  ['date and time', { kind: 'date and time' }],
  ['dateTime', { kind: 'date and time' }],
  ['days and time duration', { kind: 'days and time duration' }],
  ['dayTimeDuration', { kind: 'days and time duration' }],
  ['years and months duration', { kind: 'years and months duration' }],
  ['yearMonthDuration', { kind: 'years and months duration' }],
]);

function itemType(item: Element, typeOf: (name: string | undefined) => FeelType): FeelType {
  const components = childrenOf(item, 'itemComponent');
  const single =
    components.length > 0
      ? contextType(
          item.attributes.get('name') ?? '',
          Object.fromEntries(components.map((each) => [each.attributes.get('name') ?? '', itemType(each, typeOf)])),
        )
      : typeOf(child(item, 'typeRef')?.text.trim());
  return item.attributes.get('isCollection') === 'true' ? { kind: 'list', of: single } : single;
}

/** The boxed expression within `holder`, as FEEL. */
function boxedText(holder: Element | undefined): string | undefined {
  for (const child of holder?.children ?? []) {
    const text = expressionText(child);
    if (text !== NOT_AN_EXPRESSION) return text;
  }
  return undefined;
}

const NOT_AN_EXPRESSION: unique symbol = Symbol('not an expression');

/** A key of a context, whatever signs are in it. */
export function key(name: string): string {
  return JSON.stringify(name);
}

function expressionText(element: Element): string | undefined | typeof NOT_AN_EXPRESSION {
  switch (element.name) {
    case 'literalExpression':
      return `(${child(element, 'text')?.text ?? 'null'}\n)`;
    case 'context':
      return contextText(element);
    case 'list':
      return joined(element.children.map(expressionText), (parts) => `[${parts.join(', ')}]`);
    case 'relation': {
      const columns = childrenOf(element, 'column').map((each) => each.attributes.get('name') ?? '');
      const rows = childrenOf(element, 'row').map((row) =>
        joined(
          row.children.map(expressionText),
          (cells) => `{${cells.map((cell, at) => `${key(columns[at] ?? '')}: ${cell}`).join(', ')}}`,
        ),
      );
      return joined(rows, (parts) => `[${parts.join(', ')}]`);
    }
    case 'invocation': {
      const [callee] = element.children.map(expressionText).filter((each) => each !== NOT_AN_EXPRESSION);
      const bindings = childrenOf(element, 'binding').map((binding) => {
        const value = boxedText(binding);
        return value && `${child(binding, 'parameter')?.attributes.get('name')}: ${value}`;
      });
      return joined([callee, ...bindings], ([name, ...given]) => `${name}(${given.join(', ')})`);
    }
    case 'functionDefinition':
      return functionText(element);
    case 'conditional':
      return joined(
        ['if', 'then', 'else'].map((part) => boxedText(child(element, part))),
        ([a, b, c]) => `(if ${a} then ${b} else ${c})`,
      );
    case 'filter':
      return joined(
        ['in', 'match'].map((part) => boxedText(child(element, part))),
        ([a, b]) => `${a}[${b}]`,
      );
    case 'for':
      return iterated(element, 'for', 'return');
    case 'some':
    case 'every':
      return iterated(element, element.name, 'satisfies');
    case 'decisionTable':
      return undefined;
    default:
      return NOT_AN_EXPRESSION;
  }
}

function iterated(element: Element, word: string, last: string): string | undefined {
  return joined([boxedText(child(element, 'in')), boxedText(child(element, last))], ([list, body]) => {
    return `(${word} ${element.attributes.get('iteratorVariable')} in ${list} ${last} ${body})`;
  });
}

function contextText(element: Element): string | undefined {
  const entries = childrenOf(element, 'contextEntry').map((entry) => ({
    name: child(entry, 'variable')?.attributes.get('name'),
    text: boxedText(entry),
  }));
  return joined(
    entries.map((each) => each.text),
    (texts) => {
      const parts = entries.map((each, at) => `${key(each.name ?? 'feel result')}: ${texts[at]}`);
      const last = entries.at(-1);
      return `{${parts.join(', ')}}${last && last.name === undefined ? '.feel result' : ''}`;
    },
  );
}

function functionText(element: Element): string | undefined {
  if (element.attributes.get('kind') && element.attributes.get('kind') !== 'FEEL') return undefined;
  const parameters = childrenOf(element, 'formalParameter').map((each) => each.attributes.get('name') ?? '');
  const body = boxedText(element);
  return body && `(function(${parameters.join(', ')}) ${body})`;
}

function joined(
  parts: readonly (string | undefined | typeof NOT_AN_EXPRESSION)[],
  write: (parts: readonly string[]) => string,
): string | undefined {
  const texts = parts.filter((part) => typeof part === 'string');
  return texts.length === parts.length ? write(texts) : undefined;
}
