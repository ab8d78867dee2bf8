import Holidays from 'date-holidays';

const countries = new Map<string, Holidays>();
const known = new Map<string, string | undefined>();

/**
 * The names of the public holidays on a day (`2026-06-01`), joined when there are several; undefined when it is none.
 * Asked day by day: the library's list of a year leaves out the later days of a holiday that lasts longer than one.
 */
export function holidayName(country: string, date: string): string | undefined {
  const key = `${country} ${date}`;
  if (!known.has(key)) known.set(key, find(country, date));
  return known.get(key);
}

function find(country: string, date: string): string | undefined {
  const found = holidaysOf(country).isHoliday(new Date(`${date}T12:00:00Z`));
  if (!found || found.length === 0) return undefined;
  return [...new Set(found.map((each) => each.name))].sort().join('; ');
}

/** In UTC, so that a day is the same day whatever the machine's zone. */
function holidaysOf(country: string): Holidays {
  const made = countries.get(country) ?? new Holidays(country, { timezone: 'UTC', types: ['public'] });
  countries.set(country, made);
  return made;
}
