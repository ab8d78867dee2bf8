import { formatProblem, problem } from '@dealwright/diagnostics';
import { type Kind, loadModel } from '@dealwright/metadata';
import { expect, test } from '@jest/globals';
import { z } from 'zod';

const schema = z.strictObject({
  kind: z.literal('animal'),
  name: z.string(),
  legs: z.int().optional(),
  eats: z.array(z.string()).optional(),
});
/** Eats only what has legs. */
const animal: Kind<z.output<typeof schema>, { readonly legs: number | undefined }> = {
  name: 'animal',
  about: 'A test kind.',
  schema,
  example: 'kind: animal\nname: cat\n',
  link: ({ shape }) => ({ legs: shape.legs }),
  check(_, document, linking) {
    for (const [index, name] of (document.shape.eats ?? []).entries()) {
      const place = document.place(['eats', index]);
      if (!linking.find(animal, name, place)?.legs)
        linking.report(problem('NO_LEGS', `${name} has no legs`, { place }));
    }
  },
};
const problemsOf = (...texts: string[]) =>
  loadModel(
    texts.map((text, index) => ({ path: `${index}.yaml`, text })),
    [animal],
  ).problems.map((each) => formatProblem(each).replace(/ \(.*/, ''));

test('A document that cannot be read is told where it stands, and not again wherever others rest on it.', () => {
  const cat = 'kind: animal\nname: cat\nlegs: 4\neats: [mouse]\n';
  const others = 'kind: animal\nname: dog\neats: [cat]\n---\nkind: animal\nname: bird\neats: [wurm]\n';
  expect(problemsOf(cat.replace('legs: 4', 'leggs: 4'), others)).toEqual([
    '0.yaml:3:1 UNKNOWN_KEY `leggs` is not a key of kind `animal`.',
    '1.yaml:7:8 UNKNOWN_NAME There is no animal `wurm`.',
    '1.yaml:7:8 NO_LEGS wurm has no legs',
  ]);
  expect(problemsOf(cat.replace('[mouse]', '[mouse'), others)[0]).toMatch(/^0\.yaml:\d+:\d+ YAML_SYNTAX /);
  expect(problemsOf(cat.replace('[mouse]', '[mouse'), others)).toHaveLength(3);
  expect(problemsOf(cat.replace('kind: animal', 'kind: animl'), others)).toHaveLength(3);
});

test('A tab is one problem, and not one for each line below it.', () => {
  const lines = 'eats:\n  - cat\n\t- dog\n  - bird\n  - mouse\n';
  expect(problemsOf(`kind: animal\nname: fox\n${lines}`)).toEqual([
    '0.yaml:5:1 YAML_SYNTAX This line is indented with a tab.',
  ]);
});

test('A `*` without its `&`, and a key that stands twice, are told at their place.', () => {
  expect(problemsOf('kind: animal\nname: fox\neats: *food\n')).toEqual([
    '0.yaml:3:7 YAML_SYNTAX There is no `&` of that name above this `*`.',
  ]);
  expect(problemsOf('kind: animal\nname: fox\nname: wolf\n')).toEqual([
    '0.yaml:3:1 YAML_SYNTAX This key stands here twice.',
  ]);
});

test('A long list of keys is read in one pass, and a file that nobody wrote by hand is refused.', () => {
  const keys = Array.from({ length: 20_000 }, (_, n) => `  a${n}: 1\n`).join('');
  expect(problemsOf(`kind: animal\nname: fox\nlegs:\n${keys}`)).toHaveLength(1);
  expect(problemsOf('# \n'.repeat(700_000), 'kind: animal\nname: fox\n')).toEqual([
    '0.yaml:1:1 FILE_TOO_LARGE The file is too large: 2100 thousand characters, at most 2000 thousand.',
  ]);
});

test('A misspelt name is one problem: what rests on it goes on as if it were written right.', () => {
  const cow = 'kind: animal\nname: cow\n';
  expect(problemsOf(`${cow}---\nkind: animal\nname: fox\neats: [cov]\n`)).toEqual([
    '0.yaml:6:8 UNKNOWN_NAME There is no animal `cov`.',
    '0.yaml:6:8 NO_LEGS cov has no legs',
  ]);
  const legs = cow.replace('name: cow', 'name: cow\nlegs: 4');
  expect(problemsOf(`${legs}---\nkind: animal\nname: fox\neats: [cov]\n`)).toEqual([
    '0.yaml:7:8 UNKNOWN_NAME There is no animal `cov`.',
  ]);
});
