import type { ModelField } from '../api/model.ts';

/** A value as an input holds it: text where a person types, null-free. */
export function toForm(field: ModelField, value: unknown): unknown {
  if (field.type === 'choices') return value ?? [];
  if (field.type === 'boolean') return value ?? false;
  if (value === null || value === undefined) return '';
  if (field.reference) return typeof value === 'object' ? (value as { id: string }).id : value;
  if (field.type === 'money') return (value as { amount: string }).amount;
  if (field.type === 'json' || field.type === 'location') return JSON.stringify(value);
  if (field.type === 'instant') return localMinutes(String(value));
  return typeof value === 'number' ? String(value) : value;
}

/** What the input holds, as the API takes it. Empty is null. Decimals go as the text that was typed: no digit is lost. */
export function fromForm(field: ModelField, value: unknown): unknown {
  if (value === '' || value === null || value === undefined) return null;
  switch (field.type) {
    case 'integer':
      return Number(value);
    case 'money':
      return { amount: decimalText(String(value)), currency: currencyOf(field) };
    case 'decimal':
    case 'percent':
      return decimalText(String(value));
    case 'instant':
      return new Date(String(value)).toISOString();
    case 'json':
    case 'location':
      return JSON.parse(String(value));
    default:
      return value;
  }
}

/** The currency of a money field. */
export function currencyOf({ options }: ModelField): string {
  return typeof options.currency === 'string' ? options.currency : 'EUR';
}

/** A comma is a decimal point in Romanian. */
function decimalText(text: string): string {
  return text.trim().replace(',', '.');
}

function localMinutes(instant: string): string {
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
