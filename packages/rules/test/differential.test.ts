import type { FeelType } from '@dealwright/expressions';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FACTS, facts, ruleSet } from './random-rules.ts';
import { decisionOver, engineOf } from './reference.ts';

const ANY = new Map<string, FeelType>(FACTS.map((name) => [name, { kind: 'any' }]));
const SETS = 2200;
const FACTS_A_SET = 100;
const LEAST_COMPARED = 200_000;

/** What `near` means in the rules of this test. */
const operators = new Map([['near', (a: unknown, b: unknown) => Math.abs(Number(a) - Number(b)) <= 1]]);

test('compiled rules give the events of json-rules-engine, with their parameters and by priority, for 200,000 pairs of rules and facts', async () => {
  const pool = fc.sample(facts, 4000);
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(ruleSet, fc.nat(pool.length - 1), async (set, first) => {
      const engine = engineOf({ ...set, operators }, true);
      const decide = decisionOver({ ...set, operators }, ANY);
      for (let at = 0; at < FACTS_A_SET; at++) {
        // 1,009 has no divisor in common with the size of the pool: a hundred different facts for each set.
        const given = pool[(first + at * 1009) % pool.length] ?? {};
        const events = await engine(given);
        const { outcome, problems } = decide(given);
        // Where the engine rejects the whole run, only the rule that cannot be asked rests: a listed disagreement.
        if (events === undefined || problems.length > 0) continue;
        if (JSON.stringify(outcome) !== JSON.stringify(events)) {
          throw new Error(`${JSON.stringify(given)}: ${JSON.stringify(outcome)}, not ${JSON.stringify(events)}`);
        }
        compared++;
      }
    }),
    { numRuns: SETS },
  );
  expect(compared).toBeGreaterThanOrEqual(LEAST_COMPARED);
}, 300_000);
