import { say } from '@dealwright/diagnostics';
import { describe, expect, test } from '@jest/globals';
import { confirmation, load, refusals } from './order-content.ts';

describe('A template is checked when it is loaded', () => {
  test.each([
    ['an unknown variable', 'a\n  {{customer.nme}}', 'confirmation.hbs:2:5 UNKNOWN_VARIABLE'],
    [
      'an unknown variable inside a list',
      '{{#each lines}}\n{{prodct}}{{/each}}',
      'confirmation.hbs:2:3 UNKNOWN_VARIABLE',
    ],
    ['a way above the template', '{{../number}}', 'confirmation.hbs:1:3 UNKNOWN_VARIABLE'],
    [
      'a name of the outer record inside a list',
      '{{#each lines}}{{months}}{{/each}}',
      'confirmation.hbs:1:18 UNKNOWN_VARIABLE',
    ],
    ['a prototype', '{{constructor}}{{customer.__proto__}}', 'confirmation.hbs:1:3 UNKNOWN_VARIABLE'],
    ['data of loops outside loops', '{{@index}}', 'confirmation.hbs:1:3 UNKNOWN_VARIABLE'],
    ['an unknown helper', '{{mony amount}}', 'confirmation.hbs:1:3 UNKNOWN_HELPER'],
    ['an inherited helper', '{{toString amount}}', 'confirmation.hbs:1:3 UNKNOWN_HELPER'],
    ['too many values', '{{upper status note}}', 'confirmation.hbs:1:3 WRONG_ARGUMENTS'],
    ['an unknown option', '{{number months decimal=2}}', 'confirmation.hbs:1:17 WRONG_ARGUMENTS'],
    ['a helper of dates over a number', '{{date months}}', 'confirmation.hbs:1:8 WRONG_TYPE'],
    ['a date of a wrong style', '{{date orderedOn "tiny"}}', 'confirmation.hbs:1:18 UNKNOWN_NAME'],
    ['a record where a text belongs', '{{customer}}', 'confirmation.hbs:1:3 NOT_A_TEXT'],
    ['a list where a text belongs', '{{lines}}', 'confirmation.hbs:1:3 NOT_A_TEXT'],
    ['a condition that is a number', '{{#if months}}x{{/if}}', 'confirmation.hbs:1:7 WRONG_TYPE'],
    ['a loop over one record', '{{#each customer}}x{{/each}}', 'confirmation.hbs:1:9 WRONG_TYPE'],
    ['a block that is none', '{{#lines}}x{{/lines}}', 'confirmation.hbs:1:4 UNKNOWN_BLOCK'],
    ['unescaped data', '{{{customer.name}}}', 'confirmation.hbs:1:1 UNESCAPED'],
    ['a missing partial', '{{> foot}}', 'confirmation.hbs:1:1 UNKNOWN_FILE'],
    ['a decorator', '{{* x}}', 'confirmation.hbs:1:1 NOT_IN_TEMPLATES'],
    ['a block left open', 'a\n{{#if note}}', 'confirmation.hbs:2:1 TEMPLATE_SYNTAX'],
    ['a script', '<p>\n<script>', 'confirmation.hbs:2:1 NOT_IN_DOCUMENTS'],
    ['a picture from a network', '<img src="http://x/y.png">', 'confirmation.hbs:1:6 NOT_IN_DOCUMENTS'],
    ['an attribute without quotes', '<p title={{note}}>', 'confirmation.hbs:1:1 NOT_IN_DOCUMENTS'],
    ['an unknown clause', '{{clause "payment"}}', 'confirmation.hbs:1:10 UNKNOWN_NAME'],
    ['an unknown text', '{{text "greting"}}', 'confirmation.hbs:1:8 UNKNOWN_NAME'],
  ])('%s is a problem at its place', (_, template, expected) => {
    expect(refusals(template)).toContain(expected);
  });

  test('all problems of all texts are told at once, with what was meant', () => {
    const { problems } = load('{{custmer.name}}\n{{monny amount}}', {
      yaml: `texts: { hello: { en: 'Dear {{customr.name}}', ro: 'Dragă {{customer.nume}}' } }`,
    });
    const told = problems.filter((each) => each.severity === 'error');
    expect(told.map(({ hint }) => say(hint ?? '', 'en'))).toEqual([
      'did you mean `customer`?',
      'did you mean `money`?',
      expect.stringContaining('name'),
      'did you mean `customer`?',
    ]);
  });

  test('an error in FEEL inside a template stands under the letter that is wrong', () => {
    const [first] = load(`{{#each lines where='qantity > 1'}}x{{/each}}`).problems.filter(
      (each) => each.severity === 'error',
    );
    expect(first?.place).toMatchObject({ file: 'templates/confirmation.hbs', line: 1, column: 22 });
  });

  test('a template that contains itself is refused', () => {
    const files = [
      { path: 'templates/a.hbs', text: 'a{{> b}}' },
      { path: 'templates/b.hbs', text: 'b{{> a}}' },
    ];
    expect(refusals('{{> a}}', { files })).toEqual(['b.hbs:1:2 RECURSIVE_PARTIAL']);
  });

  test('style sheets may fetch nothing', () => {
    const files = [
      { path: 'templates/a.css', text: 'p { color: red }\n@import "x";\np { background: url(http://x) }' },
    ];
    expect(refusals('x', { yaml: 'styles: [a.css]', files })).toEqual([
      'a.css:2:1 NOT_IN_DOCUMENTS',
      'a.css:3:17 NOT_IN_DOCUMENTS',
    ]);
  });

  test('required fields, conditions, roles and values are checked where they stand', () => {
    const yaml = `
by: [clrk]
values: { all: lines }
changes: 'for line in lines return { clause: line.product, en: line.product }'
required:
  - field: customer.fiscalCod
  - when: months > "x"
    field: note
  - check: months > 1`;
    expect(
      refusals('x', { yaml })
        .map((each) => each.split(' ')[1])
        .sort(),
    ).toEqual(
      [
        'CHANGES_NOT_A_LIST',
        'NOTHING_REQUIRED',
        'UNKNOWN_FIELD',
        'UNKNOWN_NAME',
        'VALUE_NOT_SIMPLE',
        'WRONG_TYPE',
      ].sort(),
    );
  });

  test('a sample names only fields that there are', () => {
    const files = [{ path: 'templates/other.json', text: '{\n "customer": { "nme": "x" } }' }];
    expect(
      refusals('x', { yaml: 'samples: [{ name: Other, file: other.json, at: 2026-01-01 }]', files }).at(-1),
    ).toContain('YAML');
  });

  test('a document says which paths it reads', () => {
    const yaml = `
values: { total: 'sum(lines.price)' }
required: [{ field: customer.fiscalCode, when: months > 1 }]
fileName: { en: 'x {{amount.currency}}', ro: 'x' }`.replace(/\nfileName.*/, '');
    const document = confirmation(
      `{{#each lines where='quantity > 1'}}{{product}}{{/each}}{{#with customer}}{{name}}{{/with}}{{total}}`,
      { yaml },
    );
    expect(document.paths.map((path) => path.join('.'))).toEqual([
      ...[
        'customer.fiscalCode',
        'customer.name',
        'lines.price',
        'lines.product',
        'lines.quantity',
        'months',
        'number',
        'updatedAt',
      ],
    ]);
  });
});
