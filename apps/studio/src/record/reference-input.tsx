import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listQuery } from '../api/records.ts';
import { useEntity, useModel } from '../shell/model-context.tsx';
import { columnsOf, titleText } from './selection.ts';

interface Props {
  readonly entity: string;
  readonly label: string;
  readonly description: ReactNode;
  readonly error: ReactNode;
  readonly withAsterisk: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Chooses a record by typing a part of what names it. */
export function ReferenceInput({ entity: name, value, onChange, ...common }: Props) {
  const { t } = useTranslation();
  const { model } = useModel();
  const entity = useEntity(name);
  const [typed, setTyped] = useState('');
  const [words] = useDebouncedValue(typed, 250);
  const found = useQuery({
    queryKey: ['choose', name, words],
    queryFn: async () =>
      entity ? (await listQuery(entity, columnsOf(entity), model, words ? { q: words } : {})).nodes : [],
  });
  const data = (found.data ?? []).map((record) => ({ value: record.id, label: titleText(entity, record) }));
  if (value !== '' && !data.some((each) => each.value === value)) data.unshift({ value, label: value.slice(0, 8) });
  return (
    <Select
      {...common}
      data={data}
      searchable
      clearable
      placeholder={t('choose')}
      value={value || null}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}
