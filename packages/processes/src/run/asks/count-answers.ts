import type { AskRule, Voting } from '../../ask-rule.ts';
import type { Ask } from '../../instance.ts';

/**
 * What the answers of a group come to, if they do: as many who agree, or disagree, as are needed decide it; when fewer are
 * needed by now, because it was handed on or somebody has left, the last of them. That others have left is no disagreement.
 */
export function resultOf({ answers }: Pick<Ask, 'answers'>, needed: number, silent: number): Ask['result'] | undefined {
  const count = (answer: Ask['result']) => answers.filter((each) => each.answer === answer).length;
  if (count('complete') > 0) return 'complete';
  const [agree, disagree, unconcerned] = [count('agree'), count('disagree'), count('not-concerned')];
  if (answers.at(-1)?.answer === 'disagree' && disagree >= needed) return 'disagree';
  if (agree + unconcerned >= needed) return agree > 0 ? 'agree' : 'not-concerned';
  if (disagree >= needed || (disagree > 0 && agree + unconcerned + silent < needed)) return 'disagree';
  return undefined;
}

/**
 * What the approvals of a state come to, if they do.
 * @param asked those that were asked: open ones have no result
 * @param pending how many may still be asked, one after the other
 */
export function outcomeOf(
  { needed, everybody }: Pick<Voting, 'needed' | 'everybody'>,
  asked: readonly (Ask['result'] | undefined)[],
  pending: number,
): 'agreed' | 'disagreed' | undefined {
  const open = asked.filter((result) => result === undefined).length + pending;
  if (everybody && open > 0) return undefined;
  const disagree = asked.filter((result) => result === 'disagree').length;
  if (needed === 'all') {
    if (disagree > 0) return 'disagreed';
    return open === 0 ? 'agreed' : undefined;
  }
  const agree = asked.filter((result) => result === 'agree').length;
  // Of fewer than are needed, because the others are not asked this time, all must agree.
  const enough = Math.min(needed === 'any' ? 1 : needed, asked.length + pending);
  if (agree >= enough) return 'agreed';
  return agree + open < enough ? 'disagreed' : undefined;
}

/** The approvals of a state that were asked, and how many come after them in turn. */
export function askedOf(rules: readonly AskRule[], asks: ReadonlyMap<string, Ask>, state: string) {
  const of = ({ name }: AskRule) => {
    const ask = asks.get(name);
    return ask?.state === state ? ask : undefined;
  };
  const last = rules.findLastIndex((rule) => of(rule) !== undefined);
  return { asked: rules.flatMap((rule) => of(rule) ?? []), after: rules.slice(last + 1) };
}
