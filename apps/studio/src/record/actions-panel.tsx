import { Button, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelEntity, ModelField } from '../api/model.ts';
import { type ActionData, fireEvent, type RecordData } from '../api/records.ts';
import type { Problem } from '../api/request.ts';
import { AttachButton } from './attach-button.tsx';
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
  const [isFarShown, showFar] = useState(false);
  const [refused, refuse] = useState<readonly Problem[]>([]);
  const run = async (action: ActionData) => {
    refuse([]);
    const asks = action.asksReason || action.needs.some((name) => isEmpty(record[name]));
    if (asks) return ask(action);
    const { id, problems } = await fireEvent(entity, record.id, action.event, {});
    if (id === undefined) return refuse(problems);
    notifications.show({ message: action.label, color: 'teal' });
    onDone();
  };
  // An action that only lacks what its own form asks for can be begun; one that lacks papers as soon as they are attached.
  const isFile = (each: Problem) => each.code === 'FILE_NEEDED';
  const remediable = ({ needs, reasons }: ActionData) =>
    reasons.every((each) => isFile(each) || needs.includes(String(each.path?.at(-1))));
  const lacking = ({ files }: ActionData) => files.filter(({ attached }) => !attached);
  const near = record.actions.filter(remediable);
  const far = record.actions.filter((action) => !remediable(action));
  // The way onward stands first in the process; what asks for a reason is seldom it.
  const next = near.find((action) => lacking(action).length === 0 && !action.asksReason);
  return (
    <Paper withBorder p="md">
      <Title order={5} mb="sm">
        {t('actions')}
      </Title>
      <Stack gap="xs">
        {near.map((action) => (
          <Stack key={action.event} gap={4}>
            <Button
              variant={action === next ? 'filled' : 'default'}
              disabled={lacking(action).length > 0}
              onClick={() => run(action)}
            >
              {action.label}
            </Button>
            {lacking(action).map(({ as, label }) => (
              <AttachButton
                key={as}
                {...{ entity: entity.name, record: record.id, as, onDone }}
                label={t('attach', { what: label })}
              />
            ))}
          </Stack>
        ))}
        <ProblemList problems={refused} />
        {far.length > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={() => showFar(!isFarShown)}>
            {t('notNow', { count: far.length })}
          </Button>
        )}
        {isFarShown && far.map((action) => <Impossible key={action.event} action={action} />)}
      </Stack>
      <Modal opened={asked !== undefined} onClose={() => ask(undefined)} title={asked?.label}>
        {asked && (
          <RecordForm
            fields={[
              ...entity.fields.filter((field) => asked.needs.includes(field.name)),
              ...(asked.needs.includes('to') && !entity.fields.some(({ name }) => name === 'to')
                ? [extraField('to', t('handTo'), { reference: 'User' })]
                : []),
              ...(asked.asksReason
                ? [extraField('reason', t('reason'), { type: 'long-text', control: 'long-text' })]
                : []),
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

/** What cannot be done now, and why not. */
function Impossible({ action }: { readonly action: ActionData }) {
  return (
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

/** What an event asks for beyond the record's fields is typed like one: a reason, the person to hand it to. */
function extraField(name: string, label: string, more: Partial<ModelField>): ModelField {
  return {
    ...{ name, label, type: 'reference', control: 'reference', required: true, help: null, readOnly: false },
    ...{ standard: false, sortable: false, options: {}, reference: null, choices: null },
    can: { read: true, create: true, update: true },
    ...more,
  };
}
