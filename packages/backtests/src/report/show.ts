import { formatDecimal, isJsonObject, type Json } from '@dealwright/values';

/** `12,500.00 EUR`, or a number with its digits grouped. */
export function showSum(value: Json | undefined, locale: string): string {
  if (isJsonObject(value)) {
    const amount = String(value.amount ?? '0');
    return `${formatDecimal(amount, locale, amount.split('.')[1]?.length ?? 0)} ${String(value.currency ?? '')}`.trim();
  }
  return value === undefined || value === null ? '–' : formatDecimal(value, locale);
}

/** `1,204 (17.1 %)`; a percentage that is not zero is never shown as zero. */
export function showShare(part: number, whole: number, locale: string): string {
  const count = part.toLocaleString(locale);
  if (whole === 0) return count;
  const percent = (part * 100) / whole;
  const digits = part > 0 && percent < 0.05 ? 3 : 1;
  const shown = percent.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${count} (${shown} %)`;
}

/** `channel: direct, level: 2`; of a list each outcome; `–` where nothing was answered. */
export function showOutcome(outcome: Json): string {
  if (outcome === null || (Array.isArray(outcome) && outcome.length === 0)) return '–';
  if (Array.isArray(outcome)) return outcome.map(showOutcome).join(' + ');
  if (!isJsonObject(outcome)) return String(outcome);
  if ('amount' in outcome && 'currency' in outcome) return `${String(outcome.amount)} ${String(outcome.currency)}`;
  const outputs = Object.entries(outcome).map(([name, value]) => `${name}: ${showOutcome(value)}`);
  return outputs.join(', ') || '…';
}
