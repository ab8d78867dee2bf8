import { say } from '@dealwright/diagnostics';
import type { JsonObject } from '@dealwright/values';
import type { State } from '../../process.ts';
import type { Step } from '../step.ts';

/** What `answers` is in the transitions that end a state with approvals or tasks. */
export function answersGiven({ asks, request }: Step, state: State): readonly JsonObject[] {
  const nameOf = (id: string | null) => request.people?.find((each) => each.id === id)?.name ?? null;
  return [...state.asks.values()].flatMap(({ name, label }) => {
    const ask = asks.get(name);
    if (ask?.state !== state.name) return [];
    return ask.answers.map(({ answer, reason, by, at }) => ({
      ...{ name, label: say(label, 'en'), answer, reason, by: nameOf(by), at },
    }));
  });
}
