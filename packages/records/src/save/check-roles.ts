import { roleKind } from '@dealwright/access';
import { didYouMean, type Problem, problem } from '@dealwright/diagnostics';
import type { Model } from '@dealwright/metadata';
import type { Json } from '@dealwright/values';
import type { Draft, Writing } from './draft.ts';

const PATH = ['input', 'roles'];

/** A user gets only roles that the content has: one that is misspelt would silently allow nothing. */
export function checkRoles({ context }: Writing, { entity, given, problems }: Draft): void {
  if (entity.name === 'User' && given.roles != null) problems.push(...unknownRoles(context.model, given.roles));
}

function unknownRoles(model: Model, roles: Json): readonly Problem[] {
  const known = [...model.all(roleKind).keys()];
  if (!Array.isArray(roles) || roles.some((each) => typeof each !== 'string')) return [noList(known)];
  const unknown = roles.map(String).filter((each) => !known.includes(each));
  return unknown.map((each) => {
    const name = each.slice(0, 80).toWellFormed();
    const message = { en: `There is no role \`${name}\`.`, ro: `Nu există rolul \`${name}\`.` };
    return problem('UNKNOWN_ROLE', message, { path: PATH, hint: didYouMean(name, known) ?? oneOf(known) });
  });
}

function noList(known: readonly string[]): Problem {
  const message = { en: 'Roles are a list of names.', ro: 'Rolurile sunt o listă de nume.' };
  const example = JSON.stringify(known.slice(0, 1));
  return problem('ROLES_NOT_A_LIST', message, {
    path: PATH,
    hint: { en: `send for example ${example}`, ro: `trimiteți, de exemplu, ${example}` },
  });
}

function oneOf(known: readonly string[]) {
  const list = known.map((each) => `\`${each}\``).join(', ');
  return { en: `one of ${list}`, ro: `unul dintre ${list}` };
}
