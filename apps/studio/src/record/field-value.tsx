import { Anchor, Badge, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Model, ModelField } from '../api/model.ts';
import { moment } from '../text/moment.ts';
import { titleText } from './selection.ts';

interface Props {
  readonly field: ModelField;
  readonly value: unknown;
  readonly model: Model;
  readonly hidden?: boolean;
}

/** A value as a person reads it: labels for choices, links for records, digits grouped as in the person's language. */
export function FieldValue({ field, value, model, hidden = false }: Props) {
  const { t, i18n } = useTranslation();
  if (hidden)
    return (
      <Text c="dimmed" fs="italic" size="sm">
        {t('hidden')}
      </Text>
    );
  if (value === null || value === undefined || value === '')
    return (
      <Text c="dimmed" span>
        —
      </Text>
    );
  if (field.reference) {
    const record = value as Record<string, unknown>;
    const target = model.entities.find((each) => each.name === field.reference);
    const name = titleText(target, record);
    return target ? (
      <Anchor component={Link} to={`/r/${field.reference}/${String(record.id)}`} size="sm">
        {name}
      </Anchor>
    ) : (
      <Text span size="sm">
        {name}
      </Text>
    );
  }
  if (field.choices) {
    const names = [value].flat().map(String);
    return names.map((name) => {
      const choice = field.choices?.find((each) => each.name === name);
      return (
        <Badge key={name} variant="light" color={choice?.color ?? 'gray'} tt="none" mr={4} miw="max-content">
          {choice?.label ?? name}
        </Badge>
      );
    });
  }
  return (
    <Text span size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {plain(field, value, i18n.language, t)}
    </Text>
  );
}

/** Digits after the point that people read; the exact value is in the API. */
function scaleOf({ options }: ModelField): number {
  return typeof options.scale === 'number' ? options.scale : 2;
}

function plain(field: ModelField, value: unknown, locale: string, t: (key: string) => string): string {
  switch (field.type) {
    case 'money': {
      const { amount, currency } = value as { amount: string; currency: string };
      return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount as unknown as number);
    }
    case 'decimal':
      return new Intl.NumberFormat(locale, { maximumFractionDigits: scaleOf(field) }).format(value as number);
    case 'percent':
      return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(value as number)} %`;
    case 'integer':
      return new Intl.NumberFormat(locale).format(value as number);
    case 'boolean':
      return t(value ? 'yes' : 'no');
    case 'date':
      return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
        new Date(`${String(value)}T00:00:00Z`),
      );
    case 'instant':
      return moment(String(value), locale);
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}
