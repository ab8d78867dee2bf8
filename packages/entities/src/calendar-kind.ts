import { type Calendar, type Hours, WEEKDAYS } from '@dealwright/calendar';
import { problem } from '@dealwright/diagnostics';
import type { ContentDocument, Kind, Linking, YamlPath } from '@dealwright/metadata';
import { z } from 'zod';
import { nameSchema, textSchema } from './text-schema.ts';

const hoursSchema = z
  .union([z.literal('free'), z.string(), z.array(z.string())])
  .describe('Office hours `09:00-18:00`, a list of them, or `free`.');

const schema = z.strictObject({
  kind: z.literal('calendar'),
  name: nameSchema,
  label: textSchema.optional(),
  zone: z.string().describe('IANA zone, such as `Europe/Bucharest`.'),
  holidays: z.string().length(2).optional().describe('ISO country code whose public holidays are free: `RO`.'),
  week: z
    .strictObject(Object.fromEntries(WEEKDAYS.map((day) => [day, hoursSchema.optional()])))
    .describe('Office hours of each day; a day not named is free.'),
  exceptions: z
    .record(z.iso.date(), hoursSchema)
    .optional()
    .describe('Days that are not as the week and the holidays say.'),
});

type Shape = z.output<typeof schema>;

export const calendarKind: Kind<Shape, Calendar> = {
  name: 'calendar',
  about: 'Working days and office hours: public holidays of a country, the hours of each weekday, and exceptions.',
  schema,
  example: `
kind: calendar
name: office
zone: Europe/Bucharest
holidays: RO
week: { monday: 09:00-18:00, tuesday: 09:00-18:00, wednesday: 09:00-18:00, thursday: 09:00-18:00, friday: 09:00-17:00 }
exceptions: { 2026-12-24: 09:00-12:00 }
`,
  link(document, linking) {
    const { name, zone, holidays, week, exceptions = {} } = document.shape;
    checkZone(zone, document, linking);
    const read = (said: z.output<typeof hoursSchema>, path: YamlPath) => readHours(said, path, document, linking);
    const days = Object.entries(week).flatMap(([day, said]) =>
      said === undefined ? [] : [[day, read(said, ['week', day])] as const],
    );
    const others = Object.entries(exceptions).map(([day, said]) => [day, read(said, ['exceptions', day])] as const);
    return { name, zone, country: holidays, week: Object.fromEntries(days), exceptions: new Map(others) };
  },
};

/** `09:00-13:00` and the like, in order and apart; what is not so is a problem. */
function readHours(
  said: string | readonly string[],
  path: YamlPath,
  document: ContentDocument,
  linking: Linking,
): Hours[] {
  if (said === 'free') return [];
  const hours = [said]
    .flat()
    .map((text) => /^((?:[01]\d|2[0-3]):[0-5]\d)\s*-\s*((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.exec(text));
  const read = hours.map((match) => ({ from: match?.[1] ?? '', until: match?.[2] ?? '' }));
  if (!read.every(({ from, until }, index) => from < until && (read[index - 1]?.until ?? '') <= from)) {
    linking.report(
      problem(
        'OFFICE_HOURS',
        { en: 'These are not office hours.', ro: 'Acestea nu sunt ore de program.' },
        {
          place: document.place(path),
          hint: {
            en: 'write `09:00-18:00`, or a list in the order of the day',
            ro: 'scrieți `09:00-18:00` sau o listă în ordinea zilei',
          },
        },
      ),
    );
    return [];
  }
  return read;
}

function checkZone(zone: string, document: ContentDocument, linking: Linking): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    linking.report(
      problem(
        'UNKNOWN_ZONE',
        { en: `There is no time zone \`${zone}\`.`, ro: `Nu există fusul orar \`${zone}\`.` },
        {
          place: document.place(['zone']),
          hint: { en: 'write it as `Europe/Bucharest`', ro: 'scrieți-l ca `Europe/Bucharest`' },
        },
      ),
    );
  }
}
