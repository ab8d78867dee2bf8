import { type Calendar, readDuration, type Unit } from '@dealwright/calendar';
import { problem, type Text } from '@dealwright/diagnostics';
import { calendarKind, settingKind } from '@dealwright/entities';
import type { Expression } from '@dealwright/expressions';
import type { ContentDocument, Linking } from '@dealwright/metadata';
import type { Duration, Warning } from '../duration.ts';
import type { ProcessShape } from '../process-schema.ts';
import type { Compile, Place, TransitionLinking } from './transition-linking.ts';

/** Links `2 working days`; undefined, with a problem, when the amount cannot be computed. */
export function linkDuration(text: string, path: Place, compile: Compile, at: TransitionLinking): Duration | undefined {
  const read = readDuration(text);
  const amount = read && compile(read.amount, path, { kind: 'number' });
  if (!read || !amount) return undefined;
  const { unit } = read;
  if (unit.startsWith('working')) at.needCalendar(path);
  return { amount, unit, calendar: at.calendar, label: labelOf(amount, read.amount, unit) };
}

/** Links `75%`, or `4 working hours before`. */
export function linkWarning(text: string, path: Place, compile: Compile, at: TransitionLinking): Warning | undefined {
  const percent = /^([\d.]+)\s*%$/.exec(text)?.[1];
  if (percent !== undefined) return { is: 'share', percent: Number(percent) };
  const duration = linkDuration(text.replace(/\s+before$/, ''), path, compile, at);
  return duration && { is: 'before', duration };
}

/**
 * The calendar of working time: the named one, the only one there is, or the one that the setting `calendar` names.
 * `need` is told where it is needed, and reports once when there is none.
 */
export function calendarOf(
  { shape, place }: ContentDocument<ProcessShape>,
  linking: Linking,
): { readonly calendar: Calendar | undefined; readonly need: (path: Place) => void } {
  const all = linking.all(calendarKind);
  const setting = linking.all(settingKind).get('calendar')?.value;
  const only = all.size === 1 ? [...all.values()][0] : undefined;
  const calendar =
    shape.calendar === undefined
      ? (all.get(String(setting)) ?? only)
      : linking.find(calendarKind, shape.calendar, place(['calendar']));
  let isTold = calendar !== undefined || shape.calendar !== undefined;
  const need = (path: Place) => {
    if (isTold) return;
    isTold = true;
    linking.report(
      all.size === 0
        ? problem(
            'NO_CALENDAR',
            {
              en: 'Working time needs a calendar, and there is none.',
              ro: 'Timpul de lucru are nevoie de un calendar, și nu există niciunul.',
            },
            {
              place: place(path),
              hint: { en: 'add a `kind: calendar`', ro: 'adăugați un document `kind: calendar`' },
            },
          )
        : problem(
            'CALENDAR_AMBIGUOUS',
            {
              en: 'There are several calendars, and the process does not say which it works by.',
              ro: 'Există mai multe calendare, iar procesul nu spune după care lucrează.',
            },
            {
              place: place(path),
              hint: {
                en: `write \`calendar: ${[...all.keys()][0]}\` in the process, or a setting \`calendar\``,
                ro: `scrieți \`calendar: ${[...all.keys()][0]}\` în proces, sau o setare \`calendar\``,
              },
            },
          ),
    );
  };
  return { calendar, need };
}

const UNIT_LABELS: Readonly<Record<Unit, readonly [en: Forms, ro: Forms]>> = {
  minutes: [
    ['minute', 'minutes'],
    ['minut', 'minute'],
  ],
  hours: [
    ['hour', 'hours'],
    ['oră', 'ore'],
  ],
  days: [
    ['day', 'days'],
    ['zi', 'zile'],
  ],
  'working hours': [
    ['working hour', 'working hours'],
    ['oră lucrătoare', 'ore lucrătoare'],
  ],
  'working days': [
    ['working day', 'working days'],
    ['zi lucrătoare', 'zile lucrătoare'],
  ],
};
type Forms = readonly [one: string, many: string];

/** With the number, where it depends on no record. From 20 on Romanian says `20 de zile`. */
function labelOf(amount: Expression, text: string, unit: Unit): Text {
  const value = amount.paths.length === 0 ? amount.evaluate({}, NOWHERE).value : null;
  const shown = value === null ? `\`${text}\`` : String(value);
  const [en, ro] = UNIT_LABELS[unit];
  const form = shown === '1' ? 0 : 1;
  const last = Number(shown) % 100;
  const de = Number(shown) >= 20 && (last === 0 || last >= 20) ? 'de ' : '';
  return { en: `${shown} ${en[form]}`, ro: `${shown} ${de}${ro[form]}` };
}

const NOWHERE = { now: '1970-01-01T00:00:00.000Z', zone: 'UTC', locale: 'en' };
