import { say } from '@dealwright/diagnostics';
import type { JsonObject } from '@dealwright/values';
import type { Ask } from '../../instance.ts';
import type { State } from '../../process.ts';

/** The answers that were given in a state, in the order of its approvals and tasks: what expressions know as `answers`. */
export function answersIn(state: State, asks: ReadonlyMap<string, Ask>, locale: string): readonly JsonObject[] {
  return [...state.asks.values()].flatMap(({ name, label }) => {
    const ask = asks.get(name);
    if (ask?.state !== state.name) return [];
    return ask.answers.map(({ answer, reason, by, onBehalfOf, at }): JsonObject => {
      return { name, label: say(label, locale), answer, reason, by, onBehalfOf, at };
    });
  });
}
