import type { Access } from '@dealwright/access';
import { RequestError } from '@dealwright/diagnostics';
import type { Entity, Field, Inverse } from '@dealwright/entities';
import { mapPredicate, mapTerm, NEVER, type Predicate, relocate, type Term } from '@dealwright/expressions';
import type { ListQuery, Order } from '../read-query.ts';

type Path = readonly string[];

/**
 * The same condition, asked as this person may ask it: refused when it names a field that is hidden from them; a related
 * record that they may not read counts as absent, whatever the condition says of it.
 */
export function guardPredicate(access: Access, entity: Entity, predicate: Predicate): Predicate {
  if (predicate.is === 'some' || predicate.is === 'every') return guardMany(access, entity, predicate);
  const strict = guardStrict(access, entity, predicate);
  if (strict) return strict;
  return mapPredicate(
    predicate,
    (each) => guardPredicate(access, entity, each),
    (each) => guardTerm(access, entity, each),
  );
}

/**
 * Where null never makes the condition true, an unseen record is left out beside the condition, which can then use an
 * index; undefined where it might.
 */
function guardStrict(access: Access, entity: Entity, predicate: Predicate): Predicate | undefined {
  const terms = strictTerms(predicate);
  const [fields, others] = [terms.filter((each) => each.is === 'field'), terms.filter((each) => each.is !== 'field')];
  const isStrict = fields.length === 1 && others.every((each) => each.is === 'value' && each.value !== null);
  return isStrict ? all([...fields.flatMap(({ path }) => walk(access, entity, path).seen), predicate]) : undefined;
}

/** What is compared or looked up; nothing where null may make it true. */
function strictTerms(predicate: Predicate): readonly Term[] {
  if (predicate.is === 'one of') return [predicate.term, ...predicate.values];
  return predicate.is === 'compare' && predicate.operator !== '!=' ? [predicate.left, predicate.right] : [];
}

type Many = Extract<Predicate, { is: 'some' | 'every' }>;

function guardMany(access: Access, entity: Entity, predicate: Many): Predicate {
  const { seen, end } = walk(access, entity, predicate.path);
  if (!end) return predicate;
  const where = guardPredicate(access, end, predicate.where);
  const scope = access.scope('read', end);
  const isSome = predicate.is === 'some';
  const inside: Predicate = isSome ? all([scope, where]) : { is: 'or', of: [{ is: 'not', of: scope }, where] };
  const asked: Predicate = { ...predicate, where: isAlways(scope) ? where : inside };
  if (seen.length === 0) return asked;
  return isSome ? all([...seen, asked]) : { is: 'or', of: [{ is: 'not', of: all(seen) }, asked] };
}

function guardTerm(access: Access, entity: Entity, term: Term): Term {
  if (term.is !== 'field') {
    return mapTerm(
      term,
      (each) => guardPredicate(access, entity, each),
      (each) => guardTerm(access, entity, each),
    );
  }
  const { seen } = walk(access, entity, term.path);
  if (seen.length === 0) return term;
  return { is: 'if', when: all(seen), then: term, otherwise: { is: 'value', value: null, type: term.type } };
}

/**
 * The same order, as this person may ask for it: refused by a field that is hidden from them, or over records of which they
 * may read none; a related record that they may not read counts as absent.
 */
export function guardOrder(access: Access, entity: Entity, order: Order): Order {
  const { seen } = walk(access, entity, order.path);
  if (seen.includes(NEVER)) throw forbiddenUse(order.path.join('.'));
  return seen.length === 0 ? order : { ...order, where: all(seen) };
}

/** Refuses a search that would look into a hidden field. */
export function guardSearch(access: Access, { entity, search }: ListQuery): void {
  if (search === undefined) return;
  for (const field of entity.fields.values()) {
    if (field.search && !access.canRead(entity, field)) throw forbiddenUse(field.name);
  }
}

/**
 * Follows a path over references; refuses hidden fields on the way. `seen`: what must hold for the records on the way to
 * be seen, said of the first one (the last entity of a way back is left to the caller); `end`: where the path leads.
 */
function walk(access: Access, start: Entity, path: Path): { seen: readonly Predicate[]; end: Entity | undefined } {
  const seen: Predicate[] = [];
  let entity = start;
  for (const [index, name] of path.entries()) {
    const field = entity.fields.get(name);
    const inverse = entity.inverses.get(name);
    if (field ? !isReadable(access, entity, field) : inverse && !isInverseReadable(access, inverse)) {
      throw forbiddenUse(path.slice(0, index + 1).join('.'));
    }
    const next = field?.reference?.entity ?? inverse?.entity;
    if (!next) return { seen, end: undefined };
    entity = next;
    const isLeftToCaller = !field && index === path.length - 1;
    const scope = access.scope('read', entity);
    if (!isLeftToCaller && !isAlways(scope))
      seen.push(scope === NEVER ? NEVER : relocate(scope, path.slice(0, index + 1)));
  }
  return { seen, end: entity };
}

/** May this person know the field at all? */
export function isReadable(access: Access, entity: Entity, field: Field): boolean {
  return !field.internal && access.canRead(entity, field);
}

/** The way back tells what the reference tells. */
export function isInverseReadable(access: Access, { entity, field }: Inverse): boolean {
  return isReadable(access, entity, field);
}

function forbiddenUse(name: string): RequestError {
  return new RequestError(
    'FORBIDDEN',
    `You may not filter, order or search by "${name}".`,
    'Leave it out of filter, orderBy and search.',
  );
}

export function isAlways(predicate: Predicate): boolean {
  return predicate.is === 'constant' && predicate.value;
}

/** All of them hold; the simplest form of that. */
export function all(predicates: readonly Predicate[]): Predicate {
  const of = predicates.filter((each) => !isAlways(each));
  const [first] = of;
  if (first === undefined) return { is: 'constant', value: true };
  return of.length === 1 ? first : { is: 'and', of };
}
