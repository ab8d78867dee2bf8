import { formatProblem, say } from '@dealwright/diagnostics';
import { type Kind, loadModel, remedy } from '@dealwright/metadata';
import { expect, test } from '@jest/globals';
import { z } from 'zod';

const schema = z.strictObject({
  kind: z.literal('animal'),
  name: z.string().regex(/^[a-z]+$/, remedy('use small letters', 'folosiți litere mici')),
  legs: z.int().min(1).max(100).optional(),
  wild: z.boolean().optional(),
  size: z.enum(['small', 'large']).optional(),
  eats: z.array(z.string()).min(1).optional(),
  code: z.string().length(2).optional(),
});
const animal: Kind<z.output<typeof schema>, object> = {
  name: 'animal',
  about: 'A test kind.',
  schema,
  example: 'kind: animal\nname: cat\n',
  link: () => ({}),
};
const told = (line: string, name = 'cat') => {
  const { problems } = loadModel([{ path: 'a.yaml', text: `kind: animal\nname: ${name}\n${line}\n` }], [animal]);
  return ['en', 'ro'].flatMap((locale) => problems.map((each) => formatProblem(each, locale).replace(/^\S+ \S+ /, '')));
};

test.each([
  [
    'legs: four',
    '`legs` is a text, not a number. (write `legs: 3`)',
    '`legs` este un text, nu un număr. (scrieți `legs: 3`)',
  ],
  [
    'legs: 2.5',
    '`legs` is a number, not a whole number. (write `legs: 3`)',
    '`legs` este un număr, nu un număr întreg. (scrieți `legs: 3`)',
  ],
  ['legs: 0', '`legs` is too small. (write at least 1)', '`legs` este prea mic. (scrieți cel puțin 1)'],
  ['legs: 101', '`legs` is too large. (write at most 100)', '`legs` este prea mare. (scrieți cel mult 100)'],
  [
    'wild: sometimes',
    '`wild` is a text, not yes or no. (write `wild: true`)',
    '`wild` este un text, nu da sau nu. (scrieți `wild: true`)',
  ],
  [
    'size: smal',
    '`size` cannot be `smal`. (did you mean `small`?)',
    '`size` nu poate fi `smal`. (ați vrut să scrieți `small`?)',
  ],
  [
    'eats: mouse',
    '`eats` is a text, not a list. (write `eats: […]`)',
    '`eats` este un text, nu o listă. (scrieți `eats: […]`)',
  ],
  [
    'eats: []',
    '`eats` is too short. (write at least 1 in the list)',
    '`eats` este prea scurt. (scrieți cel puțin 1 în listă)',
  ],
  [
    'eats: [{ a: 1 }]',
    '`eats.0` is a group of keys, not a text. (write `text`)',
    '`eats.0` este un grup de chei, nu un text. (scrieți `text`)',
  ],
])('%s is told in the language of the reader, with what to write instead', (line, en, ro) => {
  expect(told(line)).toEqual([en, ro]);
});

test('What a schema says in its own words comes in both languages, too.', () => {
  expect(told('', 'Cat 1')).toEqual([
    '`name` is not written right: `Cat 1`. (use small letters)',
    '`name` nu este scris corect: `Cat 1`. (folosiți litere mici)',
  ]);
});

test('A name that is near none of many still gets a hint: what comes nearest.', () => {
  const names = Array.from({ length: 20 }, (_, n) => `animal${String.fromCharCode(97 + n)}`);
  const reference: Kind<{ name: string; of: string }, object> = {
    name: 'reference',
    about: 'A test kind.',
    schema: z.strictObject({ kind: z.literal('reference'), name: z.string(), of: z.string() }) as never,
    example: '',
    link: () => ({}),
    check: (_, document, linking) => void linking.find(animal, document.shape.of, document.place(['of'])),
  };
  const text = [
    ...names.map((name) => `kind: animal\nname: ${name}\n`),
    'kind: reference\nname: r\nof: nothing-alike\n',
  ];
  const { problems } = loadModel([{ path: 'a.yaml', text: text.join('---\n') }], [animal, reference]);
  expect(say(problems[0]?.hint ?? '')).toMatch(/^there is `animal.`(, `animal.`){4} and 15 more$/);
});
