import { formatProblem } from '@dealwright/diagnostics';
import { decisionKind } from '@dealwright/rules';
import type { Json, JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import { importDmn } from '../src/index.ts';
import { decision, feel, file, input, knowledge, table } from './dmn-models.ts';
import { ENVIRONMENT, modelOf } from './dmn-shop.ts';

function imported(xml: string) {
  const { documents, problems } = importDmn(xml, 'test.dmn');
  const model = modelOf(...documents.map((each) => ({ path: `${each.kind}-${each.name}.yaml`, text: each.text })));
  const decide = (name: string, given: JsonObject): Json =>
    model.get(decisionKind, name).decide(given, ENVIRONMENT).outcome;
  return { documents, problems: problems.map((each) => formatProblem(each)), decide };
}

describe('a model becomes content', () => {
  const GRADES = `<itemDefinition name="Risk Grade"><typeRef>string</typeRef><allowedValues><text>"low", "very-high"</text></allowedValues></itemDefinition>
    <itemDefinition name="tApplicant"><itemComponent name="Monthly Income"><typeRef>number</typeRef></itemComponent><itemComponent name="grade"><typeRef>Risk Grade</typeRef></itemComponent></itemDefinition>`;

  test('names are spelled as ours wherever they stand, types keep their parts, lists of values are choices', () => {
    const xml = file(
      `${GRADES}${input('The Applicant', 'tApplicant')}${decision('Can Pay', feel('The Applicant.Monthly Income * 0.4 // of "The Applicant"'), { inputs: ['The Applicant'], type: 'number' })}`,
    );
    const { documents, problems, decide } = imported(xml);
    expect(problems).toEqual([]);
    expect(documents.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['choices risk-grade', 'decision can-pay']);
    expect(documents[1]?.text).toContain(
      'theApplicant: { type: object, fields: { monthlyIncome: decimal, grade: { type: choice, of: risk-grade } } }',
    );
    expect(decide('can-pay', { theApplicant: { monthlyIncome: '1000.50', grade: 'low' } })).toEqual({
      result: '400.2',
    });
  });

  test('a decision reads those it requires, whatever shape they have', () => {
    const scores = table(
      'hitPolicy="COLLECT"',
      [{ text: 'n' }],
      [{ name: 'Points' }],
      [
        ['> 0', '1'],
        ['> 5', '2.5'],
      ],
    );
    const total = table(
      'hitPolicy="COLLECT" aggregation="SUM"',
      [{ text: 'n' }],
      [{ name: 'Points' }],
      [
        ['> 0', '3'],
        ['> 5', '4'],
      ],
    );
    const pair = table('', [{ text: 'n' }], [{ name: 'A 1' }, { name: 'b' }], [['-', 'n + 1', '"x"']]);
    const parts = `<context><contextEntry><variable name="half of it" typeRef="number"/>${feel('n / 2')}</contextEntry><contextEntry><variable name="quarter" typeRef="number"/>${feel('half of it / 2')}</contextEntry></context>`;
    const xml = file(
      [
        input('n', 'number'),
        decision('All Scores', scores, { inputs: ['n'] }),
        decision('total', total, { inputs: ['n'] }),
        decision('pair', pair, { inputs: ['n'] }),
        decision('parts', parts, { inputs: ['n'] }),
        decision('plain', feel('n * 10'), { inputs: ['n'], type: 'number' }),
        decision('it', feel('{sum: sum(All Scores), total: total, a: pair.A 1, q: parts.quarter, p: plain}'), {
          decisions: ['All Scores', 'total', 'pair', 'parts', 'plain'],
        }),
      ].join('\n'),
    );
    const { decide, problems } = imported(xml);
    expect(problems).toEqual([]);
    expect(decide('it', { n: 6 })).toEqual({ result: { sum: '3.5', total: 7, a: 7, q: '1.5', p: 60 } });
  });

  test('functions come with the decisions that call them; a table that is invoked becomes the decision itself', () => {
    const grade = table(
      '',
      [{ text: 'income - cost' }],
      [{}],
      [
        ['>= 100', '"good"'],
        ['< 100', '"bad"'],
      ],
    );
    const invocation = `<invocation>${feel('Grade')}<binding><parameter name="income"/>${feel('pay * 12')}</binding><binding><parameter name="cost"/>${feel('net(pay)')}</binding></invocation>`;
    const xml = file(
      [
        input('pay', 'number'),
        knowledge('twice', ['x'], feel('x * 2')),
        knowledge('net', ['y'], feel('twice(y) + 1'), ['twice']),
        knowledge('Grade', ['income', 'cost'], grade),
        decision('it', invocation, { inputs: ['pay'], knowledge: ['Grade', 'net'] }),
      ].join('\n'),
    );
    const { decide, problems } = imported(xml);
    expect(problems).toEqual([]);
    expect([9, 11].map((pay) => decide('it', { pay }))).toEqual([{ result: 'bad' }, { result: 'good' }]);
  });

  test('priorities are those of the listed values; defaults, reasons and days are kept', () => {
    const logic = table(
      'hitPolicy="PRIORITY"',
      [{ text: 'n' }],
      [
        { name: 'grade', values: '"high", "low"', default: '"none"' },
        { name: 'from', type: 'date' },
      ],
      [
        ['> 0', '"low"', 'date("2026-01-31")'],
        ['> 5', '"high"', '@"2026-02-01"'],
      ],
    ).replace('<rule>', '<rule><description>some\n  of it</description>');
    const { decide, documents } = imported(file(`${input('n', 'number')}${decision('it', logic, { inputs: ['n'] })}`));
    expect([6, 1, 0].map((n) => decide('it', { n }))).toEqual([
      { grade: 'high', from: '2026-02-01' },
      { grade: 'low', from: '2026-01-31' },
      { grade: 'none' },
    ]);
    expect(documents[0]?.text).toContain('because: some of it');
  });
});

describe('what our language cannot say is told at its place', () => {
  const told = (xml: string) => importDmn(xml, 'test.dmn').problems.map((each) => formatProblem(each));

  test.each([
    ['<functionDefinition kind="Java"/>', 'EXTERNAL_FUNCTION'],
    ['<literalExpression expressionLanguage="urn:groovy"><text>1</text></literalExpression>', 'OTHER_LANGUAGE'],
    [`<list>${table('', [{ text: '1' }], [{}], [['-', '1']])}</list>`, 'INNER_TABLE'],
    [feel('duration("P1D")'), 'NO_SUCH_TYPE'],
    ['', 'NO_LOGIC'],
  ])('%s', (logic, code) => {
    expect(told(file(`\n${decision('it', logic)}`)).join('\n')).toMatch(
      new RegExp(`^test\\.dmn:4:\\d+ (warning )?${code} .*\\(.+\\)$`, 'm'),
    );
  });

  test('every one of them in one run, and the other decisions all the same', () => {
    const xml = file(
      `<import name="M" namespace="urn:other" importType="x"/><decisionService id="s" name="s"><outputDecision href="#d-good"/></decisionService>
       ${decision('good', feel('1'))}${decision('bad', '<functionDefinition kind="PMML"/>')}${knowledge('f', ['x'], feel('f(x)'), ['f'])}${decision('worse', feel('f(1)'), { knowledge: ['f'] })}`,
    );
    const { documents, problems } = importDmn(xml, 'test.dmn');
    expect(problems.map(({ code }) => code).sort()).toEqual(
      ['EXTERNAL_FUNCTION', 'IMPORTED_MODEL', 'RECURSIVE_FUNCTION', 'SERVICE_NOT_IMPORTED'].sort(),
    );
    expect(documents.map(({ name }) => name)).toEqual(['good']);
  });

  test('a mistake in an expression has its line and column within the file', () => {
    const { problems } = importDmn(file(`${decision('it', feel('1 +\n  nowhere &lt; 2'))}`), 'test.dmn');
    expect(problems[0]).toMatchObject({ place: { file: 'test.dmn', line: 4 } });
  });
});
