import { selectionOf } from '../record/selection.ts';
import type { Model, ModelEntity, ModelField } from './model.ts';
import type { RecordData } from './records.ts';
import { request } from './request.ts';

/** The first 50 records that refer to a record over one way back. */
export async function relatedQuery(
  entity: ModelEntity,
  inverse: string,
  id: string,
  columns: readonly ModelField[],
  model: Model,
): Promise<readonly RecordData[]> {
  const fields = columns.map((field) => selectionOf(field, model)).join(' ');
  const query = `query ($id: ID!) { record: ${entity.api.one}(id: $id) { id list: ${inverse}(first: 50) { nodes { id version hidden ${fields} } } } }`;
  const { record } = await request<{ record: { list: { nodes: readonly RecordData[] } } | null }>(query, { id });
  return record?.list.nodes ?? [];
}
