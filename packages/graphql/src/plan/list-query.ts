import { RequestError } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import { LARGEST_PAGE, type ListQuery, type Order, type Page, type Selection, USUAL_PAGE } from '@dealwright/records';
import { type FilterValue, predicateOf } from './predicate-of.ts';
import { refuseUnstorable } from './refuse-unstorable.ts';

/** The arguments of every list, coerced. */
export interface ListArguments {
  readonly filter?: FilterValue | null;
  readonly search?: string | null;
  readonly orderBy?: readonly OrderValue[] | null;
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** `{ account: { name: true } }`; true is descending. */
export interface OrderValue {
  readonly [field: string]: boolean | OrderValue | null;
}

/** The query that the arguments mean. Throws BAD_USER_INPUT. */
export function listQuery(entity: Entity, args: ListArguments, select: Selection, count: boolean): ListQuery {
  const { filter, search, orderBy } = args;
  if (search) refuseUnstorable(search, 'search');
  if (filter) limitFilter(filter);
  return {
    entity,
    select,
    ...(filter ? { where: predicateOf(entity, filter) } : {}),
    ...(search?.trim() ? { search } : {}),
    orderBy: (orderBy ?? []).map((each) => orderOf(each)),
    page: pageOf(args),
    count,
  };
}

function orderOf(value: OrderValue): Order {
  const path: string[] = [];
  let at: boolean | OrderValue | null | undefined = value;
  while (typeof at === 'object' && at !== null) {
    const [only, ...more]: [string, boolean | OrderValue | null][] = Object.entries(at);
    if (!only || more.length > 0) {
      throw new RequestError(
        'BAD_USER_INPUT',
        'An order names exactly one field.',
        'write `[{ a: ASC }, { b: DESC }]`',
      );
    }
    path.push(only[0]);
    at = only[1];
  }
  if (typeof at !== 'boolean')
    throw new RequestError('BAD_USER_INPUT', `The order by "${path.join('.')}" needs ASC or DESC.`);
  return { path, descending: at };
}

function pageOf({ first, after, last, before }: ListArguments): Page {
  for (const [name, size] of Object.entries({ first, last })) {
    if (size == null) continue;
    if (size < 0) throw new RequestError('BAD_USER_INPUT', `\`${name}\` cannot be less than zero.`);
    if (size > LARGEST_PAGE) {
      throw new RequestError(
        'BAD_USER_INPUT',
        `A page has at most ${LARGEST_PAGE} records.`,
        `ask \`${name}: ${LARGEST_PAGE}\` and go on with \`after\``,
      );
    }
  }
  if (first != null && last != null) throw new RequestError('BAD_USER_INPUT', 'Give `first` or `last`, not both.');
  return {
    ...(first != null ? { first } : last != null ? { last } : before ? { last: USUAL_PAGE } : { first: USUAL_PAGE }),
    ...(after ? { after } : {}),
    ...(before ? { before } : {}),
  };
}

const MOST_CONDITIONS = 2000;
const DEEPEST_FILTER = 30;

/** Each value becomes a parameter of the statement, each level a pair of brackets. Throws TOO_COMPLEX. */
function limitFilter(filter: FilterValue): void {
  let values = 0;
  const walk = (value: unknown, depth: number): void => {
    values += 1;
    if (values > MOST_CONDITIONS || depth > DEEPEST_FILTER) {
      throw new RequestError(
        'TOO_COMPLEX',
        `A filter has at most ${MOST_CONDITIONS} conditions and values.`,
        'ask in several requests',
      );
    }
    if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) walk(each, depth + 1);
  };
  walk(filter, 0);
}
