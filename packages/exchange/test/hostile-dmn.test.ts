import { describe, expect, test } from '@jest/globals';
import { compileDmn, readDmn } from '../src/index.ts';
import { decision, feel, file, input, knowledge, read, run, table } from './dmn-models.ts';

const codesOf = (xml: string) => readDmn(xml, 'bad.dmn').problems.map(({ code }) => code);

describe('a file of a stranger', () => {
  test('that names another file is refused, at its place', () => {
    const xml = '<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<d>&x;</d>';
    const { model, problems } = readDmn(xml, 'bad.dmn');
    expect(model).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'DOCUMENT_TYPE_REFUSED', place: { file: 'bad.dmn', line: 2, column: 1 } }]);
  });

  test('whose entities would grow without end is refused before they do', () => {
    const entities = Array.from({ length: 30 }, (_, at) => `<!ENTITY e${at + 1} "&e${at};&e${at};">`).join('');
    expect(codesOf(`<!DOCTYPE d [<!ENTITY e0 "ha">${entities}]><d>&e30;</d>`)).toEqual(['DOCUMENT_TYPE_REFUSED']);
  });

  test('that only begins a document type is refused as well', () => {
    expect(codesOf(`<!DOCTYPE d [${'<!ENTITY a "b">'.repeat(10_000)}`)).toEqual(['MALFORMED_XML']);
  });

  test.each([
    ['', 'MALFORMED_XML'],
    ['no XML at all', 'MALFORMED_XML'],
    ['<a><b></a>', 'MALFORMED_XML'],
    ['<a>&unknown;</a>', 'MALFORMED_XML'],
    ['<a b="1" b="2"/>', 'MALFORMED_XML'],
    ['<a>\u0000</a>', 'MALFORMED_XML'],
    ['<html/>', 'NOT_DMN'],
    ['<definitions xmlns="urn:something"/>', 'NOT_DMN'],
  ])('%j is %s', (xml, code) => {
    expect(codesOf(xml)).toEqual([code]);
  });

  test('nested deeper than any model is refused while it is read', () => {
    expect(codesOf('<a>'.repeat(1_000_000))).toEqual(['NESTED_TOO_DEEPLY']);
  });

  test('larger than any model is refused', () => {
    expect(codesOf(`<a>${' '.repeat(32 * 1024 * 1024)}</a>`)).toEqual(['FILE_TOO_LARGE']);
    expect(codesOf(`<a>${'<b/>'.repeat(600_001)}</a>`)).toEqual(['FILE_TOO_LARGE']);
  });

  test('with a formula nested ten thousand deep tells it and lives', () => {
    const xml = file(decision('it', feel(`${'('.repeat(10_000)}1${')'.repeat(10_000)}`)));
    expect(compileDmn(read(xml)).problems.map(({ code }) => code)).toEqual(['EXPRESSION_TOO_LARGE']);
    expect(run(xml, 'it')).toBeNull();
  });

  test('with names that JavaScript knows is read as any other', () => {
    const xml = file(
      `${input('__proto__', 'number')}${decision('constructor', feel('__proto__ + 1'), { inputs: ['__proto__'] })}`,
    );
    expect(run(xml, 'constructor', JSON.parse('{"__proto__": 2}'))).toBe(3);
    expect(codesOf(file('<toString/>'))).toEqual([]);
  });
});

describe('graphs that cannot be', () => {
  test('decisions in a circle are told with all their names, and are null', () => {
    const xml = file(
      `${decision('a', feel('b'), { decisions: ['b'] })}${decision('b', feel('a'), { decisions: ['a'] })}${decision('c', feel('a'), { decisions: ['a'] })}`,
    );
    const { problems } = compileDmn(read(xml));
    expect(problems.map(({ code, message }) => [code, (message as { en: string }).en])).toEqual([
      ['CYCLIC_DECISIONS', 'Decisions need each other in a circle: a → b → a.'],
    ]);
    expect([run(xml, 'a'), run(xml, 'c')]).toEqual([null, null]);
  });

  test('a chain of ten thousand decisions is made, although it is longer than the stack', () => {
    const chain = Array.from({ length: 10_000 }, (_, at) =>
      at === 0 ? decision('d0', feel('0')) : decision(`d${at}`, feel(`d${at - 1} + 1`), { decisions: [`d${at - 1}`] }),
    );
    expect(run(file(chain.join('')), 'd9999')).toBe(9_999);
  });

  test('types in a circle are told', () => {
    const types = `<itemDefinition name="tA"><typeRef>tB</typeRef></itemDefinition><itemDefinition name="tB" isCollection="true"><typeRef>tA</typeRef></itemDefinition>`;
    expect(compileDmn(read(file(types))).problems.map(({ code }) => code)).toEqual(['CYCLIC_TYPE']);
  });

  test('functions that call each other without end are null', () => {
    const xml = file(
      `${knowledge('f', ['x'], feel('g(x)'), ['g'])}${knowledge('g', ['x'], feel('f(x)'), ['f'])}${decision('it', feel('f(1)'), { knowledge: ['f'] })}`,
    );
    expect(run(xml, 'it')).toBeNull();
  });

  test('loops over millions of elements end with null', () => {
    const loop = `<for iteratorVariable="x"><in>${feel('[1..10000000]')}</in><return>${feel('x')}</return></for>`;
    expect(run(file(decision('it', loop)), 'it')).toBeNull();
  });

  test('what is required but not there, and rules that do not fit their columns, are told', () => {
    const uneven = table('', [{ text: 'n' }], [{}], [['1'], ['1', '2', '3']]);
    const xml = file(decision('it', uneven, { inputs: ['nowhere'] }));
    expect(codesOf(xml)).toEqual(['UNEVEN_RULE', 'UNEVEN_RULE', 'UNKNOWN_REFERENCE']);
  });
});

test('a table of twenty thousand rows is read and decided', () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => [String(at), `"row ${at}"`]);
  const logic = table('hitPolicy="FIRST"', [{ text: 'n', type: 'number' }], [{}], rows);
  const xml = file(`${input('n', 'number')}${decision('it', logic, { inputs: ['n'] })}`);
  expect(run(xml, 'it', { n: 19_999 })).toBe('row 19999');
});
