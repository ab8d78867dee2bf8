import { Temporal } from 'temporal-polyfill';
import { ANY, DATE, DATE_TIME, DAYS_DURATION, NUMBER, TIME } from '../feel-types.ts';
import { type Numeric, parseNumber, toDecimal, toInteger } from '../values/number.ts';
import { attempt, isZone, parseDate, parseDateTime, parseDuration, parseTime } from '../values/temporal.ts';
import { DateTime, Time } from '../values/value.ts';
import {
  type BuiltIn,
  builtIn,
  type Call,
  date,
  dateTime,
  daysDuration,
  nullable,
  number,
  optional,
  signature,
  text,
  time,
} from './function.ts';

function unreadable(call: Call, text: string, what: readonly [en: string, ro: string]): null {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return call.fail('UNREADABLE', `"${shown}" is no ${what[0]}.`, `„${shown}” nu este ${what[1]}.`);
}

const NO_DATE = ['date', 'o dată'] as const;
const NO_TIME = ['time', 'o oră'] as const;

export const conversionFunctions: readonly BuiltIn[] = [
  builtIn(
    'number',
    signature(
      [text('from'), nullable(optional(text('grouping separator'))), nullable(optional(text('decimal separator')))],
      NUMBER,
      ([from, grouping, decimal], call) => {
        const known = (sign: string | null | undefined, allowed: string) =>
          !sign || (sign.length === 1 && allowed.includes(sign));
        if (!known(grouping, ' .,') || !known(decimal, '.,') || (grouping && grouping === decimal)) {
          return call.fail('WRONG_SEPARATOR', 'There is no such separator.', 'Nu există un asemenea separator.');
        }
        const ungrouped = grouping ? from.replaceAll(grouping, '') : from;
        const plain = decimal ? ungrouped.replaceAll(decimal, '.') : ungrouped;
        return parseNumber(plain) ?? unreadable(call, from, ['number', 'un număr']);
      },
    ),
  ),
  builtIn('date', [
    signature([text('from')], DATE, ([from], call) => parseDate(from) ?? unreadable(call, from, NO_DATE)),
    signature([date('from')], DATE, ([from]) => from),
    signature([dateTime('from')], DATE, ([from]) => from.local.toPlainDate()),
    signature([number('year'), number('month'), number('day')], DATE, ([year, month, day], call) => {
      const [y, m, d] = [toInteger(year), toInteger(month), toInteger(day)];
      const made =
        y === undefined || m === undefined || d === undefined
          ? undefined
          : attempt(() => Temporal.PlainDate.from({ year: y, month: m, day: d }, { overflow: 'reject' }));
      return made ?? call.fail('NO_SUCH_DATE', 'There is no such day.', 'Nu există o asemenea zi.');
    }),
  ]),
  builtIn('time', [
    signature([text('from')], TIME, ([from], call) => parseTime(from) ?? unreadable(call, from, NO_TIME)),
    signature([time('from')], TIME, ([from]) => from),
    signature([dateTime('from')], TIME, ([from]) => new Time(from.local.toPlainTime(), from.zone)),
    signature([date('from')], TIME, () => new Time(Temporal.PlainTime.from('00:00'), 'Z')),
    signature(
      [number('hour'), number('minute'), number('second'), nullable(optional(daysDuration('offset')))],
      TIME,
      ([hour, minute, second, offset], call) => {
        const made = makeTime(hour, minute, second, offset?.nanoseconds);
        return made ?? call.fail('NO_SUCH_TIME', 'There is no such time.', 'Nu există o asemenea oră.');
      },
    ),
  ]),
  builtIn('date and time', [
    signature([text('from')], DATE_TIME, ([from], call) => {
      return parseDateTime(from) ?? unreadable(call, from, ['date and time', 'o dată cu oră']);
    }),
    signature([dateTime('from')], DATE_TIME, ([from]) => from),
    signature(
      [date('date'), time('time')],
      DATE_TIME,
      ([day, clock]) => new DateTime(day.toPlainDateTime(clock.clock), clock.zone),
    ),
    signature([dateTime('date'), time('time')], DATE_TIME, ([day, clock]) => {
      return new DateTime(day.local.toPlainDate().toPlainDateTime(clock.clock), clock.zone);
    }),
    signature([dateTime('date'), text('timezone')], DATE_TIME, ([from, zone], call) => {
      if (!isZone(zone)) return unreadable(call, zone, ['time zone', 'un fus orar']);
      if (from.zone === undefined) return new DateTime(from.local, zone);
      const own = from.zone === 'Z' ? 'UTC' : from.zone;
      return new DateTime(from.local.toZonedDateTime(own).withTimeZone(zone).toPlainDateTime(), zone);
    }),
  ]),
  builtIn('duration', [
    signature(
      [text('from')],
      ANY,
      ([from], call) => parseDuration(from) ?? unreadable(call, from, ['duration', 'o durată']),
    ),
    signature([daysDuration('from')], DAYS_DURATION, ([from]) => from),
  ]),
];

function makeTime(hour: Numeric, minute: Numeric, second: Numeric, offset: bigint | undefined): Time | undefined {
  const [h, m] = [toInteger(hour), toInteger(minute)];
  const seconds = toDecimal(second);
  if (h === undefined || m === undefined || seconds.lt(0) || seconds.gte(60)) return undefined;
  const nanoseconds = seconds.times(1_000_000_000).trunc().toNumber();
  const clock = attempt(() =>
    Temporal.PlainTime.from({ hour: h, minute: m }, { overflow: 'reject' }).add({ nanoseconds }),
  );
  if (!clock) return undefined;
  if (offset === undefined) return new Time(clock);
  const total = Number(offset / 1_000_000_000n);
  if (Math.abs(total) > 14 * 3600) return undefined;
  return new Time(clock, showOffset(total));
}

function showOffset(total: number): string {
  if (total === 0) return 'Z';
  const size = Math.abs(total);
  const pad = (part: number) => String(part).padStart(2, '0');
  const seconds = size % 60 ? `:${pad(size % 60)}` : '';
  return `${total < 0 ? '-' : '+'}${pad(Math.floor(size / 3600))}:${pad(Math.floor(size / 60) % 60)}${seconds}`;
}
