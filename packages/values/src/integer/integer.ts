import { z } from 'zod';
import { formatDecimal } from '../exact-decimal.ts';
import { refuse, refuseAbove, refuseBelow, refuseType } from '../flaws.ts';
import { defineType } from '../value-type.ts';

/** The range of GraphQL's Int and of the database's integer: what is stored can always be read. */
const LEAST = -(2 ** 31);
const MOST = 2 ** 31 - 1;
const bound = (about: string) => z.int().min(LEAST).max(MOST).optional().describe(about);

export const integer = defineType({
  name: 'integer',
  about: {
    en: 'A whole number up to about two thousand million; larger ones are decimals of scale 0',
    ro: 'Un număr întreg până la circa două miliarde; cele mai mari sunt zecimale cu scala 0',
  },
  options: { min: bound('The smallest value allowed.'), max: bound('The largest value allowed.') },
  parse(input, { min = LEAST, max = MOST }) {
    if (typeof input !== 'number')
      return refuseType(input, { en: 'a whole number such as 12', ro: 'un număr întreg ca 12' });
    if (!Number.isInteger(input)) {
      return refuse(
        'NOT_AN_INTEGER',
        { en: 'This is not a whole number.', ro: 'Acesta nu este un număr întreg.' },
        { en: 'Write digits only, such as 12.', ro: 'Scrieți numai cifre, de exemplu 12.' },
      );
    }
    if (input < min) return refuseBelow(String(min));
    if (input > max) return refuseAbove(String(max));
    return { value: input === 0 ? 0 : input };
  },
  compare: (a, b) => Number(a) - Number(b),
  format: (value, locale) => formatDecimal(value, locale),
  column: 'integer',
  scalar: { output: 'Int', input: 'Int', filter: 'IntFilter' },
  feel: 'number',
  control: 'number',
  sortable: true,
});
