import { STRING } from '../feel-types.ts';
import { relocateTerm } from '../predicate/relocate.ts';
import type { Term } from '../predicate.ts';
import { ALWAYS } from '../predicate.ts';
import type { FeelType } from '../types.ts';
import type { Path, Relation, Root } from './code.ts';

/**
 * The column that a path leads to. A reference is its own column, which holds the id: `account` and `account.id` are
 * both the field `['account']`. A path whose first name is not from the database is what its last member says, such as the
 * value of a setting; else a parameter: `me.id`.
 */
export function termOfPath(path: Path, type: FeelType, root: Root): Term | undefined {
  const { names, members } = path;
  if (path.root === 'record' && !members[0]?.source) {
    const said = members.at(-1)?.source;
    if (said?.is === 'term') return said.term();
    const scalar = type.kind !== 'context' && type.kind !== 'function' && type.kind !== 'range';
    return scalar ? { is: 'parameter', name: names.join('.'), type } : undefined;
  }
  if (path.root !== root) return undefined;
  const last = names.length - 1;
  for (const [index, { source }] of members.entries()) {
    const rest = last - index;
    if (source?.is === 'one') {
      if (rest === 0) return { is: 'field', path: names, type: STRING };
      if (rest === 1 && names[last] === 'id') return { is: 'field', path: names.slice(0, -1), type: STRING };
    } else if (source?.is === 'column') {
      if (rest === 0) return type.kind === 'context' ? undefined : { is: 'field', path: names, type };
      const isPart = rest === 1 && members[last]?.source?.is === 'part';
      return isPart ? { is: 'field', path: names, type } : undefined;
    } else if (source?.is === 'term' && rest === 0) {
      const term = source.term();
      return term && relocateTerm(term, names.slice(0, -1));
    } else return undefined;
  }
  return undefined;
}

/** The relation that a path leads to: references to one, and at its end one to many. */
export function relationOfPath(path: Path): Relation | undefined {
  const last = path.members.length - 1;
  const leads = path.members.every(({ source }, index) => source?.is === (index === last ? 'many' : 'one'));
  return leads && last >= 0 ? { path, where: () => ALWAYS } : undefined;
}
