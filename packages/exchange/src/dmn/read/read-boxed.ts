import { problem, warning } from '@dealwright/diagnostics';
import {
  type Boxed,
  type BoxedFunction,
  type BoxedTable,
  DMN_AGGREGATIONS,
  DMN_HIT_POLICIES,
  type TableRule,
} from '../model.ts';
import {
  attribute,
  childOf,
  childrenOf,
  nameOf,
  partOf,
  type Reading,
  sourceIn,
  sourceOf,
  textOf,
  typeRefOf,
  variableOf,
} from './element.ts';
import type { XmlElement } from './xml.ts';

/** The expression within `holder`, if there is one. */
export function boxedIn(holder: XmlElement | undefined, reading: Reading): Boxed | undefined {
  const found = holder?.children.find(({ name }) => name in BOXES);
  return found && readBoxed(found, reading);
}

/** An element that is an expression. */
function readBoxed(element: XmlElement, reading: Reading): Boxed {
  const read = BOXES[element.name];
  if (read) return read(element, reading);
  throw new Error(`${element.name} is no expression`);
}

function expressionsIn(holder: XmlElement, reading: Reading): readonly Boxed[] {
  return holder.children.filter(({ name }) => name in BOXES).map((each) => readBoxed(each, reading));
}

type ReadBox = (element: XmlElement, reading: Reading) => Boxed;

const BOXES: Readonly<Record<string, ReadBox>> = Object.assign(Object.create(null), {
  literalExpression: (element, reading) => {
    if (childOf(element, 'importedValues')) reading.problems.push(importedValues(element, reading));
    return {
      is: 'literal',
      ...boxOf(element, reading),
      source: sourceIn(element, reading),
      language: languageOf(element),
    };
  },
  context: (element, reading) => ({
    is: 'context',
    ...boxOf(element, reading),
    entries: childrenOf(element, 'contextEntry').map((entry) => {
      const variable = childOf(entry, 'variable');
      return {
        variable: variable && variableOf(variable, reading),
        value: boxedIn(entry, reading),
        ...partOf(entry, reading),
      };
    }),
  }),
  list: (element, reading) => ({
    is: 'list',
    ...boxOf(element, reading),
    of: expressionsIn(element, reading),
  }),
  relation: (element, reading) => ({
    is: 'relation',
    ...boxOf(element, reading),
    columns: childrenOf(element, 'column').map((each) => variableOf(each, reading)),
    rows: childrenOf(element, 'row').map((row) => expressionsIn(row, reading)),
  }),
  invocation: (element, reading) => ({
    is: 'invocation',
    ...boxOf(element, reading),
    of: boxedIn(element, reading),
    bindings: childrenOf(element, 'binding').map((binding) => {
      const parameter = childOf(binding, 'parameter') ?? binding;
      return { ...variableOf(parameter, reading), value: boxedIn(binding, reading) };
    }),
  }),
  functionDefinition: readFunction,
  conditional: (element, reading) => ({
    is: 'conditional',
    ...boxOf(element, reading),
    when: boxedIn(childOf(element, 'if'), reading),
    then: boxedIn(childOf(element, 'then'), reading),
    otherwise: boxedIn(childOf(element, 'else'), reading),
  }),
  filter: (element, reading) => ({
    is: 'filter',
    ...boxOf(element, reading),
    in: boxedIn(childOf(element, 'in'), reading),
    match: boxedIn(childOf(element, 'match'), reading),
  }),
  for: (element, reading) => readIterator('for', 'return', element, reading),
  some: (element, reading) => readIterator('some', 'satisfies', element, reading),
  every: (element, reading) => readIterator('every', 'satisfies', element, reading),
  decisionTable: readTable,
} satisfies Record<string, ReadBox>);

function boxOf(element: XmlElement, reading: Reading) {
  return { typeRef: typeRefOf(element), ...partOf(element, reading) };
}

function readIterator(is: 'for' | 'some' | 'every', last: string, element: XmlElement, reading: Reading): Boxed {
  return {
    is,
    ...boxOf(element, reading),
    variable: attribute(element, 'iteratorVariable') ?? '',
    in: boxedIn(childOf(element, 'in'), reading),
    body: boxedIn(childOf(element, last), reading),
  };
}

/** A function; what Java or PMML do is not read. */
export function readFunction(element: XmlElement, reading: Reading): BoxedFunction {
  const kind = attribute(element, 'kind');
  return {
    is: 'function',
    ...boxOf(element, reading),
    kind: kind === 'Java' || kind === 'PMML' ? kind : 'FEEL',
    parameters: childrenOf(element, 'formalParameter').map((each) => variableOf(each, reading)),
    body: boxedIn(element, reading),
  };
}

function readTable(element: XmlElement, reading: Reading): BoxedTable {
  const columns = {
    inputEntry: childrenOf(element, 'input').length,
    outputEntry: childrenOf(element, 'output').length,
  };
  return {
    is: 'table',
    ...boxOf(element, reading),
    hitPolicy: oneOf(element, 'hitPolicy', DMN_HIT_POLICIES, reading) ?? 'UNIQUE',
    aggregation: oneOf(element, 'aggregation', DMN_AGGREGATIONS, reading),
    inputs: childrenOf(element, 'input').map((input) => {
      const expression = childOf(input, 'inputExpression') ?? input;
      return {
        label: attribute(input, 'label'),
        source: sourceIn(expression, reading),
        typeRef: typeRefOf(expression),
        values: sourceOf(childOf(input, 'inputValues'), reading),
        ...partOf(input, reading),
      };
    }),
    outputs: childrenOf(element, 'output').map((output) => ({
      name: nameOf(output) || undefined,
      label: attribute(output, 'label'),
      typeRef: typeRefOf(output),
      values: sourceOf(childOf(output, 'outputValues'), reading),
      default: sourceOf(childOf(output, 'defaultOutputEntry'), reading),
      ...partOf(output, reading),
    })),
    annotations: childrenOf(element, 'annotation').map(nameOf),
    rules: childrenOf(element, 'rule').map((rule) => readRule(rule, columns, reading)),
  };
}

function readRule(
  rule: XmlElement,
  columns: Readonly<Record<'inputEntry' | 'outputEntry', number>>,
  reading: Reading,
): TableRule {
  const cells = (name: keyof typeof columns) => {
    const found = childrenOf(rule, name);
    const wanted = columns[name];
    if (found.length !== wanted) reading.problems.push(unevenRule(rule, name, found.length, wanted, reading));
    return found.map((each) => sourceIn(each, reading));
  };
  return {
    inputs: cells('inputEntry'),
    outputs: cells('outputEntry'),
    annotations: childrenOf(rule, 'annotationEntry').map((each) => textOf(each, 'text') ?? ''),
    description: textOf(rule, 'description'),
    ...partOf(rule, reading),
  };
}

function oneOf<const T extends string>(
  element: XmlElement,
  name: string,
  known: readonly T[],
  reading: Reading,
): T | undefined {
  const written = attribute(element, name);
  const found = known.find((each) => each === written);
  if (written !== undefined && found === undefined) {
    reading.problems.push(
      problem(
        'UNKNOWN_VALUE',
        { en: `\`${name}="${written}"\` is not of DMN.`, ro: `\`${name}="${written}"\` nu este din DMN.` },
        {
          place: reading.document.place(element),
          hint: { en: `one of: ${known.join(', ')}`, ro: `una dintre: ${known.join(', ')}` },
        },
      ),
    );
  }
  return found;
}

/** A language of expressions that is not FEEL. */
function languageOf(element: XmlElement): string | undefined {
  const language = attribute(element, 'expressionLanguage');
  return language === undefined || /feel/i.test(language) ? undefined : language;
}

function unevenRule(rule: XmlElement, name: string, found: number, wanted: number, { document }: Reading) {
  return problem(
    'UNEVEN_RULE',
    {
      en: `This rule has ${found} \`${name}\`, the table has columns for ${wanted}.`,
      ro: `Această regulă are ${found} \`${name}\`, tabelul are coloane pentru ${wanted}.`,
    },
    {
      place: document.place(rule),
      hint: { en: `write one \`${name}\` for each column`, ro: `scrieți câte un \`${name}\` pentru fiecare coloană` },
    },
  );
}

function importedValues(element: XmlElement, { document }: Reading) {
  return warning(
    'IMPORTED_VALUES',
    { en: 'Values of another file are not read.', ro: 'Valorile din alt fișier nu se citesc.' },
    { place: document.place(element), hint: { en: 'write them into the model', ro: 'scrieți-le în model' } },
  );
}
