import type { FeelType } from '@dealwright/expressions';
import type { Json } from '@dealwright/values';
import { Decimal } from 'decimal.js';

/** Positions keep all their digits. */
const Exact = Decimal.clone({ precision: 1000 });

/** Numbers, days and instants as positions on a line, on which only some positions may be taken. */
export interface NumberLine {
  /** The position of a wire value; undefined: it is none of this line. */
  read(value: Json): Decimal | undefined;
  write(position: Decimal): Json;
  /** How many decimals a position may have: 0 for whole numbers, days and milliseconds; undefined: any. */
  readonly scale: number | undefined;
  readonly min: Decimal | undefined;
  readonly max: Decimal | undefined;
  /** The step that a person would take: one, a day, an hour. */
  readonly unit: number;
}

export interface Bounds {
  readonly scale?: number | undefined;
  readonly min?: Json | undefined;
  readonly max?: Json | undefined;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NUMERIC = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?$/;

/** The line of a type that has an order; undefined for others. */
export function numberLine({ kind }: FeelType, { scale, min, max }: Bounds): NumberLine | undefined {
  if (kind === 'number') {
    return { read: readNumber, write: writeNumber, scale, min: positionOf(min), max: positionOf(max), unit: 1 };
  }
  if (kind === 'date') {
    return {
      read: readDay,
      write: writeDay,
      scale: 0,
      min: readDay('0001-01-01'),
      max: readDay('9999-12-31'),
      unit: 1,
    };
  }
  if (kind === 'date and time') {
    const [first, last] = [readInstant('0001-01-01T00:00:00Z'), readInstant('9999-12-31T23:59:59.999Z')];
    return { read: readInstant, write: writeInstant, scale: 0, min: first, max: last, unit: HOUR };
  }
  return undefined;
}

function positionOf(bound: Json | undefined): Decimal | undefined {
  return bound === undefined ? undefined : readNumber(bound);
}

function readNumber(value: Json): Decimal | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? new Exact(value) : undefined;
  return typeof value === 'string' && value.length <= 400 && NUMERIC.test(value) ? new Exact(value) : undefined;
}

/** In wire form: small whole numbers as numbers, the rest as text of their digits. */
function writeNumber(position: Decimal): Json {
  return position.isInteger() && position.abs().lte(Number.MAX_SAFE_INTEGER) ? position.toNumber() : position.toFixed();
}

function readDay(value: Json): Decimal | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined;
  const time = Date.parse(`${value}T00:00:00Z`);
  return Number.isNaN(time) ? undefined : new Exact(time / DAY);
}

function writeDay(position: Decimal): Json {
  return new Date(position.toNumber() * DAY).toISOString().slice(0, 10);
}

function readInstant(value: Json): Decimal | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : new Exact(time);
}

function writeInstant(position: Decimal): Json {
  return new Date(position.toNumber()).toISOString();
}

/**
 * Values strictly between two positions (undefined: endless) that the line allows, those first that a person would
 * take: next to the bound, whole, short. Empty only when there is none.
 */
export function between(line: NumberLine, from: Decimal | undefined, to: Decimal | undefined): readonly Decimal[] {
  const { scale, min, max, unit } = line;
  const isFree = (each: Decimal) =>
    (from === undefined || each.gt(from)) &&
    (to === undefined || each.lt(to)) &&
    (min === undefined || each.gte(min)) &&
    (max === undefined || each.lte(max)) &&
    (scale === undefined || each.decimalPlaces() <= scale);
  const low = from ?? min;
  const high = to ?? max;
  const tried: (Decimal | undefined)[] = [
    from?.floor().add(unit),
    to?.ceil().sub(unit),
    ...(from || to ? [] : [1, 0, 10, 100].map((each) => new Exact(each))),
    min,
    max,
    scale === undefined ? undefined : stepUp(from, scale),
    scale === undefined ? undefined : stepDown(to, scale),
    low && high ? shortest(low, high) : undefined,
  ];
  if (from === undefined || to === undefined) {
    for (const each of [1, 0, 10, 100, 1000, -1]) tried.push(new Exact(each));
    for (const each of [9, 99]) tried.push(from?.add(each), to?.sub(each));
  }
  const free = tried.filter((each): each is Decimal => each !== undefined && isFree(each));
  return [...new Map(free.map((each) => [each.toFixed(), each])).values()];
}

function stepUp(from: Decimal | undefined, scale: number): Decimal | undefined {
  const unit = new Exact(10).pow(-scale);
  return from?.div(unit).floor().add(1).mul(unit);
}

function stepDown(to: Decimal | undefined, scale: number): Decimal | undefined {
  const unit = new Exact(10).pow(-scale);
  return to?.div(unit).ceil().sub(1).mul(unit);
}

/** The number between the two with the fewest digits. */
function shortest(from: Decimal, to: Decimal): Decimal | undefined {
  if (from.gte(to)) return undefined;
  const middle = from.add(to).div(2);
  for (let digits = 0; digits <= middle.decimalPlaces(); digits++) {
    for (const rounding of [Decimal.ROUND_HALF_UP, Decimal.ROUND_DOWN, Decimal.ROUND_UP]) {
      const each = middle.toDecimalPlaces(digits, rounding);
      if (each.gt(from) && each.lt(to)) return each;
    }
  }
  return middle;
}
