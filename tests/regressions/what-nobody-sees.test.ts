import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatProblem } from '@dealwright/diagnostics';
import { loadModel, readContent } from '@dealwright/metadata';
import { valueTypes } from '@dealwright/values';
import { expect, test } from '@jest/globals';

const parse = (text: string, options = {}) => valueTypes.get('text')?.parse(text, options);

test.each(['\u200b', '\u2060 \u00ad', '\ufeff', '\u3164', '\u2800', '\u200e\u200f', '\ufe0f'])(
  'A text of which nobody sees anything (%j) is none.',
  (text) => expect(parse(text)).toEqual({ value: null }),
);

test('What is pasted along unseen is taken off the ends; what joins letters and emoji stays.', () => {
  expect(parse('\u200bAlfa\u2060\u200b')).toEqual({ value: 'Alfa' });
  for (const whole of ['❤\ufe0f', '👩\u200d💻', 'می\u200cخواهم']) expect(parse(whole)).toEqual({ value: whole });
});

test('Romanian counts characters as Romanians do.', () => {
  const told = (maxLength: number) => parse('x'.repeat(200), { maxLength });
  const messages = [1, 3, 19, 20, 101, 119, 120]
    .map((each) => told(each))
    .map((each) => each && 'flaw' in each && each.flaw.message);
  expect(messages.map((each) => (typeof each === 'object' ? each.ro : each))).toEqual(
    [
      'un caracter',
      '3 caractere',
      '19 caractere',
      '20 de caractere',
      '101 caractere',
      '119 caractere',
      '120 de caractere',
    ].map((each) => `Textul depășește ${each}.`),
  );
});

test('A file that is not UTF-8 is said to be so, at the first letter that cannot be read.', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'encoding-'));
  await writeFile(join(folder, 'a.yaml'), Buffer.from('kind: role\nname: \xe3sef\n', 'latin1'));
  const { problems } = loadModel(await readContent([folder], folder), []);
  await rm(folder, { recursive: true });
  expect(problems.map((each) => formatProblem(each))).toEqual([
    'a.yaml:2:7 NOT_UTF8 The file is not written in UTF-8. (save it with the encoding UTF-8, and look at its letters with accents)',
  ]);
});
