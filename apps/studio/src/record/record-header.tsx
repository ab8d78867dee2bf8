import { Group, Text } from '@mantine/core';
import type { Model, ModelEntity } from '../api/model.ts';
import type { RecordData } from '../api/records.ts';
import { FieldValue } from './field-value.tsx';

interface Props {
  readonly entity: ModelEntity;
  readonly record: RecordData;
  readonly model: Model;
}

/** The fields that the content wants to be seen at the top of every page of a record. */
export function RecordHeader({ entity, record, model }: Props) {
  const fields = entity.header.flatMap((name) => entity.fields.find((field) => field.name === name) ?? []);
  const shown = fields.filter(({ name }) => !record.hidden.includes(name) && (record[name] ?? null) !== null);
  if (shown.length === 0) return null;
  return (
    <Group gap="lg" mt="xs">
      {shown.map((field) => (
        <div key={field.name}>
          <Text size="xs" c="dimmed">
            {field.label}
          </Text>
          <FieldValue field={field} value={record[field.name]} model={model} hidden={false} />
        </div>
      ))}
    </Group>
  );
}
