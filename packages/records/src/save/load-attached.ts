import { ENTITY, type Entity } from '@dealwright/entities';
import { fieldEquals, fieldIsOneOf } from '@dealwright/expressions';
import type { Model } from '@dealwright/metadata';
import { selectPaths } from '../read/select-paths.ts';
import type { ReadSession } from '../record-store.ts';

/** The kinds of the files that are attached to records of the entity (`signed-contract`), by the id of the record. */
export async function loadAttached(
  session: Pick<ReadSession, 'list'>,
  model: Model,
  entity: Entity,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const file = model.find(ENTITY, 'File');
  if (!file) return new Map();
  const query = {
    entity: file,
    select: selectPaths(file, [['record'], ['as']]),
    where: { is: 'and', of: [fieldIsOneOf('record', ids), fieldEquals('entity', entity.name)] } as const,
    ...{ orderBy: [], page: { all: true }, count: false, cursors: false },
  };
  const { rows } = await session.list(query, {});
  const found = Map.groupBy(rows, (row) => String(row.record));
  return new Map([...found].map(([id, files]) => [id, [...new Set(files.map((each) => String(each.as)))]]));
}
