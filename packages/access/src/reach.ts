import type { Entity } from '@dealwright/entities';
import { ALWAYS, type FeelType, NEVER, type Predicate, type Term } from '@dealwright/expressions';

/** How far an operation reaches: a named scope, or the records for which a FEEL condition holds. */
export interface Reach {
  /** `own`, `team`, `all`, `subject`, or the text of the condition. */
  readonly text: string;
  readonly predicate: Predicate;
}

const TEXT: FeelType = { kind: 'string' };
const me = (name: string): Term => ({ is: 'parameter', name: `me.${name}`, type: TEXT });
const field = (...path: readonly string[]): Term => ({ is: 'field', path, type: TEXT });
const same = (left: Term, right: Term): Predicate => ({ is: 'compare', operator: '=', left, right });

const OWN = same(field('owner', 'id'), me('id'));

/** `team` holds one's own records, too. Who is in no team shares none: null would equal null. */
const TEAM: Predicate = {
  is: 'or',
  of: [
    OWN,
    { is: 'and', of: [{ is: 'not', of: { is: 'null', term: me('team') } }, same(field('owner', 'team'), me('team'))] },
  ],
};

/** What `subject` stands for until {@link ofSubject} says it of an entity. */
const SUBJECT: Predicate = { is: 'some', path: ['record:*'], where: ALWAYS };

/** The scopes that have names. */
export const NAMED_REACHES: ReadonlyMap<string, Reach> = new Map([
  ['own', { text: 'own', predicate: OWN }],
  ['team', { text: 'team', predicate: TEAM }],
  ['all', { text: 'all', predicate: ALWAYS }],
  ['subject', { text: 'subject', predicate: SUBJECT }],
]);

/**
 * `subject`, of an entity whose records are about others: whoever may read the record that it is about.
 * @param read which records of another entity may be read
 */
export function ofSubject({ subjects }: Entity, read: (entity: Entity) => Predicate): Predicate {
  const isOf = (entities: readonly Entity[]): Predicate => {
    const values = entities.map(({ name }): Term => ({ is: 'value', value: name, type: TEXT }));
    return { is: 'one of', term: field('entity'), values };
  };
  const scopes = [...subjects].map(([relation, entity]) => ({ relation, entity, where: read(entity) }));
  const whole = scopes.filter(({ where }) => where.is === 'constant' && where.value).map(({ entity }) => entity);
  const some = scopes.filter(({ where }) => where.is !== 'constant');
  return {
    is: 'or',
    of: [
      whole.length > 0 ? isOf(whole) : NEVER,
      ...some.map(({ relation, entity, where }): Predicate => {
        return { is: 'and', of: [isOf([entity]), { is: 'some', path: [relation], where }] };
      }),
    ],
  };
}

/** True when `wide` certainly holds every record that `narrow` holds. */
export function covers(wide: Reach | undefined, narrow: Reach | undefined): boolean {
  if (narrow === undefined) return true;
  return wide !== undefined && implies(narrow.predicate, wide.predicate);
}

/** By their form alone: false may only mean that it cannot be seen from the form. */
function implies(narrow: Predicate, wide: Predicate): boolean {
  if (JSON.stringify(narrow) === JSON.stringify(wide)) return true;
  if (wide.is === 'constant' && wide.value) return true;
  if (narrow.is === 'or') return narrow.of.every((each) => implies(each, wide));
  if (wide.is === 'and') return wide.of.every((each) => implies(narrow, each));
  if (wide.is === 'or' && wide.of.some((each) => implies(narrow, each))) return true;
  return narrow.is === 'and' && narrow.of.some((each) => implies(each, wide));
}
