import { formatProblem } from '@dealwright/diagnostics';
import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import { loadModel } from '@dealwright/metadata';
import { describe, expect, test } from '@jest/globals';
import { decisionKind } from '../src/index.ts';

const ENVIRONMENT = { now: '2026-03-02T10:00:00.000Z', zone: 'Etc/UTC', locale: 'en' };

function load(body: string) {
  const text = `kind: decision\nname: test\nfacts: { items: decimal }\n${body}`;
  const { model, problems } = loadModel(
    [{ path: 'test.yaml', text }],
    [choicesKind, settingKind, entityKind, decisionKind],
  );
  return { decision: model?.get(decisionKind, 'test'), problems: problems.map((each) => formatProblem(each)) };
}

describe('`hit: any`', () => {
  test('agrees on numbers that are written differently', () => {
    const { decision } = load(`
inputs: { items: items }
outputs: { fee: decimal, share: percent }
hit: any
table:
  - { when: { items: '> 1' }, then: { fee: 10, share: 0.5 } }
  - { when: { items: '> 1' }, then: { fee: '10.00', share: '0.50' } }
  - { when: { items: '> 1' }, then: { fee: { is: items * 2.50 }, share: { is: items / 8 } } }`);
    expect(decision?.decide({ items: 4 }, ENVIRONMENT)).toMatchObject({ outcome: { fee: '10' }, problems: [] });
    expect(decision?.decide({ items: 5 }, ENVIRONMENT).problems).toMatchObject([{ code: 'HITS_DISAGREE' }]);
  });
});

describe('`hit: collect sum`', () => {
  test('is refused where it could only answer 0: of money, of text, of rules', () => {
    for (const type of ['{ type: money, currency: EUR }', 'text']) {
      const { problems } = load(`
inputs: { items: items }
outputs: { fee: ${type} }
hit: collect sum
table:
  - { when: { items: '> 1' }, then: { fee: ${type === 'text' ? 'a' : '{ amount: 1, currency: EUR }'} } }`);
      expect(problems).toEqual([expect.stringMatching(/HIT_NEEDS_NUMBER .*`fee: decimal`/)]);
    }
    const { problems } = load(`
hit: collect sum
outputs: { fee: decimal }
rules:
  - name: one
    conditions: { all: [{ fact: items, operator: greaterThan, value: 1 }] }
    event: { type: fee, params: { fee: 5 } }`);
    expect(problems).toEqual([expect.stringContaining('HIT_NEEDS_TABLE')]);
  });
});
