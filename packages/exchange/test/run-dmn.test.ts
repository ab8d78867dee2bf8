import { toWire } from '@dealwright/expressions';
import { describe, expect, test } from '@jest/globals';
import { compileDmn } from '../src/index.ts';
import { decision, feel, file, input, knowledge, read, run, table } from './dmn-models.ts';
import { ENVIRONMENT } from './dmn-shop.ts';

const alone = (logic: string, type?: string) => run(file(decision('it', logic, type ? { type } : {})), 'it');

describe('boxed expressions', () => {
  test('a context knows its entries one after the other, and gives its result', () => {
    const entries = `<contextEntry><variable name="net price"/>${feel('10')}</contextEntry>
      <contextEntry><variable name="gross"/>${feel('net price * 1.19')}</contextEntry>`;
    expect(alone(`<context>${entries}</context>`)).toEqual({ 'net price': 10, gross: '11.9' });
    expect(alone(`<context>${entries}<contextEntry>${feel('gross + net price')}</contextEntry></context>`)).toBe(
      '21.9',
    );
  });

  test('lists and relations', () => {
    expect(alone(`<list>${feel('1')}${feel('"a"')}</list>`)).toEqual([1, 'a']);
    const relation = `<relation><column name="a b"/><column name="c"/><row>${feel('1')}${feel('2')}</row><row>${feel('3')}${feel('4')}</row></relation>`;
    expect(alone(relation)).toEqual([
      { 'a b': 1, c: 2 },
      { 'a b': 3, c: 4 },
    ]);
  });

  test('a condition that is null counts as false; one that is no boolean makes null', () => {
    const conditional = (when: string) =>
      `<conditional><if>${feel(when)}</if><then>${feel('1')}</then><else>${feel('2')}</else></conditional>`;
    expect([conditional('1 < 2'), conditional('null'), conditional('"a"')].map((each) => alone(each))).toEqual([
      1,
      2,
      null,
    ]);
  });

  test('a filter knows the members of its elements; one in a box of its own knows the item', () => {
    const list = `<in>${feel('[{n: 1, m: 5}, {n: 3, m: 6}]')}</in>`;
    expect(alone(`<filter>${list}<match>${feel('n > 2')}</match></filter>`)).toEqual([{ n: 3, m: 6 }]);
    const boxed = `<conditional><if>${feel('item.n > 2')}</if><then>${feel('false')}</then><else>${feel('true')}</else></conditional>`;
    expect(alone(`<filter>${list}<match>${boxed}</match></filter>`)).toEqual([{ n: 1, m: 5 }]);
  });

  test('iterators run any box for each element', () => {
    const over = (name: string, last: string, body: string) =>
      alone(
        `<${name} iteratorVariable="each one"><in>${feel('[1..3]')}</in><${last}>${feel(body)}</${last}></${name}>`,
      );
    expect(over('for', 'return', 'each one * 2 + count(partial)')).toEqual([2, 5, 8]);
    expect([over('some', 'satisfies', 'each one > 2'), over('every', 'satisfies', 'each one > 2')]).toEqual([
      true,
      false,
    ]);
  });

  test('a function keeps the names of its place, and an invocation calls it by the names of its parameters', () => {
    const context = `<context>
      <contextEntry><variable name="rate"/>${feel('0.1')}</contextEntry>
      <contextEntry><variable name="fee"/><functionDefinition><formalParameter name="the price" typeRef="number"/>${feel('the price * rate')}</functionDefinition></contextEntry>
      <contextEntry><invocation>${feel('fee')}<binding><parameter name="the price"/>${feel('50')}</binding></invocation></contextEntry>
    </context>`;
    expect(alone(context)).toBe(5);
  });

  test('a function of Java is null, and told', () => {
    const xml = file(decision('it', '<functionDefinition kind="Java"/>'));
    expect(compileDmn(read(xml)).problems.map(({ code }) => code)).toEqual(['EXTERNAL_FUNCTION']);
  });
});

describe('types', () => {
  const types = `<itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>"a", "b"</text></allowedValues></itemDefinition>
    <itemDefinition name="tGrades" isCollection="true"><typeRef>tGrade</typeRef></itemDefinition>
    <itemDefinition name="tPupil"><itemComponent name="grade"><typeRef>tGrade</typeRef></itemComponent></itemDefinition>
    <itemDefinition name="tFew" isCollection="true"><typeRef>number</typeRef><typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>`;
  const typed = (type: string, text: string) => run(file(`${types}${decision('it', feel(text), { type })}`), 'it');

  test('a value that is not of the type, or not allowed, is null', () => {
    expect([typed('tGrade', '"a"'), typed('tGrade', '"c"'), typed('number', '"a"')]).toEqual(['a', null, null]);
    expect([typed('tPupil', '{grade: "b"}'), typed('tPupil', '{grade: "c"}'), typed('tPupil', '{}')]).toEqual([
      { grade: 'b' },
      null,
      null,
    ]);
    expect([typed('tGrades', '["a", "b"]'), typed('tGrades', '["a", "c"]')]).toEqual([['a', 'b'], null]);
    expect([typed('tFew', '[1, 2]'), typed('tFew', '[1, 2, 3]')]).toEqual([[1, 2], null]);
  });

  test('one value and the list of it stand for each other, a date for its midnight', () => {
    expect([typed('tGrades', '"a"'), typed('string', '["x"]')]).toEqual([['a'], 'x']);
    expect(typed('date and time', 'date("2026-01-31")')).toBe('2026-01-31T00:00:00.000Z');
  });
});

describe('tables', () => {
  const sized = (hit: string, output: Parameters<typeof table>[2][number], rows: readonly (readonly string[])[]) =>
    file(`${input('n', 'number')}${decision('it', table(hit, [{ text: 'n' }], [output], rows), { inputs: ['n'] })}`);
  const rows = [
    ['> 0', '"low"'],
    ['> 10', '"high"'],
    ['> 20', '"low"'],
  ];
  const values = '"high", "low"';

  test.each([
    ['hitPolicy="UNIQUE"', ['low', null, null]],
    ['hitPolicy="FIRST"', ['low', 'low', 'low']],
    ['hitPolicy="PRIORITY"', ['low', 'high', 'high']],
    ['hitPolicy="ANY"', ['low', null, null]],
    ['hitPolicy="COLLECT"', [['low'], ['low', 'high'], ['low', 'high', 'low']]],
    ['hitPolicy="RULE ORDER"', [['low'], ['low', 'high'], ['low', 'high', 'low']]],
    ['hitPolicy="OUTPUT ORDER"', [['low'], ['high', 'low'], ['high', 'low', 'low']]],
    ['hitPolicy="COLLECT" aggregation="COUNT"', [1, 2, 3]],
  ])('%s', (hit, expected) => {
    const xml = sized(hit, { values }, rows);
    expect([5, 15, 25].map((n) => run(xml, 'it', { n }))).toEqual(expected);
  });

  test('sums, least and greatest', () => {
    const numbers = [
      ['> 0', 'n / 2'],
      ['> 10', '7.25'],
    ];
    const of = (aggregation: string) =>
      run(sized(`hitPolicy="COLLECT" aggregation="${aggregation}"`, {}, numbers), 'it', { n: 20 });
    expect([of('SUM'), of('MIN'), of('MAX')]).toEqual(['17.25', '7.25', 10]);
  });

  test('the order of priorities is that of the values of the type, where the output lists none', () => {
    const grade = `<itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>${values}</text></allowedValues></itemDefinition>`;
    const logic = table('hitPolicy="PRIORITY"', [{ text: 'n' }], [{}], rows);
    const xml = file(`${grade}${input('n', 'number')}${decision('it', logic, { inputs: ['n'], type: 'tGrade' })}`);
    expect(run(xml, 'it', { n: 15 })).toBe('high');
  });

  test('nothing matched: the default, else null', () => {
    expect(run(sized('', { default: '"none"' }, rows), 'it', { n: 0 })).toBe('none');
    expect(run(sized('', {}, rows), 'it', { n: 0 })).toBeNull();
  });

  test('cells read the input as ?, other names, and functions of the model', () => {
    const logic = table(
      '',
      [{ text: 'n' }],
      [{ name: 'a' }, { name: 'b c' }],
      [['is big(?) and ? < most', '1', 'most']],
    );
    const xml = file(
      `${input('n', 'number')}${input('most', 'number')}${knowledge('is big', ['x'], feel('x > 10'))}${decision('it', logic, { inputs: ['n', 'most'], knowledge: ['is big'] })}`,
    );
    expect(run(xml, 'it', { n: 20, most: 30 })).toEqual({ a: 1, 'b c': 30 });
    expect(run(xml, 'it', { n: 40, most: 30 })).toBeNull();
  });
});

describe('graphs', () => {
  test('decisions know what they require, and nothing else', () => {
    const xml = file(
      `${input('x', 'number')}${decision('a', feel('x + 1'), { inputs: ['x'] })}${decision('b', feel('[a, x]'), { decisions: ['a'] })}`,
    );
    expect(run(xml, 'b', { x: 1 })).toEqual([2, null]);
  });

  test('business knowledge calls business knowledge, itself too, so deep as is allowed', () => {
    const factorial = knowledge('f', ['n'], feel('if n <= 1 then 1 else n * f(n - 1)'), ['f']);
    const xml = (n: number) => file(`${factorial}${decision('it', feel(`f(${n})`), { knowledge: ['f'] })}`);
    expect([run(xml(5), 'it'), run(xml(100_000), 'it')]).toEqual([120, null]);
  });

  test('a decision service is a function of its input data and input decisions, and can be asked itself', () => {
    const service = `<decisionService id="k-s" name="s"><variable name="s" typeRef="number"/><outputDecision href="#d-out"/><inputDecision href="#d-mid"/><inputData href="#i-x"/></decisionService>`;
    const xml =
      file(`${input('x', 'number')}${decision('mid', feel('1000'))}${decision('out', feel('x * 10 + mid'), { inputs: ['x'], decisions: ['mid'] })}
      ${service}${decision('it', feel('[s(4, 2), out]'), { knowledge: ['s'], decisions: ['out'] })}`);
    expect(run(xml, 'it', { x: 1 })).toEqual([42, 1010]);
    const served = compileDmn(read(xml)).serve(
      's',
      new Map([
        ['x', 4],
        ['mid', 2],
      ]),
      ENVIRONMENT,
    );
    expect(toWire(served?.value ?? null)).toBe(42);
  });

  test('an imported model is known by its name, with its types and functions; without a name as if it were here', () => {
    const other = file(
      `<itemDefinition name="tSmall"><typeRef>number</typeRef><allowedValues><text>&lt; 10</text></allowedValues></itemDefinition>${input('who', 'string')}
       ${decision('greeting', feel('"Hello, " + who'), { inputs: ['who'] })}${knowledge('double it', ['x'], feel('2 * x'))}`,
      { namespace: 'urn:other' },
    );
    const using = (alias: string, prefix: string, text: string, type: string) =>
      file(
        `<import name="${alias}" namespace="urn:other" importType="x"/>
         <decision id="d-it" name="it"><variable name="it" typeRef="${prefix}${type}"/>
         <informationRequirement><requiredDecision href="urn:other#d-greeting"/></informationRequirement>
         <knowledgeRequirement><requiredKnowledge href="urn:other#k-double it"/></knowledgeRequirement>${feel(text)}</decision>`,
      );
    expect(run(using('Other Model', '', 'Other Model.greeting', 'string'), 'it', { who: 'Ana' }, [other])).toBe(
      'Hello, Ana',
    );
    expect(run(using('O', 'O.', 'O.double it(4)', 'tSmall'), 'it', {}, [other])).toBe(8);
    expect(run(using('O', 'O.', 'O.double it(5)', 'tSmall'), 'it', {}, [other])).toBeNull();
    expect(run(using('', '', 'double it(4)', 'tSmall'), 'it', {}, [other])).toBe(8);
  });

  test('an answer says why a value is null', () => {
    const answer = compileDmn(read(file(decision('it', feel('1 / 0'))))).decide('it', new Map(), ENVIRONMENT);
    expect(answer?.diagnostics.map(({ place }) => place.file)).toEqual(['it']);
  });
});
