import { say } from '@dealwright/diagnostics';
import { loadContent, organisation } from '@dealwright/platform';
import { type Answer, type Decision, decisionKind, runExamples } from '@dealwright/rules';
import { expect, test } from '@jest/globals';

/** The rows or rules of a decision, as its answers name them; formulas have none. */
function rulesOf({ logic }: Decision): readonly string[] {
  if (logic.is === 'table') return logic.rows.map(({ number }) => String(number));
  return logic.is === 'rules' ? logic.rules.map(({ name }) => name) : [];
}

/** The rows or rules that an example says must be the reason, of those that are. */
function asserted(because: string, { matched }: Answer): readonly string[] {
  const isMeant = ({ rule, because: reason }: Answer['matched'][number]) =>
    rule === because || (reason !== undefined && ['en', 'ro'].some((locale) => say(reason, locale).includes(because)));
  return matched.filter(isMeant).map(({ rule }) => rule);
}

test('every row and rule of every decision is asserted by an example, by its number, its name or its reason', async () => {
  const { model } = await loadContent();
  if (!model) throw new Error('The content has problems: npx dealwright check tells them.');
  const environment = { now: '2026-03-02T10:00:00.000Z', zone: organisation(model).zone, locale: 'en' };
  const silent: string[] = [];
  for (const decision of model.all(decisionKind).values()) {
    const results = await runExamples(decision, environment);
    const told = new Set(
      decision.examples.flatMap(({ because }, at) => {
        const answer = results[at]?.answer;
        return because === undefined || !answer ? [] : asserted(because, answer);
      }),
    );
    silent.push(...rulesOf(decision).flatMap((rule) => (told.has(rule) ? [] : [`${decision.name}: ${rule}`])));
  }
  expect(silent).toEqual([]);
});
