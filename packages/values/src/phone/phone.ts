import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { z } from 'zod';
import { refuse } from '../flaws.ts';
import { written } from '../json-value.ts';
import { compareText, readText } from '../read-text.ts';
import { defineType } from '../value-type.ts';

const DEFAULT_COUNTRY = 'RO';

export const phone = defineType({
  name: 'phone',
  about: {
    en: 'A telephone number, kept as +40722123456 (E.164)',
    ro: 'Un număr de telefon, păstrat ca +40722123456 (E.164)',
  },
  options: {
    country: z
      .custom<CountryCode>((code) => typeof code === 'string' && isSupportedCountry(code), 'a country such as RO')
      .optional()
      .describe(`The country of numbers written without +; ${DEFAULT_COUNTRY} when not said.`),
  },
  parse(input, { country = DEFAULT_COUNTRY }) {
    const read = readText(input, { lines: false, maxLength: 60 });
    if ('flaw' in read || typeof read.value !== 'string') return read;
    const number = parsePhoneNumberFromString(read.value, { defaultCountry: country, extract: false });
    if (number?.isValid()) return { value: number.number };
    return refuse(
      'NOT_A_PHONE',
      { en: 'This is not a telephone number.', ro: 'Acesta nu este un număr de telefon.' },
      {
        en: 'Write one such as 0722 123 456 or +49 30 901820.',
        ro: 'Scrieți un număr ca 0722 123 456 sau +49 30 901820.',
      },
    );
  },
  compare: compareText,
  format: (value) => parsePhoneNumberFromString(written(value))?.formatInternational() ?? written(value),
  column: 'text',
  scalar: { output: 'String', input: 'String', filter: 'StringFilter' },
  feel: 'string',
  control: 'phone',
  sortable: true,
});
