import { say } from '@dealwright/diagnostics';
import type { JsonObject } from '@dealwright/values';
import type { Ask } from '../../instance.ts';
import type { State } from '../../process.ts';
import type { Asking } from '../../request.ts';

/** The answers that were given in a state, in the order of its approvals and tasks: what expressions know as `answers`. */
export function answersIn(
  state: State,
  asks: ReadonlyMap<string, Ask>,
  { people = [], environment: { locale } }: Asking,
): readonly JsonObject[] {
  const nameOf = (id: string | null) => people.find((each) => each.id === id)?.name ?? null;
  return [...state.asks.values()].flatMap(({ name, label }) => {
    const ask = asks.get(name);
    if (ask?.state !== state.name) return [];
    return ask.answers.map(({ answer, reason, by, onBehalfOf, at }): JsonObject => {
      const names = { by: nameOf(by), onBehalfOf: nameOf(onBehalfOf) };
      return { name, label: say(label, locale), answer, reason, ...names, byId: by, at };
    });
  });
}
