import { Paper, Stack, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { createRecord } from '../api/records.ts';
import { RecordForm } from '../record/record-form.tsx';
import { Failure } from '../shell/failure.tsx';
import { useEntity } from '../shell/model-context.tsx';

/** A form for a new record of any entity. */
export function NewRecordPage() {
  const { t } = useTranslation();
  const { entity: name } = useParams({ from: '/new/$entity' });
  const entity = useEntity(name);
  const navigate = useNavigate();
  const queries = useQueryClient();
  if (!entity) return <Failure error={new Error(t('notFound'))} />;
  return (
    <Stack maw={860}>
      <Title order={2}>{t('create', { what: entity.label })}</Title>
      <Paper withBorder p="md">
        <RecordForm
          fields={entity.fields.filter((field) => field.can.create)}
          onSave={(input) => createRecord(entity, input)}
          onDone={(id) => {
            queries.invalidateQueries();
            navigate({ to: '/r/$entity/$id', params: { entity: name, id } });
          }}
          onCancel={() => history.back()}
        />
      </Paper>
    </Stack>
  );
}
