import { Button, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model, ModelField } from '../api/model.ts';
import type { RecordData } from '../api/records.ts';
import { FieldValue } from './field-value.tsx';

interface Props {
  readonly fields: readonly ModelField[];
  readonly record: RecordData;
  readonly model: Model;
}

/** The fields of a record; those that say nothing wait behind a button. */
export function FieldGrid({ fields, record, model }: Props) {
  const { t } = useTranslation();
  const [all, showAll] = useState(false);
  const saysNothing = ({ name }: ModelField): boolean => {
    const value = record[name];
    return (
      !record.hidden.includes(name) &&
      (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    );
  };
  const empty = fields.filter(saysNothing);
  const shown = all ? fields : fields.filter((field) => !saysNothing(field));
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
        {shown.map((field) => (
          <div key={field.name}>
            <Text size="xs" c="dimmed">
              {field.label}
            </Text>
            <FieldValue
              field={field}
              value={record[field.name]}
              model={model}
              hidden={record.hidden.includes(field.name)}
            />
          </div>
        ))}
      </SimpleGrid>
      {!all && empty.length > 0 && (
        <Button
          variant="subtle"
          size="compact-sm"
          color="gray"
          onClick={() => showAll(true)}
          style={{ alignSelf: 'start' }}
        >
          {t('emptyFields', { count: empty.length })}
        </Button>
      )}
    </Stack>
  );
}
