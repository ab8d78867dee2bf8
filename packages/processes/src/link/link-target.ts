import type { Decision } from '@dealwright/rules';
import type { Target } from '../process.ts';
import type { TargetShape } from '../schema/transition-schema.ts';
import { findDecision, type Place, report, reportUnknownState, type TransitionLinking } from './transition-linking.ts';

/** Links `to:`. A decision's possible outcomes must all be states. */
export function linkTarget(said: TargetShape, path: Place, at: TransitionLinking): Target {
  const states = [...at.states.keys()];
  if (typeof said === 'string') {
    if (!at.states.has(said)) reportUnknownState(said, path, at);
    return { is: 'state', state: said };
  }
  const decision = findDecision(said.decide, [...path, 'decide'], at);
  const output = decision && stateOutput(decision);
  if (!decision || output === undefined) {
    if (decision) {
      report(
        at,
        [...path, 'decide'],
        'NO_STATE_IN_OUTCOME',
        {
          en: `The outcome of \`${said.decide}\` names no state.`,
          ro: `Rezultatul lui \`${said.decide}\` nu numește nicio stare.`,
        },
        { en: 'give it one outcome with an output `state`', ro: 'dați-i un singur rezultat, cu ieșirea `state`' },
      );
    }
    return { is: 'state', state: states[0] ?? '' };
  }
  const { certain, possible } = outcomesOf(decision, output);
  for (const state of certain) if (!at.states.has(state)) reportUnknownState(state, [...path, 'decide'], at);
  return {
    is: 'decision',
    decision,
    output,
    states: states.filter((state) => possible === 'any' || possible.has(state)),
  };
}

function stateOutput({ outcome }: Decision): string | undefined {
  if (outcome.kind !== 'context') return undefined;
  if (outcome.member('state')) return 'state';
  const [only, ...more] = outcome.names();
  return more.length === 0 ? only : undefined;
}

/** The texts that a decision gives for certain rows, and those that it may give: any, where a row computes it. */
function outcomesOf(
  { logic }: Decision,
  output: string,
): { certain: ReadonlySet<string>; possible: ReadonlySet<string> | 'any' } {
  const rows =
    logic.is === 'table'
      ? logic.rows.map(({ then, computed }) => ({ value: then[output], isComputed: computed.has(output) }))
      : logic.rules.map(({ event }) => ({
          value: output === 'type' ? event.type : event.params?.[output],
          isComputed: typeof event.params?.[output] === 'object',
        }));
  const said = [...rows.map(({ value }) => value), logic.default?.[output]];
  const certain = new Set(said.filter((value) => typeof value === 'string'));
  return { certain, possible: rows.some(({ isComputed }) => isComputed) ? 'any' : certain };
}
