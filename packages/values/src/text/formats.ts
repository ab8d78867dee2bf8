import type { Text } from '@dealwright/diagnostics';

/** A written form that a text field may demand: `format: iban`. A new one is an entry in {@link textFormats}. */
export interface TextFormat {
  readonly about: Text;
  /** A valid value, for hints and forms. */
  readonly example: string;
  /** The one way the platform writes this value; undefined when it is none. */
  canonical(text: string): string | undefined;
}

/** Fiscal codes, register numbers and accounts are compared, so that each has one written form only. */
export const textFormats: ReadonlyMap<string, TextFormat> = new Map([
  [
    'ro-fiscal-code',
    {
      about: { en: 'Romanian fiscal code (CUI)', ro: 'cod unic de înregistrare fiscală (CUI)' },
      example: '14399840',
      canonical: romanianFiscalCode,
    },
  ],
  [
    'ro-trade-register',
    {
      about: { en: 'Romanian trade register number', ro: 'număr de ordine în registrul comerțului' },
      example: 'J40/372/2002',
      canonical: romanianTradeRegister,
    },
  ],
  [
    'iban',
    {
      about: { en: 'bank account (IBAN)', ro: 'cont bancar (IBAN)' },
      example: 'RO49AAAA1B31007593840000',
      canonical: iban,
    },
  ],
]);

/** Digits without the `RO` of VAT payers: the same company is the same code. The last digit is a checksum (OUG 76/2000). */
function romanianFiscalCode(text: string): string | undefined {
  const code = /^(?:RO)?\s*(\d{2,10})$/i.exec(text)?.[1];
  if (code === undefined || code.startsWith('0')) return undefined;
  const weighed = code.slice(0, -1).padStart(9, '0');
  const sum = [...weighed].reduce((total, digit, at) => total + Number(digit) * Number('753217532'[at]), 0);
  return ((sum * 10) % 11) % 10 === Number(code.at(-1)) ? code : undefined;
}

/** `J40/372/2002`, or since 2024 also `J2002000372402`. J companies, F sole traders, C cooperatives. */
function romanianTradeRegister(text: string): string | undefined {
  const plain = text.toUpperCase().replace(/\s+/g, '');
  if (/^[JFC]\d{13}$/.test(plain)) return plain;
  const parts = /^([JFC])0?(\d{1,2})\/0*(\d{1,7})\/((?:19|20)\d{2})$/.exec(plain);
  return parts ? `${parts[1]}${parts[2]}/${parts[3]}/${parts[4]}` : undefined;
}

/** ISO 13616: moved to the end, letters as numbers, the whole is 1 modulo 97. */
function iban(text: string): string | undefined {
  const plain = text.toUpperCase().replace(/[\s-]+/g, '');
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return undefined;
  const digits = (plain.slice(4) + plain.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n ? plain : undefined;
}
