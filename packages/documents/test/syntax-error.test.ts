import { say } from '@dealwright/diagnostics';
import { expect, test } from '@jest/globals';
import { parseTemplate } from '../src/template/syntax.ts';

const told = (text: string) => {
  const place = (line: number, column: number) => ({ file: 'a.hbs', line, column: column + 1 });
  const { problem } = parseTemplate({ text, place } as never);
  return (
    problem && `${problem.place?.line}:${problem.place?.column} ${say(problem.message)} (${say(problem.hint ?? '')})`
  );
};

test.each([
  ['{{#if a}}x{{/each}}', '1:4 The block {{#if}} is closed by {{/each}}. (write {{/if}})'],
  ['a\n{{#if note}}', '2:1 The template ends, and a block is still open. (close it: {{#if x}} … {{/if}})'],
  ['{{', '1:1 The template ends in the middle of braces. (close them: {{name}})'],
  ['{{/if}}', '1:1 This belongs to a block, and none is open here. (open it before: {{#if x}} … {{else}} … {{/if}})'],
  [
    'a {{else}} b',
    '1:1 This belongs to a block, and none is open here. (open it before: {{#if x}} … {{else}} … {{/if}})',
  ],
  ['{{a/../b}}', '1:3 a/.. is no path. (`../` stands only at the beginning: `../name`)'],
  ['{{#if a == b}}{{/if}}', '1:1 Braces hold no comparison. (write {{#if (feel "a = b")}} … {{/if}})'],
  ['{{money x currency=}}', expect.stringContaining('1:1 Something is missing before }}. (write {{name}}')],
  [
    "{{money x currency='EUR}}",
    expect.stringContaining('1:1 Something between the braces cannot be read. (write {{name}}'),
  ],
])('%j is told without the words of the parser', (text, expected) => {
  expect(told(text)).toEqual(expected);
  expect(
    parseTemplate({ text, place: () => ({ file: '', line: 1, column: 1 }) } as never).problem?.message,
  ).toMatchObject({ ro: expect.any(String) });
});
