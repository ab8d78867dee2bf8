import type { Environment } from '@dealwright/expressions';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Today for the asking person: the date, `2026-01-31`, in their zone. */
export function localDay({ now, zone }: Environment): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(zone, format);
  }
  return format.format(new Date(now));
}
