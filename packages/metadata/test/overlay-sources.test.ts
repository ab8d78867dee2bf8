import { describe, expect, test } from '@jest/globals';
import { overlaySources } from '../src/index.ts';

const cats = 'kind: animal\nname: cat\nlegs: 4\n---\n# the second\nkind: animal\nname: dog\nlegs: 4\n';

describe('content with a draft over it', () => {
  test('a document of the draft takes the place of the published one, and the rest of its file keeps its lines', () => {
    const draft = { path: 'draft/dog.yaml', text: 'kind: animal\nname: dog\nlegs: 3\n' };
    const [published, other, ...more] = overlaySources(
      [
        { path: 'zoo.yaml', text: cats },
        { path: 'bird.yaml', text: 'kind: animal\nname: bird\n' },
      ],
      [draft],
    );
    expect(published?.text.split('\n').map((line) => line.trim())).toEqual([
      'kind: animal',
      'name: cat',
      'legs: 4',
      '',
      '',
      '',
      '',
      '',
      '',
    ]);
    expect(published?.text).toHaveLength(cats.length);
    expect(other?.path).toBe('bird.yaml');
    expect(more).toEqual([draft]);
  });

  test('a document of another kind with the same name stays', () => {
    const draft = { path: 'draft/dog.yaml', text: 'kind: plant\nname: dog\n' };
    expect(overlaySources([{ path: 'zoo.yaml', text: cats }], [draft])[0]?.text).toBe(cats);
  });

  test('a file of the draft at the path of a published one replaces what it names, and no more', () => {
    const draft = { path: 'zoo.yaml', text: 'kind: animal\nname: dog\nlegs: 3\n' };
    const [rest, last] = overlaySources([{ path: 'zoo.yaml', text: cats }], [draft]);
    expect(rest).toMatchObject({ path: 'published zoo.yaml', text: expect.stringContaining('cat') });
    expect(last).toEqual(draft);
  });

  test('a file that is no YAML is replaced by the one at its path', () => {
    const base = [
      { path: 'a.css', text: 'old' },
      { path: 'b.css', text: 'old' },
    ];
    expect(overlaySources(base, [{ path: 'a.css', text: 'new' }])).toEqual([
      { path: 'b.css', text: 'old' },
      { path: 'a.css', text: 'new' },
    ]);
  });

  test('a draft that is no YAML at all replaces nothing', () => {
    const draft = { path: 'draft.yaml', text: '- {]' };
    expect(overlaySources([{ path: 'zoo.yaml', text: cats }], [draft])).toEqual([
      { path: 'zoo.yaml', text: cats },
      draft,
    ]);
  });
});
