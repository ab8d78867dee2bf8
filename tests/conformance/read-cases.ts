import { readXml, type XmlElement } from '@dealwright/exchange';
import { contextValue, type FeelType, type FeelValue, fromWire } from '@dealwright/expressions';

/** One question of a test file and its right answer. */
export interface TckCase {
  /** `001 decision_x`: unique within its file. */
  readonly title: string;
  /** The decision or, with `service`, the output of the decision service. */
  readonly node: string;
  readonly service: string | undefined;
  readonly inputs: ReadonlyMap<string, FeelValue>;
  readonly expected: FeelValue;
}

export interface TckFile {
  /** The file of the model. */
  readonly model: string;
  readonly cases: readonly TckCase[];
}

/** Reads a test file of the suite (http://www.omg.org/spec/DMN/20160719/testcase). */
export function readCases(xml: string, file: string): TckFile {
  const { document, problems } = readXml(xml, file);
  if (!document) throw new Error(`${file}: ${problems.map(({ code }) => code).join()}`);
  const { root } = document;
  return {
    model: child(root, 'modelName')?.text.trim() ?? '',
    cases: children(root, 'testCase').flatMap((test) => {
      const inputs = new Map(children(test, 'inputNode').map((each) => [named(each), valueIn(each)]));
      const service =
        test.attributes.get('type') === 'decisionService' ? test.attributes.get('invocableName') : undefined;
      return children(test, 'resultNode').map((node): TckCase => {
        const expected = child(node, 'expected');
        return {
          title: `${test.attributes.get('id')} ${named(node)}`,
          node: named(node),
          service,
          inputs,
          expected: expected ? valueIn(expected) : null,
        };
      });
    }),
  };
}

function valueIn(holder: XmlElement): FeelValue {
  const list = child(holder, 'list');
  if (list) return list.attributes.get('xsi:nil') === 'true' ? null : children(list, 'item').map(valueIn);
  const components = children(holder, 'component');
  if (components.length > 0) return contextValue(components.map((each) => [named(each), valueIn(each)] as const));
  const value = child(holder, 'value');
  if (!value || value.attributes.get('xsi:nil') === 'true') return null;
  const written = value.attributes.get('xsi:type')?.replace(/^\w+:/, '') ?? 'string';
  if (written === 'boolean') return value.text.trim() === 'true';
  const type = TYPES[written];
  return type ? fromWire(value.text.trim(), type) : value.text;
}

const NUMBER: FeelType = { kind: 'number' };
const TYPES: Readonly<Record<string, FeelType>> = {
  decimal: NUMBER,
  double: NUMBER,
  float: NUMBER,
  integer: NUMBER,
  int: NUMBER,
  long: NUMBER,
  date: { kind: 'date' },
  time: { kind: 'time' },
  dateTime: { kind: 'date and time' },
  duration: { kind: 'days and time duration' },
};

function named(element: XmlElement): string {
  return element.attributes.get('name') ?? '';
}

function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((each) => each.name === name);
}

function children(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((each) => each.name === name);
}
