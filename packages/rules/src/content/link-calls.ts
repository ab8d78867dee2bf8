import { type Place, type Problem, problem } from '@dealwright/diagnostics';
import type { ContentDocument, Linking } from '@dealwright/metadata';
import type { Decision } from '../decision.ts';
import type { DecisionShape } from './decision-schema.ts';

/** The decisions of the content, as calls see them. */
export interface Decisions {
  find(name: string, usedAt: Place): Decision | undefined;
  /** Whom a decision asks, as it is written. */
  askedBy(decision: Decision): readonly Decision[];
}

/** Answers that one answer may stand on, counted as often as they are asked: each is told in the explanation. */
const MOST_ASKED = 1000;

/**
 * The decisions that run first, by the names of their outcomes. Members of a circle call nobody, and the circle is
 * reported; so is what asks too many.
 */
export function linkCalls(
  decision: Decision,
  { shape, place }: ContentDocument<DecisionShape>,
  linking: Linking,
  decisions: Decisions,
): ReadonlyMap<string, Decision> {
  const calls = new Map<string, Decision>();
  for (const [alias, name] of Object.entries(shape.decide ?? {})) {
    const at = place(['decide', alias]);
    const called = decisions.find(name, at);
    if (!called) continue;
    const refused = refusal(decision, called, shape.about, decisions, at);
    if (refused) linking.report(refused);
    else calls.set(alias, called);
  }
  return calls;
}

function refusal(
  decision: Decision,
  called: Decision,
  about: string | undefined,
  decisions: Decisions,
  place: Place,
): Problem | undefined {
  const circle = pathBetween(called, decision, decisions);
  if (circle) {
    const names = [decision.name, ...circle];
    const shown = (names.length > 20 ? [...names.slice(0, 10), '…', ...names.slice(-3)] : names).join(' → ');
    return problem(
      'DECISION_CYCLE',
      {
        en: `These decisions call each other in a circle: ${shown}.`,
        ro: `Aceste decizii se apelează în cerc: ${shown}.`,
      },
      {
        place,
        hint: { en: 'one of them must not call the next', ro: 'una dintre ele nu trebuie să o apeleze pe următoarea' },
      },
    );
  }
  if (called.about && called.about.name !== about) {
    const { name } = called.about;
    return problem(
      'CALLED_ABOUT_ANOTHER',
      { en: `\`${called.name}\` is about ${name}.`, ro: `\`${called.name}\` este despre ${name}.` },
      { place, hint: { en: `write \`about: ${name}\``, ro: `scrieți \`about: ${name}\`` } },
    );
  }
  if (!asksTooMany(called, decisions)) return undefined;
  return problem(
    'TOO_MANY_CALLS',
    {
      en: `\`${called.name}\` asks more than ${MOST_ASKED} decisions, one through another.`,
      ro: `\`${called.name}\` întreabă peste ${MOST_ASKED} de decizii, una prin alta.`,
    },
    {
      place,
      hint: { en: 'ask fewer, or put tables together', ro: 'întrebați mai puține sau uniți tabele' },
    },
  );
}

/** The names from one decision to another along their calls; undefined when there is no way. */
function pathBetween(from: Decision, to: Decision, { askedBy }: Decisions): readonly string[] | undefined {
  const before = new Map<Decision, Decision | undefined>([[from, undefined]]);
  // A map is walked in the order of insertion, also what is inserted on the way.
  for (const [each] of before) {
    if (each === to) return wayTo(each, before);
    for (const next of askedBy(each)) if (!before.has(next)) before.set(next, each);
  }
  return undefined;
}

function wayTo(last: Decision, before: ReadonlyMap<Decision, Decision | undefined>): readonly string[] {
  const names: string[] = [];
  for (let each: Decision | undefined = last; each; each = before.get(each)) names.unshift(each.name);
  return names;
}

/** Counts as answers do: one that is asked by two counts twice. */
function asksTooMany(decision: Decision, { askedBy }: Decisions): boolean {
  const open = [decision];
  for (let asked = 0; open.length > 0; asked++) {
    if (asked >= MOST_ASKED) return true;
    const each = open.pop();
    if (each) open.push(...askedBy(each));
  }
  return false;
}
