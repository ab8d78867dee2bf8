import { Checkbox, MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelField } from '../api/model.ts';
import { currencyOf } from './form-values.ts';
import { ReferenceInput } from './reference-input.tsx';

interface Props {
  readonly field: ModelField;
  readonly value?: unknown;
  readonly error?: ReactNode;
  // biome-ignore lint/suspicious/noExplicitAny: an input hands over an event or a value, and the form takes both
  readonly onChange: (value: any) => void;
}

/** The input of a field, by its type. */
export function FieldInput({ field, value, error, onChange }: Props) {
  const { t } = useTranslation();
  const common = { label: field.label, description: field.help, error, withAsterisk: field.required };
  const text = { ...common, value: String(value ?? ''), onChange };
  if (field.reference)
    return <ReferenceInput {...common} entity={field.reference} value={String(value ?? '')} onChange={onChange} />;
  if (field.choices) {
    const data = field.choices
      .filter((each) => !each.retired || each.name === value)
      .map((each) => ({ value: each.name, label: each.label }));
    if (field.type === 'choices')
      return <MultiSelect {...common} data={data} value={value as string[]} onChange={onChange} />;
    return (
      <Select
        {...common}
        data={data}
        placeholder={t('choose')}
        clearable={!field.required}
        searchable={data.length > 8}
        value={(value as string) || null}
        onChange={(next) => onChange(next ?? '')}
      />
    );
  }
  switch (field.type) {
    case 'boolean':
      return (
        <Checkbox
          mt="lg"
          label={field.label}
          description={field.help}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'integer':
      return (
        <NumberInput
          {...common}
          allowDecimal={false}
          value={value === '' ? '' : Number(value)}
          onChange={(next) => onChange(next === '' ? '' : String(next))}
        />
      );
    case 'money':
      return <TextInput {...text} inputMode="decimal" rightSection={currencyOf(field)} rightSectionWidth={52} />;
    case 'decimal':
    case 'percent':
      return <TextInput {...text} inputMode="decimal" />;
    case 'date':
      return <TextInput {...text} type="date" />;
    case 'time':
      return <TextInput {...text} type="time" />;
    case 'instant':
      return <TextInput {...text} type="datetime-local" />;
    case 'email':
      return <TextInput {...text} type="email" />;
    case 'phone':
      return <TextInput {...text} type="tel" />;
    case 'long-text':
    case 'rich-text':
    case 'json':
      return <Textarea {...text} autosize minRows={2} maxRows={8} />;
    default:
      return <TextInput {...text} />;
  }
}
