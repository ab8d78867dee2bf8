/** The year of an instant (ISO 8601, UTC) as the calendar of a zone has it. */
export function yearIn(zone: string, instant: string): number {
  return Number(new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone }).format(new Date(instant)));
}
