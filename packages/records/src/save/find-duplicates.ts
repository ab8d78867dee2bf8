import type { DuplicateRule } from '@dealwright/entities';
import { sameValue } from '../same-value.ts';
import type { Draft, Writing } from './draft.ts';
import { mayRead } from './load-draft.ts';
import { duplicate } from './refusals.ts';

/** Other records of the same thing: looked for with full sight, named only as far as the actor may read them. */
export async function findDuplicates(writing: Writing, draft: Draft): Promise<void> {
  const { entity, values, problems } = draft;
  for (const rule of entity.duplicates) {
    if (!isTouched(rule, draft)) continue;
    const found = await writing.session.findDuplicates(entity, rule, { ...values, id: draft.id });
    if (found.length === 0) continue;
    const titles: string[] = [];
    const title = entity.fields.get(entity.title);
    for (const each of found) {
      const isNamed =
        title !== undefined && writing.access.canRead(entity, title) && (await mayRead(writing, entity, each.id));
      if (isNamed) titles.push(each.title);
    }
    if (rule.then === 'refuse') dropKeyTaken(rule, draft);
    problems.push(duplicate(entity, rule, titles, found.length - titles.length));
  }
}

/** A rule about nothing but a key says more than that the key is taken. */
function dropKeyTaken({ match }: DuplicateRule, { problems }: Draft): void {
  const only = match.length === 1 ? match[0]?.field.name : undefined;
  const at = problems.findIndex(({ code, path }) => code === 'KEY_TAKEN' && path?.[1] === only);
  if (at >= 0) problems.splice(at, 1);
}

/** A record that stood as a duplicate before may be changed in other fields. */
function isTouched({ match }: DuplicateRule, { before, values }: Draft): boolean {
  return before === undefined || match.some(({ field }) => !sameValue(field, before[field.name], values[field.name]));
}
