import { formatProblem, type Problem, problem, showProblem } from '@dealwright/diagnostics';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { type Kind, loadModel } from '../src/index.ts';

interface Animal {
  readonly name: string;
  readonly eats: Animal[];
}
const schema = z.strictObject({
  kind: z.literal('animal'),
  name: z.string(),
  legs: z.int().optional(),
  size: z.enum(['small', 'large']).optional(),
  eats: z.array(z.string()).optional(),
  says: z.string().optional(),
  drawing: z.string().optional(),
});
const animal: Kind<z.output<typeof schema>, Animal> = {
  name: 'animal',
  about: 'A test kind.',
  schema,
  example: 'kind: animal\nname: cat\n',
  link: ({ shape }) => ({ name: shape.name, eats: [] }),
  check(linked, document, linking) {
    for (const [index, name] of (document.shape.eats ?? []).entries()) {
      const prey = linking.find(animal, name, document.place(['eats', index]));
      if (prey) linked.eats.push(prey);
    }
    const at = document.shape.says?.indexOf('!') ?? -1;
    if (at >= 0) linking.report(problem('LOUD', 'Too loud.', { place: document.place(['says'], at, 1) }));
    if (document.shape.drawing) linking.file(document.shape.drawing, document.place(['drawing']));
  },
};

const load = (text: string, more: { path: string; text: string }[] = []) =>
  loadModel([{ path: 'zoo/a.yaml', text }, ...more], [animal]);
const lines = (problems: readonly Problem[]) => problems.map((each) => formatProblem(each));

describe('loading content', () => {
  test('links documents that refer to each other in circles and freezes them', () => {
    const { model } = load('kind: animal\nname: cat\neats: [mouse]\n---\nkind: animal\nname: mouse\neats: [cat]\n');
    const cat = model?.get(animal, 'cat');
    expect(cat?.eats[0]?.eats[0]).toBe(cat);
    expect(Object.isFrozen(cat) && Object.isFrozen(cat?.eats)).toBe(true);
  });

  test('tells every problem of every file in one run, each with its place and remedy', () => {
    const { model, problems } = loadModel(
      [
        { path: 'a.yaml', text: 'kind: animal\nname: cat\nleggs: 4\neats:\n  - mose\n---\nkind: animl\nname: dog' },
        { path: 'b.yaml', text: 'kind: animal\nname: mouse\nsize: tiny\n---\nname: x\n---\nkind: animal\nlegs: four' },
        { path: 'c.yaml', text: 'kind: animal\nname: "open' },
      ],
      [animal],
    );
    expect(model).toBeUndefined();
    expect(lines(problems)).toEqual([
      'a.yaml:3:1 UNKNOWN_KEY `leggs` is not a key of kind `animal`. (did you mean `legs`?)',
      'a.yaml:7:7 UNKNOWN_KIND There is no kind `animl`. (did you mean `animal`?)',
      expect.stringMatching(/^b\.yaml:3:7 WRONG_SHAPE .*\(there is `small`, `large`\)$/),
      expect.stringMatching(/^b\.yaml:5:1 MISSING_KIND /),
      expect.stringMatching(/^b\.yaml:7:1 MISSING_KEY `name` is missing/),
      expect.stringMatching(/^b\.yaml:8:7 WRONG_SHAPE `legs` is a text, not a number/),
      expect.stringMatching(/^c\.yaml:2:\d+ YAML_SYNTAX /),
    ]);
  });

  test('suggests the name that was meant', () => {
    const { problems } = load('kind: animal\nname: cat\neats: [mose]\n---\nkind: animal\nname: mouse\n');
    expect(lines(problems)).toEqual(['zoo/a.yaml:3:8 UNKNOWN_NAME There is no animal `mose`. (did you mean `mouse`?)']);
  });

  test('refuses two documents of one name and says where the first is', () => {
    const { problems } = load('kind: animal\nname: cat\n---\nkind: animal\nname: cat\n');
    expect(lines(problems)).toEqual([
      expect.stringContaining(
        'zoo/a.yaml:5:7 DUPLICATE_NAME There are two documents `animal cat`. (the first is in zoo/a.yaml:2',
      ),
    ]);
  });

  test.each([
    ['plain', 'says: oh no!', 3, 12],
    ['in double quotes with escapes', 'says: "\\"oh\\" no!"', 3, 17],
    ['in single quotes', "says: 'it''s!'", 3, 13],
    ['in a block', 'says: |\n  oh\n  no!', 5, 5],
    ['folded', 'says: >\n  oh\n  no!', 5, 5],
  ])('points into a text that is written %s', (_, text, line, column) => {
    const { problems } = load(`kind: animal\nname: cat\n${text}\n`);
    expect(problems[0]?.place).toMatchObject({ line, column });
    expect(
      showProblem(problems[0] as Problem)
        .split('\n')[2]
        ?.trim(),
    ).toBe('^');
  });

  test('finds files beside the document and suggests the one that was meant', () => {
    const svg = { path: 'zoo/cat.hbs', text: 'x' };
    expect(load('kind: animal\nname: cat\ndrawing: cat.hbs\n', [svg]).problems).toEqual([]);
    expect(lines(load('kind: animal\nname: cat\ndrawing: cap.hbs\n', [svg]).problems)[0]).toContain(
      'did you mean `zoo/cat.hbs`?',
    );
  });

  test('gives the same hash to the same content in other files, and another hash to other content', () => {
    const one = loadModel(
      [{ path: 'a.yaml', text: 'kind: animal\nname: cat\n---\nkind: animal\nname: dog' }],
      [animal],
    );
    const two = loadModel(
      [
        { path: 'z.yaml', text: 'kind: animal\nname: dog' },
        { path: 'b.yaml', text: 'kind: animal\nname: cat' },
      ],
      [animal],
    );
    const other = loadModel([{ path: 'a.yaml', text: 'kind: animal\nname: cat' }], [animal]);
    expect(one.model?.hash).toBe(two.model?.hash);
    expect(one.model?.hash).not.toBe(other.model?.hash);
  });

  test('refuses a YAML bomb of aliases', () => {
    const bomb = [
      'kind: animal',
      'name: cat',
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]`),
    ];
    expect(load(bomb.join('\n')).problems[0]?.code).toBe('YAML_SYNTAX');
  });
});
