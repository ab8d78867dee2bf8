import { ENTITY, type Entity } from '@dealwright/entities';
import { fieldEquals } from '@dealwright/expressions';
import type { Model } from '@dealwright/metadata';
import { selectPaths } from '../read/select-paths.ts';
import type { ReadSession } from '../record-store.ts';

/** The kinds of the files that are attached to a record: `signed-contract`. */
export async function loadAttached(
  session: Pick<ReadSession, 'list'>,
  model: Model,
  entity: Entity,
  record: string,
): Promise<readonly string[]> {
  const file = model.find(ENTITY, 'File');
  if (!file) return [];
  const of = [fieldEquals('record', record), fieldEquals('entity', entity.name)];
  const query = {
    entity: file,
    select: selectPaths(file, [['as']]),
    where: { is: 'and', of } as const,
    ...{ orderBy: [], page: { all: true }, count: false, cursors: false },
  };
  const { rows } = await session.list(query, {});
  return [...new Set(rows.map((row) => String(row.as)))];
}
