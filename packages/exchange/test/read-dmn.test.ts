import { expect, test } from '@jest/globals';
import { readDmn } from '../src/index.ts';
import { decision, feel, file, input, read, run } from './dmn-models.ts';

test.each([
  ['1.1', 'http://www.omg.org/spec/DMN/20151101/dmn.xsd'],
  ['1.2', 'http://www.omg.org/spec/DMN/20180521/MODEL/'],
  ['1.3', 'https://www.omg.org/spec/DMN/20191111/MODEL/'],
  ['1.4', 'https://www.omg.org/spec/DMN/20211108/MODEL/'],
  ['1.5', 'https://www.omg.org/spec/DMN/20230324/MODEL/'],
])('files of DMN %s are read', (version, xmlns) => {
  const xml = file(`${input('n', 'feel:number')}${decision('it', feel('n + 1'), { inputs: ['n'] })}`, { xmlns });
  expect(read(xml).version).toBe(version);
  expect(run(xml, 'it', { n: '1.5' })).toBe('2.5');
});

test('prefixes, byte order marks, line ends of other systems and extensions of tools do not matter', () => {
  const xml = `\uFEFF<?xml version="1.0"?>\r\n<dmn:definitions xmlns:dmn="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:tool="urn:tool" id="d" name="d" namespace="urn:d" tool:version="7">\r\n<dmn:extensionElements><tool:anything/></dmn:extensionElements>\r\n<dmn:decision id="a" name="the\r\n answer"><dmn:literalExpression><dmn:text>6 *\r\n 7</dmn:text></dmn:literalExpression></dmn:decision></dmn:definitions>`;
  expect(run(xml, 'the answer')).toBe(42);
});

test('a part knows where it stands, through entities and sections', () => {
  const xml = file(
    '\n<decision id="a" name="a"><literalExpression>\n<text>1 &lt; <![CDATA[2 + x]]></text></literalExpression></decision>',
  );
  const [first] = read(xml).decisions;
  const source = first?.logic?.is === 'literal' ? first.logic.source : undefined;
  const place = source?.place(source.text.indexOf('x'), 1);
  expect([place?.line, place?.source?.charAt((place?.column ?? 0) - 1)]).toEqual([5, 'x']);
});

test('a value of an attribute that DMN does not have is told with those that it has', () => {
  const { problems } = readDmn(file(decision('a', '<decisionTable hitPolicy="SOMETIMES"/>')), 'a.dmn');
  expect(problems).toMatchObject([{ code: 'UNKNOWN_VALUE', hint: { en: expect.stringContaining('UNIQUE, FIRST') } }]);
});
