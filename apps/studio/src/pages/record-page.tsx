import { Badge, Button, Grid, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordQuery, updateRecord } from '../api/records.ts';
import { ActionsPanel } from '../record/actions-panel.tsx';
import { AttachmentsPanel } from '../record/attachments-panel.tsx';
import { DocumentsPanel } from '../record/documents-panel.tsx';
import { FieldGrid } from '../record/field-grid.tsx';
import { RecordForm } from '../record/record-form.tsx';
import { RecordHeader } from '../record/record-header.tsx';
import { RelatedList } from '../record/related-list.tsx';
import { titleText } from '../record/selection.ts';
import { StandingPanel } from '../record/standing-panel.tsx';
import { Failure } from '../shell/failure.tsx';
import { useEntity, useModel } from '../shell/model-context.tsx';

/** One record of any entity: its fields, what can be done now, its documents, and what belongs to it. */
export function RecordPage() {
  const { t } = useTranslation();
  const { model } = useModel();
  const { entity: name, id } = useParams({ from: '/r/$entity/$id' });
  const entity = useEntity(name);
  const queries = useQueryClient();
  const [editing, setEditing] = useState(false);
  const loaded = useQuery({
    queryKey: ['record', name, id],
    queryFn: () => (entity ? recordQuery(entity, model, id) : Promise.resolve(null)),
  });
  if (loaded.isPending) return <Loader />;
  if (loaded.isError) return <Failure error={loaded.error} onRetry={() => loaded.refetch()} />;
  const record = loaded.data;
  if (!entity || !record) return <Failure error={new Error(t('notFound'))} />;
  const changed = () => queries.invalidateQueries();
  const above = new Set([entity.title, ...entity.header]);
  const own = entity.fields.filter((field) => !field.standard && !above.has(field.name));
  const standard = entity.fields.filter((field) => field.standard && !['id', 'number', 'version'].includes(field.name));
  return (
    <Stack>
      <Group justify="space-between">
        <div>
          <Group gap="xs">
            <Title order={2}>{titleText(entity, record)}</Title>
            {record.number !== undefined && record.number !== null && (
              <Badge variant="default" tt="none">
                {String(record.number)}
              </Badge>
            )}
          </Group>
          <Text c="dimmed" size="sm">
            {entity.label}
          </Text>
          <RecordHeader entity={entity} record={record} model={model} />
        </div>
        {!editing && entity.can.update && (
          <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => setEditing(true)}>
            {t('edit')}
          </Button>
        )}
      </Group>
      <Grid>
        <Grid.Col span={{ base: 12, md: 8 }} order={{ base: 2, md: 1 }}>
          <Stack>
            <Paper withBorder p="md">
              {editing ? (
                <RecordForm
                  fields={entity.fields.filter((field) => field.can.update)}
                  record={record}
                  onSave={(input) => updateRecord(entity, id, input, record.version)}
                  onDone={() => {
                    setEditing(false);
                    changed();
                  }}
                  onCancel={() => setEditing(false)}
                />
              ) : (
                <FieldGrid fields={[...own, ...standard]} record={record} model={model} />
              )}
            </Paper>
            {entity.relations.map((inverse) => (
              <RelatedList key={inverse.name} entity={entity} inverse={inverse} id={id} />
            ))}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }} order={{ base: 1, md: 2 }}>
          <Stack>
            {record.actions.length > 0 && <ActionsPanel entity={entity} record={record} onDone={changed} />}
            <StandingPanel entity={entity} id={id} />
            {entity.documents.length > 0 && <DocumentsPanel documents={entity.documents} id={id} />}
            <AttachmentsPanel record={id} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
