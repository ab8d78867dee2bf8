import type { AskRule } from '../../ask-rule.ts';
import type { Ask } from '../../instance.ts';
import type { Asking, Person } from '../../request.ts';
import { resolve, resolveAll } from '../people.ts';

/** Who may answer. */
export interface Group {
  /** Those whom `by` names, or the one to whom it was delegated. */
  readonly members: readonly Person[];
  /** Those of the escalation: one of them decides for all. */
  readonly helpers: readonly Person[];
}

/** The voice that a person has in an approval or task: their own, or that of somebody for whom they stand in. */
export interface Voice {
  readonly onBehalfOf: string | null;
  readonly isHelper: boolean;
}

type People = Pick<Asking, 'people' | 'record' | 'actor'>;

/** Who may answer now; `ask` is undefined before it is asked. */
export function groupOf(rule: AskRule, ask: Pick<Ask, 'delegate' | 'escalatedAt'> | undefined, asking: People): Group {
  const excluded = new Set(resolveAll(rule.except, asking).map(({ id }) => id));
  const isFree = ({ id }: Person) => !excluded.has(id);
  const delegate = ask?.delegate ?? null;
  const named =
    delegate === null
      ? resolveAll(rule.whom, asking)
      : (asking.people ?? []).filter(({ id, active }) => active && id === delegate);
  const escalated = rule.escalate && (ask?.escalatedAt ?? null) !== null ? resolve(rule.escalate.whom, asking) : [];
  const members = named.filter(isFree);
  return { members, helpers: escalated.filter((each) => isFree(each) && !members.includes(each)) };
}

/** The voices that a person has, their own first; none when they may not answer. */
export function voicesOf(rule: AskRule, { members, helpers }: Group, id: string, asking: People): readonly Voice[] {
  if (resolveAll(rule.except, asking).some((each) => each.id === id)) return [];
  const standsInFor = ({ substitutes }: Person) => substitutes.includes(id);
  const voices = (people: readonly Person[], isHelper: boolean): readonly Voice[] => [
    ...people.filter((each) => each.id === id).map(() => ({ onBehalfOf: null, isHelper })),
    ...people.filter((each) => each.id !== id && standsInFor(each)).map((each) => ({ onBehalfOf: each.id, isHelper })),
  ];
  const found = [...voices(members, false), ...voices(helpers, true)];
  return found.toSorted((a, b) => Number(a.onBehalfOf !== null) - Number(b.onBehalfOf !== null));
}

/** True when this voice was heard already: a person counts once, whoever speaks. */
export function isSpent({ answers }: Ask, { onBehalfOf }: Voice, id: string): boolean {
  const voice = onBehalfOf ?? id;
  return answers.some((each) => each.by === id || (each.onBehalfOf ?? each.by) === voice);
}

/** How many of the group must agree. */
export function neededOf({ members }: AskRule, ask: Pick<Ask, 'delegate'> | undefined, group: Group): number {
  if (ask && ask.delegate !== null) return 1;
  return members === 'all' ? Math.max(1, group.members.length) : members;
}
