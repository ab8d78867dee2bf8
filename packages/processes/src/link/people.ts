import { type Role, roleKind } from '@dealwright/access';
import { didYouMean, problem, type Text } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { Whom } from '../process.ts';
import { isPerson, type Place, type TransitionLinking } from './transition-linking.ts';

/** Links `by:`: names of roles, or addresses of people. What is neither is reported and left out. */
export function linkBy(by: readonly string[], path: Place, at: TransitionLinking): readonly Whom[] {
  const all = at.linking.all(roleKind);
  return by.flatMap((name, index): readonly Whom[] => {
    const whom = all.has(name) ? roleOf(name, all) : personOf(name, at);
    if (whom) return [whom];
    reportUnknown(
      'UNKNOWN_ROLE',
      { en: `There is no role \`${name}\`.`, ro: `Nu există rolul \`${name}\`.` },
      didYouMean(name, [...all.keys(), ...peopleOf(at.entity)]),
      [...path, index],
      at,
    );
    return [];
  });
}

/** Links `to:` of a message, or of an escalation: `owner`, `account.owner`, `role clerk`, `actor`, `manager of …`. */
export function linkAddress(to: string, path: Place, at: TransitionLinking): Whom | undefined {
  const whom = addressOf(to, at);
  if (whom) return whom;
  const roles = [...at.linking.all(roleKind).keys()].map((each) => `role ${each}`);
  reportUnknown(
    'UNKNOWN_RECEIVER',
    { en: `Nobody is reached by \`${to}\`.`, ro: `Nimeni nu este anunțat prin \`${to}\`.` },
    didYouMean(to, [...peopleOf(at.entity), ...roles]) ?? {
      en: 'write `owner`, or `role manager`',
      ro: 'scrieți `owner` sau `role manager`',
    },
    path,
    at,
  );
  return undefined;
}

/** An address that is written right, or undefined. */
export function addressOf(to: string, at: TransitionLinking): Whom | undefined {
  const role = /^role (.+)$/.exec(to)?.[1];
  const all = at.linking.all(roleKind);
  if (role !== undefined) return all.has(role) ? roleOf(role, all) : undefined;
  return to === 'actor' ? { is: 'actor' } : personOf(to, at);
}

function personOf(name: string, at: TransitionLinking): Whom | undefined {
  const managed = /^manager of (.+)$/.exec(name)?.[1];
  if (managed !== undefined) {
    const of = addressOf(managed, at);
    return of && { is: 'manager', of };
  }
  const path = name.split('.');
  return leadsToPerson(at.entity, path) ? { is: 'person', path } : undefined;
}

function leadsToPerson(entity: Entity | undefined, [first = '', ...rest]: readonly string[]): boolean {
  const field = entity?.fields.get(first);
  return rest.length === 0 ? isPerson(field) : leadsToPerson(field?.reference?.entity, rest);
}

function peopleOf({ fields }: Entity): readonly string[] {
  return [...fields.values()].filter(isPerson).map(({ name }) => name);
}

/** Whoever has a role that includes the named one may do what the named one may. */
function roleOf(role: string, all: ReadonlyMap<string, Role>): Whom {
  const roles = new Set([role]);
  for (const each of roles) for (const other of all.values()) if (other.includes.includes(each)) roles.add(other.name);
  return { is: 'role', role, roles };
}

function reportUnknown(code: string, message: Text, hint: Text | undefined, path: Place, at: TransitionLinking): void {
  at.linking.report(problem(code, message, { place: at.document.place(path), hint }));
}
