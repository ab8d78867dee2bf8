import { describe, expect, test } from '@jest/globals';
import { diffContent, showChange } from '../src/diff-content.ts';
import { diffApi } from '../src/plan-release.ts';

const entity = (name: string, shape: object) => ({ kind: 'entity', name, shape: shape as never });

describe('the difference of two states of the content', () => {
  test('names what was added, changed and removed, with the path of each value', () => {
    const changes = diffContent(
      [entity('Order', { fields: { a: { maxLength: 10 }, b: 1 } }), entity('Old', {}), entity('Same', { x: [1] })],
      [entity('Same', { x: [1] }), entity('Order', { fields: { a: { maxLength: 20 }, c: true } }), entity('New', {})],
    );
    expect(changes.map(showChange)).toEqual([
      'added entity New',
      'changed entity Order: fields.a.maxLength 10 → 20, fields.b removed, fields.c added',
      'removed entity Old',
    ]);
  });

  test('names the lines of the API that come and go, with their types', () => {
    const before = 'type Order {\n  id: ID!\n  fax: String\n}\n';
    const after = '"""An order."""\ntype Order {\n  id: ID!\n  phone: String\n}\n\nenum Size {\n  BIG\n}\n';
    expect(diffApi(before, after)).toEqual(['+ Order.phone: String', '+ Size', '+ Size.BIG', '- Order.fax: String']);
  });
});
