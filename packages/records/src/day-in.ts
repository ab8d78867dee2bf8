const formats = new Map<string, Intl.DateTimeFormat>();

/** The day (YYYY-MM-DD) of an instant (ISO 8601, UTC) in a zone. Formats are kept: making one costs more than the rest of a read. */
export function dayIn(zone: string, instant: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
    formats.set(zone, format);
  }
  return format.format(new Date(instant));
}

/** The year of an instant, as the calendar of a zone has it. */
export function yearIn(zone: string, instant: string): number {
  return Number(dayIn(zone, instant).slice(0, 4));
}
