/** An instant as people write it in their language, by the clock of the machine they sit at. */
export function moment(instant: string, language: string): string {
  return new Date(instant).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
}
