import { problem } from '@dealwright/diagnostics';
import type { ContentDocument, Linking } from '@dealwright/metadata';
import type { Decision, HitPolicy } from '../decision.ts';
import type { DecisionShape } from './decision-schema.ts';

const ARITHMETIC: ReadonlySet<HitPolicy> = new Set(['collect sum', 'collect min', 'collect max']);

/** Numbers of a table can be collected into one; of anything else the answer would be 0, or nothing, whatever matches. */
export function checkHit(
  { shape, place }: ContentDocument<DecisionShape>,
  outputs: Decision['outputs'],
  hit: HitPolicy,
  linking: Linking,
): void {
  if (!ARITHMETIC.has(hit)) return;
  if (shape.rules) {
    linking.report(
      problem(
        'HIT_NEEDS_TABLE',
        {
          en: `\`hit: ${hit}\` is for tables, not for rules.`,
          ro: `\`hit: ${hit}\` este pentru tabele, nu pentru reguli.`,
        },
        {
          place: place(['hit']),
          hint: {
            en: 'write a `table`, or `hit: collect` and sum where the answer is used',
            ro: 'scrieți un `table` sau `hit: collect` și însumați acolo unde se folosește răspunsul',
          },
        },
      ),
    );
    return;
  }
  for (const [name, { type }] of outputs) {
    if (type.kind === 'number' || type.kind === 'any') continue;
    linking.report(
      problem(
        'HIT_NEEDS_NUMBER',
        {
          en: `\`hit: ${hit}\` collects numbers, but the output \`${name}\` is none.`,
          ro: `\`hit: ${hit}\` adună numere, dar ieșirea \`${name}\` nu este un număr.`,
        },
        {
          place: place(['outputs', name]),
          hint: { en: `write \`${name}: decimal\``, ro: `scrieți \`${name}: decimal\`` },
        },
      ),
    );
  }
}
