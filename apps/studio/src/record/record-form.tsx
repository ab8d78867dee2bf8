import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ModelField } from '../api/model.ts';
import type { RecordData, Saved } from '../api/records.ts';
import type { Problem } from '../api/request.ts';
import { FieldInput } from './field-input.tsx';
import { fromForm, toForm } from './form-values.ts';
import { ProblemList } from './problem-list.tsx';

interface Props {
  readonly fields: readonly ModelField[];
  readonly record?: RecordData;
  /** Names of fields that must be filled in beyond the required ones. */
  readonly needs?: readonly string[];
  readonly onSave: (input: Record<string, unknown>) => Promise<Saved>;
  readonly onDone: (id: string) => void;
  readonly onCancel: () => void;
}

/** A form drawn from fields. Only what was changed is sent; what the server refuses stands at its field. */
export function RecordForm({ fields, record, needs = [], onSave, onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const form = useForm<Record<string, unknown>>({
    initialValues: Object.fromEntries(fields.map((field) => [field.name, toForm(field, record?.[field.name])])),
  });
  const save = useMutation({
    mutationFn: (values: Record<string, unknown>) => onSave(changesOf(fields, values, record)),
    onSuccess: ({ id, problems }) => {
      if (id !== undefined) onDone(id);
      else form.setErrors(errorsByField(problems, fields));
    },
  });
  const elsewhere = (save.data?.problems ?? []).filter((each) => fieldOf(each, fields) === undefined);
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: fields.length > 2 ? 2 : 1 }}>
          {fields.map((field) => (
            <FieldInput
              key={field.name}
              field={{ ...field, required: field.required || needs.includes(field.name) }}
              {...form.getInputProps(field.name)}
            />
          ))}
        </SimpleGrid>
        <ProblemList problems={elsewhere} />
        {save.isError && (
          <ProblemList problems={[{ code: 'FAILED', message: save.error.message, hint: null, path: null }]} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function changesOf(
  fields: readonly ModelField[],
  values: Record<string, unknown>,
  record: RecordData | undefined,
): Record<string, unknown> {
  const changed = fields.filter(
    (field) => JSON.stringify(values[field.name]) !== JSON.stringify(toForm(field, record?.[field.name])),
  );
  return Object.fromEntries(changed.map((field) => [field.name, fromForm(field, values[field.name])]));
}

function fieldOf({ path }: Problem, fields: readonly ModelField[]): string | undefined {
  return path?.map(String).find((each) => fields.some((field) => field.name === each));
}

function errorsByField(problems: readonly Problem[], fields: readonly ModelField[]): Record<string, string> {
  const found = problems.flatMap((each) => {
    const name = fieldOf(each, fields);
    return name === undefined ? [] : [[name, each.hint ? `${each.message} (${each.hint})` : each.message] as const];
  });
  return Object.fromEntries(found);
}
