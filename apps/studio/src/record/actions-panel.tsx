import { Button, Modal, Paper, Stack, Text, Title, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelEntity, ModelField } from '../api/model.ts';
import { type ActionData, fireEvent, type RecordData } from '../api/records.ts';
import { ProblemList } from './problem-list.tsx';
import { RecordForm } from './record-form.tsx';

interface Props {
  readonly entity: ModelEntity;
  readonly record: RecordData & { readonly actions: readonly ActionData[] };
  readonly onDone: () => void;
}

/** What can be done with the record now, and why the rest cannot. */
export function ActionsPanel({ entity, record, onDone }: Props) {
  const { t } = useTranslation();
  const [asked, ask] = useState<ActionData>();
  const [refused, refuse] = useState<readonly Parameters<typeof ProblemList>[0]['problems'][number][]>([]);
  const run = async (action: ActionData) => {
    refuse([]);
    const asks = action.asksReason || action.needs.some((name) => isEmpty(record[name]));
    if (asks) return ask(action);
    const { id, problems } = await fireEvent(entity, record.id, action.event, {});
    if (id === undefined) return refuse(problems);
    notifications.show({ message: action.label, color: 'teal' });
    onDone();
  };
  // An action that only lacks what its own form asks for can be begun.
  const open = (action: ActionData) =>
    action.possible ||
    (action.needs.length > 0 && action.reasons.every((each) => action.needs.includes(String(each.path?.at(-1)))));
  // The way onward stands first in the process; what asks for a reason is seldom it.
  const next = record.actions.find((action) => open(action) && !action.asksReason);
  return (
    <Paper withBorder p="md">
      <Title order={5} mb="sm">
        {t('actions')}
      </Title>
      <Stack gap="xs">
        {record.actions.map((action) =>
          open(action) ? (
            <Button key={action.event} variant={action === next ? 'filled' : 'default'} onClick={() => run(action)}>
              {action.label}
            </Button>
          ) : (
            <Tooltip key={action.event} label={t('notNow')}>
              <div>
                <Button fullWidth variant="default" disabled>
                  {action.label}
                </Button>
                {action.reasons.map((each) => (
                  <Text key={each.message} size="xs" c="dimmed">
                    {each.message} {each.hint}
                  </Text>
                ))}
              </div>
            </Tooltip>
          ),
        )}
        <ProblemList problems={refused} />
      </Stack>
      <Modal opened={asked !== undefined} onClose={() => ask(undefined)} title={asked?.label}>
        {asked && (
          <RecordForm
            fields={[
              ...entity.fields.filter((field) => asked.needs.includes(field.name)),
              ...(asked.asksReason ? [reasonField(t('reason'))] : []),
            ]}
            record={record}
            needs={asked.needs}
            onSave={(input) => fireEvent(entity, record.id, asked.event, asJson(entity, input))}
            onDone={() => {
              ask(undefined);
              onDone();
            }}
            onCancel={() => ask(undefined)}
          />
        )}
      </Modal>
    </Paper>
  );
}

/** A field that says nothing must be asked for; one that has its value need not be asked again. */
const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';

/** The input of an event is JSON, in which a choice is written as the content writes it: `in-approval`. */
function asJson(entity: ModelEntity, input: Record<string, unknown>): Record<string, unknown> {
  const said = (name: string, value: unknown): unknown => {
    const choices = entity.fields.find((field) => field.name === name)?.choices;
    if (Array.isArray(value)) return value.map((each) => said(name, each));
    return choices?.find((choice) => choice.name === value)?.value ?? value;
  };
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, said(name, value)]));
}

/** The reason that an event asks for is no field of the record, and is typed like one. */
function reasonField(label: string): ModelField {
  const nothing = {
    help: null,
    readOnly: false,
    standard: false,
    sortable: false,
    options: {},
    can: { read: true, create: true, update: true },
    reference: null,
    choices: null,
  };
  return { name: 'reason', label, type: 'long-text', control: 'long-text', required: true, ...nothing };
}
