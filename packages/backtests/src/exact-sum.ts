import { isJsonObject, type Json } from '@dealwright/values';
import { Decimal } from 'decimal.js';

/** Sums keep all their digits. */
const Exact = Decimal.clone({ precision: 1000 });

/** An exact number: few digits as a whole number of units of ten to the minus `scale`, which is quick; else as a Decimal. */
export type Addend = { readonly units: number; readonly scale: number } | Decimal;

const PLAIN = /^(-?)(\d{1,15})(?:\.(\d{1,15}))?$/;
const LONG = /^-?\d{1,300}(\.\d{1,300})?$/;

/** The exact number in a wire value (of money: its amount); undefined when there is none. */
export function readAddend(value: Json | undefined): Addend | undefined {
  const said = isJsonObject(value) ? value.amount : value;
  if (typeof said !== 'string' && typeof said !== 'number') return undefined;
  const text = String(said);
  const [, sign, whole = '', fraction = ''] = PLAIN.exec(text) ?? [];
  if (sign === undefined) return LONG.test(text) ? new Exact(text) : undefined;
  if (whole.length + fraction.length > 15) return new Exact(text);
  const units = Number(whole + fraction);
  return { units: sign === '-' ? -units : units, scale: fraction.length };
}

/** The digits of a number: equal numbers have equal ones. */
export function digitsOf(addend: Addend): string {
  return toDecimal(addend).toFixed();
}

function toDecimal(addend: Addend): Decimal {
  return addend instanceof Decimal ? addend : new Exact(`${addend.units}e-${addend.scale}`);
}

/** A whole number of units times one of these is exact wherever the sum is safe. */
const POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/** A sum that loses no digit: in whole units as long as a double holds them, and from time to time into a Decimal. */
export class ExactSum {
  #units = 0;
  #scale = 0;
  #rest: Decimal = new Exact(0);

  add(addend: Addend): void {
    if (!(addend instanceof Decimal)) {
      if (addend.scale > this.#scale) this.#settle(addend.scale);
      const units = this.#units + addend.units * (POWERS[this.#scale - addend.scale] ?? Number.NaN);
      if (Number.isSafeInteger(units)) {
        this.#units = units;
        return;
      }
      this.#settle(this.#scale);
    }
    this.#rest = this.#rest.add(toDecimal(addend));
  }

  get value(): Decimal {
    return this.#rest.add(toDecimal({ units: this.#units, scale: this.#scale }));
  }

  #settle(scale: number): void {
    this.#rest = this.value;
    this.#units = 0;
    this.#scale = scale;
  }
}
