import { type Problem, problem, warning } from '@dealwright/diagnostics';
import type { DecisionService, DmnDecision, DmnModel, ItemDefinition, KnowledgeModel, Requirement } from '../model.ts';
import {
  attribute,
  childOf,
  childrenOf,
  nameOf,
  partOf,
  type Reading,
  sourceOf,
  textOf,
  typeRefOf,
  variableOf,
} from './element.ts';
import { boxedIn, readFunction } from './read-boxed.ts';
import { readXml, type XmlElement } from './xml.ts';

/** The namespaces by which a file says of which DMN it is. */
const VERSIONS: Readonly<Record<string, string>> = {
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd': '1.1',
  'http://www.omg.org/spec/DMN/20180521/MODEL/': '1.2',
  'https://www.omg.org/spec/DMN/20191111/MODEL/': '1.3',
  'https://www.omg.org/spec/DMN/20211108/MODEL/': '1.4',
  'https://www.omg.org/spec/DMN/20230324/MODEL/': '1.5',
};

/**
 * Reads a `.dmn` file of DMN 1.1 to 1.5. There is no model where the file is not DMN at all; what is wrong within it is
 * told, all at once, and left out.
 * @param file its name, for the places of problems
 */
export function readDmn(
  xml: string,
  file: string,
): { readonly model: DmnModel | undefined; readonly problems: readonly Problem[] } {
  const { document, problems } = readXml(xml, file);
  if (!document) return { model: undefined, problems };
  const { root } = document;
  const version = VERSIONS[root.namespace];
  const found: Problem[] = [];
  const reading: Reading = { document, namespace: attribute(root, 'namespace') ?? '', problems: found };
  if (root.name !== 'definitions' || version === undefined) {
    return { model: undefined, problems: [notDmn(root, reading)] };
  }
  const model = readModel(root, version, reading);
  checkReferences(model, found);
  return { model, problems: found };
}

function readModel(root: XmlElement, version: string, reading: Reading): DmnModel {
  const all = <T>(name: string, read: (element: XmlElement, reading: Reading) => T) =>
    childrenOf(root, name).map((each) => read(each, reading));
  return {
    name: nameOf(root),
    namespace: reading.namespace,
    version,
    ...partOf(root, reading),
    imports: all('import', (element) => ({
      name: nameOf(element),
      namespace: attribute(element, 'namespace') ?? '',
      ...partOf(element, reading),
    })),
    items: all('itemDefinition', readItem),
    inputs: all('inputData', nodeOf),
    decisions: all('decision', readDecision),
    knowledge: all('businessKnowledgeModel', readKnowledge),
    services: all('decisionService', readService),
  };
}

/** Expressions know a node by the name of its variable. */
function nodeOf(element: XmlElement, reading: Reading) {
  const variable = childOf(element, 'variable');
  return {
    // What nothing refers to needs no id.
    id: attribute(element, 'id') ?? `${element.name} ${element.at}`,
    title: nameOf(element),
    label: attribute(element, 'label'),
    name: nameOf(variable) || nameOf(element),
    typeRef: typeRefOf(variable),
    description: textOf(element, 'description'),
    ...partOf(element, reading),
  };
}

function readDecision(element: XmlElement, reading: Reading): DmnDecision {
  return {
    ...nodeOf(element, reading),
    question: textOf(element, 'question'),
    requires: requirementsOf(element, reading),
    logic: boxedIn(element, reading),
  };
}

function readKnowledge(element: XmlElement, reading: Reading): KnowledgeModel {
  const logic = childOf(element, 'encapsulatedLogic');
  return {
    ...nodeOf(element, reading),
    requires: requirementsOf(element, reading),
    logic: logic && readFunction(logic, reading),
  };
}

function readService(element: XmlElement, reading: Reading): DecisionService {
  const references = (name: string) => childrenOf(element, name).map((each) => referenceOf(each, reading));
  return {
    ...nodeOf(element, reading),
    outputs: references('outputDecision'),
    encapsulated: references('encapsulatedDecision'),
    inputDecisions: references('inputDecision'),
    inputData: references('inputData'),
  };
}

function requirementsOf(element: XmlElement, reading: Reading): readonly Requirement[] {
  return ['informationRequirement', 'knowledgeRequirement']
    .flatMap((kind) => childrenOf(element, kind))
    .flatMap(({ children }) => children.filter(({ name }) => name.startsWith('required')))
    .map((each) => referenceOf(each, reading));
}

/** `#id`, `namespace#id`, and, as some tools write, the id alone. */
function referenceOf(element: XmlElement, reading: Reading): Requirement {
  const href = attribute(element, 'href') ?? '';
  const hash = href.lastIndexOf('#');
  return {
    namespace: hash > 0 ? href.slice(0, hash) : reading.namespace,
    id: href.slice(hash + 1),
    ...partOf(element, reading),
  };
}

function readItem(element: XmlElement, reading: Reading): ItemDefinition {
  const called = childOf(element, 'functionItem');
  return {
    name: nameOf(element),
    typeRef: typeRefOf(element),
    isCollection: attribute(element, 'isCollection') === 'true',
    components: childrenOf(element, 'itemComponent').map((each) => readItem(each, reading)),
    function: called && {
      parameters: childrenOf(called, 'parameters').map((each) => variableOf(each, reading)),
      typeRef: attribute(called, 'outputTypeRef'),
    },
    allowedValues: sourceOf(childOf(element, 'allowedValues'), reading),
    constraint: sourceOf(childOf(element, 'typeConstraint'), reading),
    ...partOf(element, reading),
  };
}

function checkReferences(model: DmnModel, problems: Problem[]): void {
  const { decisions, knowledge, services, inputs } = model;
  const ids = new Set([...decisions, ...knowledge, ...services, ...inputs].map(({ id }) => id));
  const references = [
    ...[...decisions, ...knowledge].flatMap(({ requires }) => requires),
    ...services.flatMap((each) => [...each.outputs, ...each.encapsulated, ...each.inputDecisions, ...each.inputData]),
  ];
  const known = new Set([model.namespace, ...model.imports.map(({ namespace }) => namespace)]);
  for (const { namespace, id, place } of references) {
    if (namespace === model.namespace ? ids.has(id) : known.has(namespace)) continue;
    problems.push(
      warning(
        'UNKNOWN_REFERENCE',
        { en: `There is nothing with the id \`${id}\`.`, ro: `Nu există nimic cu id-ul \`${id}\`.` },
        {
          place: place(),
          hint: { en: 'draw the requirement again, or remove it', ro: 'desenați din nou legătura sau ștergeți-o' },
        },
      ),
    );
  }
}

function notDmn(root: XmlElement, { document }: Reading): Problem {
  return problem(
    'NOT_DMN',
    {
      en: `This is no file of DMN 1.1 to 1.5: it begins with \`${root.name}\` of \`${root.namespace}\`.`,
      ro: `Acesta nu este un fișier DMN 1.1–1.5: începe cu \`${root.name}\` din \`${root.namespace}\`.`,
    },
    {
      place: document.place(root),
      hint: { en: 'save it as DMN 1.3 or newer', ro: 'salvați-l ca DMN 1.3 sau mai nou' },
    },
  );
}
