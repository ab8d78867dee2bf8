import { Decimal as Base } from 'decimal.js';
import { BOOLEAN, DAYS_DURATION, MONTHS_DURATION, NUMBER } from '../feel-types.ts';
import type { Term } from '../predicate.ts';
import { Decimal, type Numeric, settle, toDecimal, toInteger } from '../values/number.ts';
import type { Value } from '../values/value.ts';
import { DaysDuration, MonthsDuration } from '../values/value.ts';
import {
  type BuiltIn,
  builtIn,
  type Call,
  daysDuration,
  monthsDuration,
  number,
  optional,
  signature,
} from './function.ts';

/** Beyond these a scale means nothing for decimals of 34 digits. */
const MAX_SCALE = 6176;

function scaled(value: Numeric, scale: Numeric | undefined | null, mode: Base.Rounding, call: Call): Value {
  const places = scale === undefined || scale === null ? 0 : toDecimal(scale).trunc().toNumber();
  if (places < -6111 || places > MAX_SCALE) {
    return call.fail(
      'SCALE_OUT_OF_RANGE',
      'The number of decimals is out of range.',
      'Numărul de zecimale este în afara limitelor.',
    );
  }
  if (places >= 0) return settle(toDecimal(value).toDecimalPlaces(places, mode)) ?? null;
  const unit = new Decimal(10).pow(-places);
  return settle(toDecimal(value).div(unit).toDecimalPlaces(0, mode).times(unit)) ?? null;
}

function rounding(name: string, mode: Base.Rounding, scaleOptional: boolean): BuiltIn {
  const scale = scaleOptional ? optional(number('scale')) : number('scale');
  return builtIn(
    name,
    signature([number('n'), scale], NUMBER, ([n, places], call) => scaled(n, places, mode, call)),
  );
}

/** A function of one number that has no value for some. */
function partial(name: string, compute: (value: Base) => Base): BuiltIn {
  return builtIn(
    name,
    signature([number('number')], NUMBER, ([value], call) => {
      return (
        settle(compute(toDecimal(value))) ??
        call.fail(
          'NO_SUCH_NUMBER',
          `\`${name}\` has no value for this number.`,
          `\`${name}\` nu are valoare pentru acest număr.`,
        )
      );
    }),
  );
}

const absTerm = (of: readonly Term[]): Term => ({ is: 'call', name: 'abs', of, type: NUMBER });

export const numericFunctions: readonly BuiltIn[] = [
  rounding('decimal', Base.ROUND_HALF_EVEN, false),
  rounding('floor', Base.ROUND_FLOOR, true),
  rounding('ceiling', Base.ROUND_CEIL, true),
  rounding('round up', Base.ROUND_UP, false),
  rounding('round down', Base.ROUND_DOWN, false),
  rounding('round half up', Base.ROUND_HALF_UP, false),
  rounding('round half down', Base.ROUND_HALF_DOWN, false),
  builtIn(
    'abs',
    [
      signature([number('n')], NUMBER, ([n]) => (typeof n === 'number' ? Math.abs(n) : n.abs())),
      signature(
        [daysDuration('n')],
        DAYS_DURATION,
        ([n]) => new DaysDuration(n.nanoseconds < 0n ? -n.nanoseconds : n.nanoseconds),
      ),
      signature([monthsDuration('n')], MONTHS_DURATION, ([n]) => new MonthsDuration(Math.abs(n.months))),
    ],
    { term: absTerm },
  ),
  builtIn(
    'modulo',
    signature([number('dividend'), number('divisor')], NUMBER, ([dividend, divisor], call) => {
      const [a, b] = [toDecimal(dividend), toDecimal(divisor)];
      if (b.isZero()) return call.fail('DIVISION_BY_ZERO', 'Division by zero.', 'Împărțire la zero.');
      return settle(a.minus(b.times(a.div(b).floor()))) ?? null;
    }),
  ),
  partial('sqrt', (value) => value.sqrt()),
  partial('log', (value) => value.ln()),
  partial('exp', (value) => value.exp()),
  builtIn(
    'odd',
    signature([number('number')], BOOLEAN, ([value]) => parity(value) === 1),
  ),
  builtIn(
    'even',
    signature([number('number')], BOOLEAN, ([value]) => parity(value) === 0),
  ),
];

/** 0 or 1 for whole numbers, undefined for others. */
function parity(value: Numeric): number | undefined {
  const whole = toInteger(value);
  if (whole !== undefined) return Math.abs(whole % 2);
  const decimal = toDecimal(value);
  return decimal.isInteger() ? decimal.abs().mod(2).toNumber() : undefined;
}
