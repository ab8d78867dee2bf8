import { formatDecimal } from '../exact-decimal.ts';
import { refuse, refuseType } from '../flaws.ts';
import { isJsonObject, written } from '../json-value.ts';
import { compareText } from '../read-text.ts';
import { defineType } from '../value-type.ts';

export const location = defineType({
  name: 'location',
  about: {
    en: 'A point on Earth: latitude and longitude in degrees (WGS 84)',
    ro: 'Un punct pe Pământ: latitudine și longitudine în grade (WGS 84)',
  },
  options: {},
  parse(input) {
    if (!isJsonObject(input)) return refuseType(input, WANTED);
    const latitude = degrees(input.latitude, 90);
    const longitude = degrees(input.longitude, 180);
    if (latitude !== undefined && longitude !== undefined) return { value: { latitude, longitude } };
    return refuse(
      'NOT_A_LOCATION',
      { en: 'This is not a point on Earth.', ro: 'Acesta nu este un punct pe Pământ.' },
      { en: `Write ${WANTED.en}.`, ro: `Scrieți ${WANTED.ro}.` },
    );
  },
  compare: (a, b) => compareText(JSON.stringify(a), JSON.stringify(b)),
  format(value, locale) {
    if (!isJsonObject(value)) return written(value);
    const [latitude = null, longitude = null] = [value.latitude, value.longitude];
    return `${formatDecimal(latitude, locale)}; ${formatDecimal(longitude, locale)}`;
  },
  column: 'jsonb',
  scalar: { output: 'Location', input: 'LocationInput' },
  feel: 'any',
  control: 'location',
  sortable: false,
});

const WANTED = {
  en: '{ latitude: 44.43, longitude: 26.1 } in degrees',
  ro: '{ latitude: 44.43, longitude: 26.1 } în grade',
};

/** Six decimals are a tenth of a metre. */
function degrees(input: unknown, most: number): number | undefined {
  if (typeof input !== 'number' || !(Math.abs(input) <= most)) return undefined;
  return Math.round(input * 1e6) / 1e6 || 0;
}
