import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ModelEntity } from '../api/model.ts';
import { relatedQuery } from '../api/related.ts';
import { useEntity, useModel } from '../shell/model-context.tsx';
import { RecordTable } from './record-table.tsx';
import { columnsOf } from './selection.ts';

interface Props {
  readonly entity: ModelEntity;
  readonly inverse: ModelEntity['relations'][number];
  readonly id: string;
}

/** The records that refer to this one over one way back: its lines, its offers. Nothing when there are none. */
export function RelatedList({ entity, inverse, id }: Props) {
  const { model } = useModel();
  const other = useEntity(inverse.entity);
  const columns = other ? columnsOf(other).filter((field) => field.name !== inverse.field) : [];
  const list = useQuery({
    queryKey: ['related', entity.name, id, inverse.name],
    queryFn: () => relatedQuery(entity, inverse.name, id, columns, model),
    enabled: other !== undefined,
  });
  const rows = list.data ?? [];
  if (!other || rows.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={5}>
        {inverse.label}{' '}
        <Text span c="dimmed" size="sm">
          {rows.length}
        </Text>
      </Title>
      <RecordTable entity={other} columns={columns} rows={rows} />
    </Stack>
  );
}
