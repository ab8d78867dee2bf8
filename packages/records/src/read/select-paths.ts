import type { Entity } from '@dealwright/entities';
import type { Json, JsonObject } from '@dealwright/values';
import { byFirst, columnsFor } from '../formulas.ts';
import type { ListQuery, PageOfRows, Row, Selected, Selection } from '../read-query.ts';

type Path = readonly string[];

/** What must be read, with full sight, so that expressions which read `paths` can be evaluated over the row. */
export function selectPaths(entity: Entity, paths: readonly Path[]): Selection {
  return select(entity, columnsFor(entity, paths));
}

function select(entity: Entity, columns: readonly Path[]): Selection {
  const selection = new Map<string, Selected>();
  for (const [name, rests] of byFirst(columns)) {
    const field = entity.fields.get(name);
    const inverse = entity.inverses.get(name);
    const target = field?.reference?.entity;
    if (field && target && rests.length > 0) {
      selection.set(name, { is: 'one', field, entity: target, select: withId(target, select(target, rests)) });
    } else if (field) selection.set(name, { is: 'field', field });
    else if (inverse) selection.set(name, { is: 'many', inverse, list: everything(inverse.entity, rests) });
  }
  return selection;
}

function everything(entity: Entity, rests: readonly Path[]): ListQuery {
  const orderBy = [{ path: ['createdAt'], descending: false }];
  const page = { all: true };
  return { entity, select: withId(entity, select(entity, rests)), orderBy, page, count: false, cursors: false };
}

/** A record that is there must not look like none, even when nothing of it is asked. */
function withId(entity: Entity, selection: Selection): Selection {
  const id = entity.fields.get('id');
  return id ? new Map([['id', { is: 'field', field: id }], ...selection]) : selection;
}

/** A row of {@link selectPaths} as expressions see records: pages are plain lists. */
export function asFacts(row: Row): JsonObject {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asFact(value)]));
}

function asFact(value: Row[string]): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value as Json;
  if (isPage(value)) return value.rows.map(asFacts);
  return asFacts(value as Row);
}

/** Pages and rows are told apart by what only pages have. */
export function isPage(value: object): value is PageOfRows {
  return 'rows' in value && 'cursors' in value;
}
