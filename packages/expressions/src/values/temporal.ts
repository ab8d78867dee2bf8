import { Temporal } from 'temporal-polyfill';
import { DateTime, DaysDuration, MonthsDuration, Time } from './value.ts';

const DATE = /^-?\d{4,9}-\d{2}-\d{2}$/;
const CLOCK = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,}))?(Z|z|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z][\w+/-]*)?$/;

/** `2026-01-31`; undefined where there is no such day. */
export function parseDate(text: string): Temporal.PlainDate | undefined {
  if (!DATE.test(text)) return undefined;
  const [, sign, year, rest] = /^(-?)(\d+)(-\d{2}-\d{2})$/.exec(text) ?? [];
  if (year === undefined || (year.length > 4 && year.startsWith('0'))) return undefined;
  const iso = sign === '-' || year.length > 4 ? `${sign === '-' ? '-' : '+'}${year.padStart(6, '0')}${rest}` : text;
  return attempt(() => Temporal.PlainDate.from(iso, { overflow: 'reject' }));
}

/** `10:30:00`, with `Z`, `+02:00` or `@Europe/Bucharest` behind it. */
export function parseTime(text: string): Time | undefined {
  const match = CLOCK.exec(text);
  if (!match) return undefined;
  const [, hour, minute, second, fraction = '', zone] = match;
  const clock = attempt(() =>
    Temporal.PlainTime.from(`${hour}:${minute}:${second}${fraction && `.${fraction.slice(0, 9)}`}`, {
      overflow: 'reject',
    }),
  );
  if (!clock || Number(second) > 59) return undefined;
  if (zone === undefined) return new Time(clock);
  const known = zoneOf(zone);
  return known === undefined ? undefined : new Time(clock, known);
}

/** Date and time joined by `T`; midnight where there is only a date. `24:00:00` is the midnight after. */
export function parseDateTime(text: string): DateTime | undefined {
  const instant = parseInstant(text);
  if (instant !== undefined) return new DateTime(instant, 'Z');
  const cut = text.indexOf('T');
  const date = parseDate(cut < 0 ? text : text.slice(0, cut));
  const late = cut >= 0 && /^24:00:00(?:\.0+)?(?!\d)/.test(text.slice(cut + 1));
  const clock = cut < 0 ? '00:00:00' : late ? text.slice(cut + 1).replace('24', '00') : text.slice(cut + 1);
  const time = parseTime(clock);
  if (!date || !time) return undefined;
  return attempt(() => new DateTime(date.toPlainDateTime(time.clock).add({ days: late ? 1 : 0 }), time.zone));
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/;

/** Nanoseconds since 1970 of an instant as records hold it, the quick way; undefined for other forms and no such days. */
export function parseInstant(text: string): bigint | undefined {
  if (!INSTANT.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 19) !== text.slice(0, 19))
    return undefined;
  return BigInt(milliseconds) * 1_000_000n;
}

/** The point in time in the zone; undefined beyond what calendars can show. */
export function dateTimeAt(epoch: bigint, zone: string): DateTime | undefined {
  const limit = 8_640_000_000_000_000_000_000n;
  return epoch > -limit && epoch < limit ? new DateTime(epoch, zone) : undefined;
}

function zoneOf(written: string): string | undefined {
  if (/^(?:[zZ]|[+-]00:00(?::00)?)$/.test(written)) return 'Z';
  if (written.startsWith('@')) return isZone(written.slice(1)) ? written.slice(1) : undefined;
  const [hours = 0, minutes = 0] = written.slice(1).split(':').map(Number);
  if (hours > 14 || minutes > 59 || (hours === 14 && minutes > 0)) return undefined;
  return written;
}

export function isZone(name: string): boolean {
  return attempt(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)) !== undefined;
}

const DURATION = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/;

/** Characters; more digits say nothing. */
const MAX_DURATION = 100;

/** `P1Y2M` or `P1DT2H3M4.5S`; the two kinds cannot be mixed. */
export function parseDuration(text: string): DaysDuration | MonthsDuration | undefined {
  const match = text.length > MAX_DURATION ? undefined : DURATION.exec(text);
  if (!match || /[PT]$/.test(text)) return undefined;
  const [, minus, years, months, days, hours, minutes, seconds, fraction = ''] = match;
  const clock = [days, hours, minutes, seconds].some((part) => part !== undefined);
  if (years !== undefined || months !== undefined) {
    if (clock) return undefined;
    const total = Number(years ?? 0) * 12 + Number(months ?? 0);
    return Number.isSafeInteger(total) ? new MonthsDuration(minus ? 0 - total : total) : undefined;
  }
  const whole =
    BigInt(days ?? 0) * 86_400n + BigInt(hours ?? 0) * 3_600n + BigInt(minutes ?? 0) * 60n + BigInt(seconds ?? 0);
  const total = whole * 1_000_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  return new DaysDuration(minus ? -total : total);
}

/** What `@"…"` may hold. */
export function parseTemporal(text: string) {
  if (/^-?P/.test(text)) return parseDuration(text);
  return parseDate(text) ?? (text.includes('T') ? parseDateTime(text) : undefined) ?? parseTime(text);
}

/** Nanoseconds since 1970 in UTC. Where none is written, `zone` is that of the asking person. */
export function epochOf(value: DateTime, zone: string): bigint | undefined {
  if (value.epoch !== undefined) return value.epoch;
  const own = value.zone ?? zone;
  if (own === 'Z' || own === 'UTC') return utcNanoseconds(value.local);
  const seconds = offsetSeconds(own);
  if (seconds !== undefined) return utcNanoseconds(value.local) - BigInt(seconds) * 1_000_000_000n;
  return attempt(() => value.local.toZonedDateTime(own).epochNanoseconds);
}

/** Nanoseconds since 1970 as if the clock showed UTC. */
export function utcNanoseconds(local: Temporal.PlainDateTime): bigint {
  return local.toZonedDateTime('UTC').epochNanoseconds;
}

export function nanosecondsOfDay(clock: Temporal.PlainTime): bigint {
  const seconds = clock.hour * 3600 + clock.minute * 60 + clock.second;
  return (
    BigInt(seconds) * 1_000_000_000n +
    BigInt(clock.millisecond * 1_000_000 + clock.microsecond * 1_000 + clock.nanosecond)
  );
}

/** The seconds of a written offset; undefined for a named zone. */
export function offsetSeconds(zone: string): number | undefined {
  if (zone === 'Z') return 0;
  const match = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(zone);
  if (!match) return undefined;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? 0 - seconds : seconds;
}

export function showTime(value: Time): string {
  return `${value.clock.toString()}${showZone(value.zone)}`;
}

export function showDate(date: Temporal.PlainDate): string {
  const sign = date.year < 0 ? '-' : '';
  const pad = (part: number, width: number) => String(Math.abs(part)).padStart(width, '0');
  return `${sign}${pad(date.year, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`;
}

export function showDateTime(value: DateTime): string {
  return `${showDate(value.local.toPlainDate())}T${value.local.toPlainTime().toString()}${showZone(value.zone)}`;
}

function showZone(zone: string | undefined): string {
  if (zone === undefined) return '';
  return offsetSeconds(zone) === undefined ? `@${zone}` : zone;
}

export function showDuration(value: DaysDuration | MonthsDuration): string {
  if (value instanceof MonthsDuration) {
    const total = Math.abs(value.months);
    const [years, months] = [Math.floor(total / 12), total % 12];
    if (total === 0) return 'P0M';
    return `${value.months < 0 ? '-' : ''}P${years ? `${years}Y` : ''}${months ? `${months}M` : ''}`;
  }
  const negative = value.nanoseconds < 0n;
  const total = negative ? -value.nanoseconds : value.nanoseconds;
  if (total === 0n) return 'PT0S';
  const seconds = total / 1_000_000_000n;
  const fraction = String(total % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '');
  const [days, hours, minutes, rest] = [
    seconds / 86_400n,
    (seconds / 3_600n) % 24n,
    (seconds / 60n) % 60n,
    seconds % 60n,
  ];
  const second = rest || fraction ? `${rest}${fraction && `.${fraction}`}S` : '';
  const clock = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${second}`;
  return `${negative ? '-' : ''}P${days ? `${days}D` : ''}${clock && `T${clock}`}`;
}

/** Temporal throws where a value is out of its bounds; here that is undefined. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
